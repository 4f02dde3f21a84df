import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    ["HLS as it comes, since SRS 5", "vhost a { hls { enabled on; } }", { tag: "v5.0-r3" }],
    ["a playlist of three segments", "vhost a { hls { enabled on; hls_fragment 10; hls_window 30; } }", {}],
    [
      "what HLS would do, were it on",
      "http_server { enabled on; } vhost a { hls { enabled off; hls_window 1; hls_dispose 0; } http_remux { enabled on; mount /a.ts; } }",
      {},
    ],
    [
      "HTTP-FLV beside HLS, and HTTP-TS that is off",
      "http_server { enabled on; } vhost a { http_remux { enabled on; mount /a.flv; } hls { enabled on; } } vhost b { http_remux { enabled off; mount /a.ts; } hls { enabled on; } }",
      {},
    ],
    ["recordings in a volume", "vhost a { dvr { enabled on; dvr_path /nas/[app]/[stream].[timestamp].flv; } }", {}],
    [
      "a forward with where to, and publishers who never are sent away",
      "vhost a { forward { enabled on; backend http://a/b; } publish { kickoff_for_idle 0; } }",
      {},
    ],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "a playlist that is too short for players",
      "vhost a { hls { enabled on; hls_fragment 10; hls_window 20; } }",
      {},
      [
        "srs.conf:2:46  warning  srs/hls-window  hls_window 20 holds fewer than three segments of 10 seconds. Players begin three segments behind the end: they stall, or ask for segments that are gone. Fix: Write hls_window 30 or more.",
      ],
    ],
    [
      "one that an app's settings made, in their words",
      "vhost a { hls { enabled on; hls_fragment 60; hls_window 60; } }",
      { fromSettings: true },
      [
        "srs.conf:2:46  warning  srs/hls-window  hls.window 60s holds fewer than three segments of 60 seconds. Players begin three segments behind the end: they stall, or ask for segments that are gone. Fix: write hls.window: 180s or more.",
      ],
    ],
    [
      "segments too long for the playlist that SRS makes unasked",
      "vhost a { hls { enabled on; hls_fragment 30; } }",
      {},
      [
        "srs.conf:2:29  warning  srs/hls-window  hls_window 60 holds fewer than three segments of 30 seconds. Players begin three segments behind the end: they stall, or ask for segments that are gone. Fix: Write hls_window 90 or more.",
      ],
    ],
    [
      "files that stay when a stream ended",
      "vhost a { hls { enabled on; hls_dispose 0; } }",
      {},
      [
        "srs.conf:2:29  warning  srs/hls-dispose  hls_dispose is 0: the files of a stream that ended stay. They fill the disk, and players still find the end of a stream that is long over. Fix: Write hls_dispose 120.",
      ],
    ],
    [
      "files that stay because nothing says otherwise, before SRS 5",
      "vhost a { hls { enabled on; } }",
      { tag: "v4.0-r5" },
      [
        "srs.conf:2:11  warning  srs/hls-dispose  hls_dispose is missing, which SRS 4.0.271 takes for 0: the files of a stream that ended stay. They fill the disk, and players still find the end of a stream that is long over. Fix: Write hls_dispose 120.",
      ],
    ],
    [
      "segments that stay",
      "vhost a { hls { enabled on; hls_cleanup off; } }",
      {},
      [
        "srs.conf:2:29  warning  srs/hls-cleanup  hls_cleanup is off: segments that left the playlist stay. They fill the disk as long as the stream runs. Fix: Leave it out, unless something else removes them.",
      ],
    ],
    [
      "streams and segments under one name",
      "http_server { enabled on; } vhost a { http_remux { enabled on; mount [vhost]/[app]/[stream].ts; } hls { enabled on; } }",
      {},
      [
        "srs.conf:2:64  error  srs/ts-mount  http_remux is mounted at [vhost]/[app]/[stream].ts beside hls, whose segments end in .ts too. SRS does not start: it could not tell a stream from a segment. Fix: Mount it at .flv, or turn hls off.",
      ],
    ],
    [
      "streams and segments under one name, before the server found it",
      "http_server { enabled on; } vhost a { http_remux { enabled on; mount /a.ts; } hls { enabled on; hls_dispose 60; } }",
      { tag: "5.0.139" },
      [
        "srs.conf:2:64  error  srs/ts-mount  http_remux is mounted at /a.ts beside hls, whose segments end in .ts too. SRS takes a request for a segment for one for a stream: HLS players get nothing. Fix: Mount it at .flv, or turn hls off.",
      ],
    ],
    [
      "recordings inside the image",
      "vhost a { dvr { enabled on; } }",
      {},
      [
        "srs.conf:2:11  error  srs/dvr-path  dvr is on without a dvr_path. Recordings go to ./objs/nginx/html inside the image: they are lost with the pod, or cannot be written at all. Fix: Write dvr_path FOLDER/[app]/[stream].[timestamp].flv, in a volume.",
      ],
    ],
    [
      "a forwarded stream whose publisher may be sent away",
      "vhost a { forward { enabled on; destination b; } publish { kickoff_for_idle 60; } }",
      {},
      [
        "srs.conf:2:60  error  srs/forward-kickoff  forward is on beside publish.kickoff_for_idle. SRS does not start: it cannot tell whether a stream that it forwards is watched. Fix: Keep one of the two.",
      ],
    ],
    [
      "a forward to nowhere",
      "vhost a { forward { enabled on; } }",
      {},
      [
        "srs.conf:2:11  warning  srs/forward-nowhere  forward is on without a destination and without a backend. Nothing is forwarded. Fix: Add destination HOST:1935.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
