import { formatFinding } from "@weir/finding/finding";
import { describe, expect, test } from "vitest";
import { checkConfig } from "./check-config.ts";
import { directive } from "./config.ts";
import { parseConfig } from "./parse-config.ts";
import { parseVersion } from "./versions.ts";

/** A file that is right for a container, with one line changed or more added; its findings as a person reads them. */
function check(added: string, { tag = "v6.0-r0", reload = false, base = good }: Case = {}): string[] {
  const config = parseConfig(`${base}${added}\n`);
  return checkConfig(config, parseVersion(tag), { reload }).map(({ line, ...problem }) =>
    formatFinding({ ...problem, where: { file: "srs.conf", ...(line !== undefined && { line }) } }),
  );
}

interface Case {
  readonly tag?: string;
  readonly reload?: boolean;
  readonly base?: string;
}

const good = "listen 1935; daemon off; srs_log_tank console;\n";
const api = "http_api { enabled on; listen 1985; }";

describe("says nothing of", () => {
  test.each([
    ["the smallest file", ""],
    ["an edge", "vhost a { cluster { mode remote; origin b:1935; } http_remux { enabled on; } }"],
    ["two vhosts", "vhost a { } vhost b { }"],
    ["blocks whose inside is not modelled yet", "vhost a { dvr { enabled on; dvr_path /x; } }"],
    [
      "an origin cluster on another API port",
      "http_api { enabled on; listen 9090; } vhost a { cluster { origin_cluster on; coworkers b:9090; } }",
    ],
  ])("%s", (_, added) => {
    expect(check(added)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "a mistyped directive",
      "max_conections 1000;",
      {},
      [
        "srs.conf:2  error  srs/unknown-directive  No version of SRS that weir knows has a directive max_conections. SRS refuses the whole file and does not start. Fix: Did you mean max_connections?",
      ],
    ],
    [
      "a directive in the wrong block",
      "vhost a { hls { zzz on; } }",
      {},
      [
        "srs.conf:2  error  srs/unknown-directive  No version of SRS that weir knows has a directive vhost.hls.zzz. SRS refuses the whole file and does not start. Fix: Leave it out.",
      ],
    ],
    [
      "a directive that a later version brought",
      "force_grace_quit on; grace_start_wait 2300;",
      { tag: "v4.0.5" },
      [
        "srs.conf:2  error  srs/directive-version  SRS 4.0.5 does not know grace_start_wait. It refuses the whole file and does not start. Fix: Leave it out, or use 4.0.6 or later.",
      ],
    ],
    [
      "an exporter before SRS 5",
      "exporter { enabled on; }",
      { tag: "v4.0-r5" },
      [
        "srs.conf:2  error  srs/directive-version  SRS 4.0.271 does not know exporter. It refuses the whole file and does not start. Fix: Leave it out, or use 5.0.67 or later.",
      ],
    ],
    [
      "a directive that a later version lost",
      "threads { interval 5; }",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2  error  srs/directive-version  SRS 7.0.157 no longer knows threads. It refuses the whole file and does not start. Fix: Leave it out.",
      ],
    ],
    [
      "a directive stated twice",
      "listen 1936;",
      {},
      [
        "srs.conf:2  error  srs/duplicate-directive  listen is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "two http_remux in a vhost",
      "vhost a {\n http_remux { enabled on; }\n http_remux { enabled on; }\n}",
      {},
      [
        "srs.conf:4  error  srs/duplicate-directive  vhost.http_remux is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "two vhosts of one name",
      "vhost a { }\nvhost a { }",
      {},
      [
        "srs.conf:3  error  srs/duplicate-directive  vhost a is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "max_connections without room for anybody",
      "max_connections 0;",
      {},
      [
        "srs.conf:2  error  srs/invalid-argument  max_connections 0 is not what max_connections takes: one whole number above zero. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a port that is none",
      "http_api { listen 0; }",
      {},
      [
        "srs.conf:2  error  srs/invalid-argument  http_api.listen 0 is not what http_api.listen takes: a port from 1 to 65535, or an IP address with one. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a port above all ports, also behind an address",
      "http_api { listen 127.0.0.1:65536; } http_server { listen [::]:8080; }",
      {},
      [
        "srs.conf:2  error  srs/invalid-argument  http_api.listen 127.0.0.1:65536 is not what http_api.listen takes: a port from 1 to 65535, or an IP address with one. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a switch that is neither on nor off",
      "http_api { enabled true; }",
      {},
      [
        "srs.conf:2  error  srs/invalid-argument  http_api.enabled true is not what http_api.enabled takes: on or off. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a block where a value belongs, and a value where a block belongs",
      "pid { } http_api on;",
      {},
      [
        "srs.conf:2  error  srs/invalid-argument  pid { … } is not what pid takes: one argument. SRS takes its default instead, or does not start.",
        "srs.conf:2  error  srs/invalid-argument  http_api on is not what http_api takes: a block and nothing before it. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "an argument that could become another directive",
      'pid "/tmp/a;b";',
      {},
      [
        'srs.conf:2  error  srs/unsafe-value  pid "/tmp/a;b" contains ;. In srs.conf it could end this directive and begin another. Fix: Write it without spaces, quotes, line breaks and ; { } # $ ` \\.',
      ],
    ],
    [
      "a missing port, a daemon, and logs in a file",
      "daemon on;",
      { base: "" },
      [
        "srs.conf  error  srs/no-listen  listen is missing. SRS does not start without a port for RTMP. Fix: Add listen 1935.",
        "srs.conf:1  error  srs/daemon-in-container  daemon is not off. SRS then goes to the background, the container's first process ends, and the pod restarts for ever. Fix: Write daemon off.",
        "srs.conf  error  srs/log-to-file  srs_log_tank is not console. Logs grow in objs/srs.log until the disk is full, and kubectl logs shows nothing. Fix: Write srs_log_tank console.",
      ],
    ],
    [
      "a drain that SIGTERM would cancel",
      "grace_final_wait 3200;",
      {},
      [
        "srs.conf:2  error  srs/force-grace-quit  grace_final_wait is set and force_grace_quit is not on. Kubernetes stops a pod by SIGTERM, at which SRS then quits at once and cuts everybody. Fix: Write force_grace_quit on.",
      ],
    ],
    [
      "a file that is meant to reload and is not watched",
      "",
      { reload: true },
      [
        "srs.conf  error  srs/auto-reload  inotify_auto_reload is not on. SRS watches its file unasked only where it finds Docker, which it does not under containerd: a change would never arrive. Fix: Write inotify_auto_reload on.",
      ],
    ],
    [
      "a file that is meant to reload in a version that cannot",
      "",
      { reload: true, tag: "v4.0.6" },
      [
        "srs.conf  error  srs/auto-reload  inotify_auto_reload is not on. SRS watches its file unasked only where it finds Docker, which it does not under containerd: a change would never arrive. Fix: Use 3.0.129, 4.0.16 or later, which have it.",
      ],
    ],
    [
      "reloading in SRS 7",
      "inotify_auto_reload on;",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2  error  srs/no-reload  SRS 7.0.157 cannot be counted on to reload: version 7 removed most of it. Running servers would keep the old configuration, and nothing would say so. Fix: Use SRS 6, or let a changed file restart the pods.",
      ],
    ],
    [
      "an edge without an origin",
      "vhost a { cluster { mode remote; } }",
      {},
      [
        "srs.conf:2  error  srs/edge-origin  mode is remote and there is no origin. The edge has nowhere to fetch a stream: every viewer gets nothing. Fix: Add origin HOST:1935.",
      ],
    ],
    [
      "HLS in an edge",
      "vhost a { cluster { mode remote; origin b; } hls { enabled on; } }",
      {},
      [
        "srs.conf:2  error  srs/edge-hls  hls is on in an edge. Edges serve RTMP and HTTP-FLV; an HLS player would get no playlist. Fix: Make HLS on the origin.",
      ],
    ],
    [
      "coworkers without the API's port",
      `${api} vhost a { cluster {\n origin_cluster on;\n coworkers b c:1985 d:1935;\n} }`,
      {},
      [
        "srs.conf:4  error  srs/peer-port  coworker b has no port, so SRS asks port 80. The origins never find each other: a viewer who reaches the wrong one gets nothing. Fix: Write b:1985.",
        "srs.conf:4  error  srs/peer-port  coworker d:1935 names port 1935, and the API of the origins is on 1985. The origins never find each other: a viewer who reaches the wrong one gets nothing. Fix: Write d:1985.",
      ],
    ],
    [
      "an origin cluster without coworkers and without an API",
      "vhost a { cluster { origin_cluster on; } }",
      {},
      [
        "srs.conf:2  error  srs/no-coworkers  origin_cluster is on and there are no coworkers. No origin finds a stream of another one: a viewer who reaches the wrong one gets nothing. Fix: Add coworkers HOST:1985 …",
        "srs.conf:2  error  srs/origin-cluster-api  origin_cluster is on and http_api is not. Origins ask each other for streams over the API: without it they never find each other. Fix: Turn http_api on, at 1985.",
      ],
    ],
    [
      "an origin cluster whose API wants a password",
      "http_api { enabled on; listen 1985; auth { enabled on; username a; password b; } }\nvhost a { cluster { origin_cluster on; coworkers b:1985; } }",
      {},
      [
        "srs.conf:2  error  srs/origin-cluster-auth  http_api.auth is on in an origin cluster. Coworkers ask without a password and are refused: the origins never find each other. Fix: Turn auth off and keep the API inside the cluster by a NetworkPolicy.",
      ],
    ],
    [
      "an origin cluster of SRS 7",
      `${api} vhost a { cluster { origin_cluster on; coworkers b:1985; } }`,
      { tag: "v7.0-d0" },
      [
        "srs.conf:2  warning  srs/origin-cluster-retired  SRS 7.0.157 still reads origin_cluster; its documentation calls it legacy. Fix: Stay on SRS 6, or move to the proxy that SRS 7 has in its place.",
      ],
    ],
    [
      "a playlist that is too short for players",
      "vhost a { hls { enabled on; hls_fragment 10; hls_window 20; } }",
      {},
      [
        "srs.conf:2  warning  srs/hls-window  hls_window 20 holds fewer than three segments of 10 seconds. Players begin three segments behind the end: they stall, or ask for segments that are gone. Fix: Write hls_window 30 or more.",
      ],
    ],
  ])("%s", (_, added, options, expected) => {
    expect(check(added, options)).toEqual(expected);
  });
});

test("reports an unsafe value that only a program can write, shortened and without breaking the line", () => {
  const version = parseVersion("v6.0-r0");
  const problems = checkConfig([...parseConfig(good), directive("pid", `${"a".repeat(70)}\nlisten 1`)], version);
  expect(problems).toEqual([
    {
      id: "srs/unsafe-value",
      severity: "error",
      what: `pid "${"a".repeat(60)}…" contains a line break.`,
      why: "In srs.conf it could end this directive and begin another.",
      fix: "Write it without spaces, quotes, line breaks and ; { } # $ ` \\.",
    },
  ]);
});

describe("finds the defects of the articles' configurations", () => {
  test("origin cluster: no API port, no console log", () => {
    const article = `
listen 1935;
max_connections 1000;
daemon off;
http_api { enabled on; listen 1985; }
http_server { enabled on; listen 8080; }
vhost __defaultVhost__ {
    cluster {
        origin_cluster on;
        coworkers srs-origin-0.socs srs-origin-1.socs srs-origin-2.socs;
    }
    http_remux { enabled on; }
    hls { enabled on; }
}`;
    const ids = checkConfig(parseConfig(article), parseVersion("v3.0-r0")).map(({ id, line }) => `${id} ${line ?? ""}`);
    expect(ids).toEqual(["srs/log-to-file ", "srs/peer-port 10", "srs/peer-port 10", "srs/peer-port 10"]);
  });
});
