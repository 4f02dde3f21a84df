import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    [
      "an edge",
      "http_server { enabled on; } vhost a { cluster { mode remote; origin b:1935; } http_remux { enabled on; } }",
      {},
    ],
    ["what is off in an edge", "vhost a { cluster { mode remote; origin b; } hls { enabled off; } }", {}],
    [
      "WebRTC in an edge of a version that has it there",
      "rtc_server { enabled on; } vhost a { cluster { mode remote; origin b; } rtc { enabled on; } }",
      { tag: "6.0.178" },
    ],
    [
      "origins with numbers, in order and one alone",
      "vhost a { cluster { mode remote; origin o-0.socs o-1.socs o-2.socs; } } vhost b { cluster { mode remote; origin o1 o2 live-3; } }",
      {},
    ],
    [
      "two numberings side by side",
      "vhost a { cluster { mode remote; origin o-0.socs o-1.socs o2.socs o3.socs; } }",
      {},
    ],
    [
      "two hosts whose names differ by a hyphen",
      "vhost a { cluster { mode remote; origin o-0.socs o-1.socs o-2.socs o2.socs; } }",
      {},
    ],
    [
      "an origin cluster",
      "http_api { enabled on; listen 1985; } vhost a { cluster { origin_cluster on; coworkers b:1985 c:1985; } }",
      {},
    ],
    [
      "an origin cluster on another API port",
      "http_api { enabled on; listen 9090; } vhost a { cluster { origin_cluster on; coworkers b:9090; } }",
      {},
    ],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "an edge without an origin",
      "vhost a { cluster { mode remote; } }",
      {},
      [
        "srs.conf:2:21  error  srs/edge-origin  mode is remote and there is no origin. The edge has nowhere to fetch a stream: every viewer gets nothing. Fix: Add origin HOST:1935.",
      ],
    ],
    [
      "files made in an edge",
      "vhost a { cluster { mode remote; origin b; }\n hls { enabled on; }\n dash { enabled on; }\n dvr { enabled on; dvr_path /a; } }",
      {},
      [
        "srs.conf:3:2  error  srs/edge-hls  hls is on in an edge. Edges serve RTMP and HTTP-FLV; an HLS player would get no playlist. Fix: Make HLS on the origin.",
        "srs.conf:4:2  error  srs/edge-dash  dash is on in an edge. Edges serve RTMP and HTTP-FLV; a DASH player would get no manifest. Fix: Make DASH on the origin.",
        "srs.conf:5:2  error  srs/edge-dvr  dvr is on in an edge. An edge has a stream only while somebody watches it there: recordings have holes. Fix: Make recordings on the origin.",
      ],
    ],
    [
      "protocols that edges do not speak",
      "rtc_server { enabled on; }\nvhost a { cluster { mode remote; origin b; } rtc { enabled on; } }",
      {},
      [
        "srs.conf:3:46  error  srs/edge-protocol  rtc is on in an edge, and edges of SRS 6.0.184 speak RTMP and HTTP-FLV alone. Its players and publishers are refused. Fix: Turn rtc on in the origin.",
      ],
    ],
    [
      "an origin of an origin",
      "vhost a { cluster { mode local; origin b; } }",
      {},
      [
        "srs.conf:2:33  warning  srs/unused-origin  cluster has an origin, and its mode is not remote. SRS asks no origin then: viewers get only what is published to this server. Fix: Write mode remote, or leave origin out.",
      ],
    ],
    [
      "a peer spelled unlike the others",
      "vhost a { cluster { mode remote; origin o-0.socs o-1.socs o2.socs; } }",
      {},
      [
        "srs.conf:2:34  warning  srs/odd-peer  origin o2.socs is spelled unlike the others. If there is no such host, every stream that is on it cannot be found. Fix: Did you mean o-2.socs?",
      ],
    ],
    [
      "coworkers without the API's port",
      "http_api { enabled on; listen 1985; } vhost a { cluster {\n origin_cluster on;\n coworkers b c:1985 d:1935;\n} }",
      {},
      [
        "srs.conf:4:2  error  srs/peer-port  coworker b has no port, so SRS asks port 80. The origins never find each other: a viewer who reaches the wrong one gets nothing. Fix: Write b:1985.",
        "srs.conf:4:2  error  srs/peer-port  coworker d:1935 names port 1935, and the API of the origins is on 1985. The origins never find each other: a viewer who reaches the wrong one gets nothing. Fix: Write d:1985.",
      ],
    ],
    [
      "an origin cluster without coworkers and without an API",
      "vhost a { cluster { origin_cluster on; } }",
      {},
      [
        "srs.conf:2:21  error  srs/no-coworkers  origin_cluster is on and there are no coworkers. No origin finds a stream of another one: a viewer who reaches the wrong one gets nothing. Fix: Add coworkers HOST:1985 …",
        "srs.conf:2:21  error  srs/origin-cluster-api  origin_cluster is on and http_api is not. Origins ask each other for streams over the API: without it they never find each other. Fix: Turn http_api on, at 1985.",
      ],
    ],
    [
      "an origin cluster whose API wants a password",
      "http_api { enabled on; listen 1985; auth { enabled on; username a; } }\nvhost a { cluster { origin_cluster on; coworkers b:1985; } }",
      {},
      [
        "srs.conf:2:37  error  srs/origin-cluster-auth  http_api.auth is on in an origin cluster. Coworkers ask without a password and are refused: the origins never find each other. Fix: Turn auth off and keep the API inside the cluster by a NetworkPolicy.",
      ],
    ],
    [
      "an origin cluster of SRS 7",
      "http_api { enabled on; listen 1985; } vhost a { cluster { origin_cluster on; coworkers b:1985; } }",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2:59  warning  srs/origin-cluster-retired  SRS 7.0.157 still reads origin_cluster; its documentation calls it legacy. Fix: Stay on SRS 6, or move to the proxy that SRS 7 has in its place.",
      ],
    ],
    [
      "HTTP-FLV in an origin cluster",
      "http_api { enabled on; listen 1985; } http_server { enabled on; } vhost a { cluster { origin_cluster on; coworkers b:1985; } http_remux { enabled on; } }",
      {},
      [
        "srs.conf:2:126  warning  srs/origin-cluster-flv  http_remux is on in an origin cluster. HTTP-FLV is not sent on to the coworker that has the stream: most viewers wait and see nothing. Fix: Play HTTP-FLV from edges, and leave http_remux out here.",
      ],
    ],
    [
      "coworkers that nobody asks",
      "http_api { enabled on; listen 1985; } vhost a { cluster { coworkers b:1985; } }",
      {},
      [
        "srs.conf:2:59  warning  srs/unused-coworkers  cluster has coworkers, and origin_cluster is not on. This origin asks none of them: a viewer who reaches the wrong one gets nothing. Fix: Write origin_cluster on, or leave coworkers out.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
