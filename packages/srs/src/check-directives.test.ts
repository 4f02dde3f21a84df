import { describe, expect, test } from "vitest";
import { checkConfig } from "./check-config.ts";
import { directive } from "./config.ts";
import { parseConfig } from "./parse-config.ts";
import { type Case, check } from "./test-check.ts";
import { parseVersion } from "./versions.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    ["the smallest file", "", {}],
    ["two vhosts", "vhost a { } vhost b { }", {}],
    ["an argument with spaces and a #", "vhost a { dvr { enabled on; dvr_path '/my records/#1.flv'; } }", {}],
    [
      "rules of one kind",
      "vhost a { security { enabled on; allow play all; allow publish 1.2.3.4; allow publish ::1; allow publish 10.0.0.0/8; } }",
      {},
    ],
    [
      "several casters",
      "stream_caster { enabled on; caster flv; listen 8936; output a; } stream_caster { enabled on; caster mpegts_over_udp; listen 1; output b; }",
      {},
    ],
    [
      "FFmpeg's own names",
      "vhost a { transcode live { enabled on; ffmpeg /f; engine x { enabled on; vcodec libx264; vparams { b:v 800; x264-params a=b; } output rtmp://a/b; } } }",
      {},
    ],
    [
      "encoders for all streams of a vhost",
      "vhost a { transcode { enabled on; ffmpeg /f; engine { enabled on; vcodec copy; output rtmp://a:[port]/b; } } }",
      {},
    ],
    [
      "variables in the address of a hook",
      "vhost a { hls { enabled on; } http_hooks { enabled on; on_hls_notify http://a:8085/api/v1/hls/[server_id]/[app]/[stream]/[ts_url][param]; } }",
      {},
    ],
    [
      "an ingest that copies",
      "vhost a { ingest x { enabled on; input { type stream; url rtsp://c/d; } ffmpeg /f; engine { output rtmp://a/b; } } }",
      {},
    ],
    [
      "a block that is off, and blocks that are on unless told otherwise",
      "vhost a { hls { enabled off; hls_path /a; } } stats { disk sda; } circuit_breaker { dying_pulse 5; }",
      {},
    ],
    [
      "an old name in a version that has no other",
      "vhost a { rtc { enabled on; aac transcode; } } rtc_server { enabled on; }",
      { tag: "4.0.100" },
    ],
    ["the old place of listen in SRS 7", "chunk_size 60000;", { tag: "v7.0-d0" }],
    [
      "hooks of several addresses",
      "vhost a { http_hooks { enabled on; on_play http://a:1/b?c=d https://[::1]/e; } }",
      {},
    ],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "a mistyped directive",
      "max_conections 1000;",
      {},
      [
        "srs.conf:2:1  error  srs/unknown-directive  No version of SRS that weir knows has a directive max_conections. SRS refuses the whole file and does not start. Fix: Did you mean max_connections?",
      ],
    ],
    [
      "a directive in the wrong block",
      "vhost a { hls { zzz on; } }",
      {},
      [
        "srs.conf:2:11  warning  srs/not-enabled  vhost.hls does not say enabled on. SRS leaves it off, and nothing else in the block has an effect. Fix: Write enabled on, or leave the block out.",
        "srs.conf:2:17  error  srs/unknown-directive  No version of SRS that weir knows has a directive vhost.hls.zzz. SRS refuses the whole file and does not start. Fix: Leave it out.",
      ],
    ],
    [
      "a mistyped directive where the server does not look",
      "http_server { enabled on; https { enabled on; key a; cert b; certt c; } }",
      {},
      [
        "srs.conf:2:62  error  srs/unknown-directive  No version of SRS that weir knows has a directive http_server.https.certt. SRS reads past it and says nothing: it has no effect. Fix: Did you mean cert?",
      ],
    ],
    [
      "a directive that a later version brought",
      "force_grace_quit on; grace_start_wait 2300;",
      { tag: "v4.0.5" },
      [
        "srs.conf:2:22  error  srs/directive-version  SRS 4.0.5 does not know grace_start_wait, which 3.0.121 and later of 3.0, and 4.0.6 and later have. SRS refuses the whole file and does not start. Fix: Leave it out, or use 4.0.6 or later.",
      ],
    ],
    [
      "an exporter before SRS 5, once",
      "exporter { enabled on; label a; }",
      { tag: "v4.0-r5" },
      [
        "srs.conf:2:1  error  srs/directive-version  SRS 4.0.271 does not know exporter, which 5.0.67 and later have. SRS refuses the whole file and does not start. Fix: Leave it out, or use 5.0.67 or later.",
      ],
    ],
    [
      "what an app's settings made, in their words",
      "exporter { enabled on; } http_server { enabled on; https { enabled on; key a; cert b; } }",
      { tag: "v4.0.15", fromSettings: true },
      [
        "srs.conf:2:1  error  srs/directive-version  SRS 4.0.15 does not know exporter, which 5.0.67 and later have. SRS refuses the whole file and does not start. Fix: remove metrics, or use 5.0.67 or later.",
        "srs.conf:2:52  error  srs/directive-version  SRS 4.0.15 does not know http_server.https, which 4.0.47 and later have. SRS refuses the whole file and does not start. Fix: remove https, or use 4.0.47 or later.",
      ],
    ],
    [
      "what no setting of an app is for, as in any file",
      "force_grace_quit on; grace_start_wait 2300;",
      { tag: "v4.0.5", fromSettings: true },
      [
        "srs.conf:2:22  error  srs/directive-version  SRS 4.0.5 does not know grace_start_wait, which 3.0.121 and later of 3.0, and 4.0.6 and later have. SRS refuses the whole file and does not start. Fix: Leave it out, or use 4.0.6 or later.",
      ],
    ],
    [
      "a directive that came to two release lines",
      "http_api { enabled on; auth { enabled on; } }",
      { tag: "v5.0-a5" },
      [
        "srs.conf:2:24  error  srs/directive-version  SRS 5.0.148 does not know http_api.auth, which 5.0.152 and later of 5.0, and 6.0.40 and later have. SRS refuses the whole file and does not start. Fix: Leave it out, or use 5.0.152, 6.0.40 or later.",
      ],
    ],
    [
      "a directive that a later version lost",
      "threads { interval 5; }",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2:1  error  srs/directive-version  SRS 7.0.157 no longer knows threads, which left with 7.0.59. SRS refuses the whole file and does not start. Fix: Leave it out.",
      ],
    ],
    [
      "a directive that the version lets through and does not read",
      "vhost a { hls { enabled on; hls_acodec aac; } }",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2:29  warning  srs/ignored-directive  SRS 7.0.157 accepts vhost.hls.hls_acodec and does nothing with it: nothing reads it from 7.0.53 on. Fix: Leave it out.",
      ],
    ],
    [
      "a block that the version lets through and does not read, once",
      "tencentcloud_cls { enabled on; anything goes; }",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2:1  warning  srs/ignored-directive  SRS 7.0.157 accepts tencentcloud_cls and does nothing with it: nothing reads it from 7.0.66 on. Fix: Leave it out.",
      ],
    ],
    [
      "a directive that no version reads",
      "vhost a { hls { enabled on; hls_storage ram; } }",
      {},
      [
        "srs.conf:2:29  warning  srs/ignored-directive  SRS 6.0.184 accepts vhost.hls.hls_storage and does nothing with it. Fix: Leave it out.",
      ],
    ],
    [
      "an API's certificate before the API had its own",
      "http_api { enabled on; https { enabled on; key a; } }\nhttp_server { enabled on; https { enabled on; key a; cert b; } }",
      { tag: "v5.0-r3" },
      [
        "srs.conf:2:44  warning  srs/ignored-directive  SRS 5.0.213 accepts http_api.https.key and does nothing with it: 6.0.137 and later do. Fix: Leave it out.",
      ],
    ],
    [
      "an old name",
      "vhost a { gop_cache off; }",
      {},
      [
        "srs.conf:2:11  warning  srs/moved-directive  vhost.gop_cache is an old name for vhost.play.gop_cache. SRS still reads it here, with a warning; whoever looks for it there misses it. Fix: Write vhost.play.gop_cache.",
      ],
    ],
    [
      "an old name, with what is wrong in its block",
      "http_stream { enabled maybe; }",
      {},
      [
        "srs.conf:2:1  warning  srs/moved-directive  http_stream is an old name for http_server. SRS still reads it here, with a warning; whoever looks for it there misses it. Fix: Write http_server.",
        "srs.conf:2:15  error  srs/invalid-argument  http_stream.enabled maybe is not what http_stream.enabled takes: on or off. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "an old way to write a block",
      "vhost a { forward b; }",
      {},
      [
        "srs.conf:2:11  warning  srs/moved-directive  vhost.forward is an old name for vhost.forward.destination. SRS still reads it here, with a warning; whoever looks for it there misses it. Fix: Write vhost.forward.destination.",
      ],
    ],
    [
      "a directive stated twice",
      "listen 1936;",
      {},
      [
        "srs.conf:2:1  error  srs/duplicate-directive  listen is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "two vhosts of one name",
      "vhost a { }\nvhost a { }",
      {},
      [
        "srs.conf:3:1  error  srs/duplicate-directive  vhost a is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "two ingests of one name",
      "vhost a { ingest x { enabled on; } ingest x { enabled on; } }",
      {},
      [
        "srs.conf:2:36  error  srs/duplicate-directive  vhost.ingest x is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "two http_remux in a vhost",
      "http_server { enabled on; } vhost a {\n http_remux { enabled on; }\n http_remux { enabled on; }\n}",
      {},
      [
        "srs.conf:4:2  error  srs/duplicate-directive  vhost.http_remux is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "one rule twice",
      "vhost a { security { enabled on; allow play all; allow publish 1.2.3.4; allow publish 1.2.3.4; } }",
      {},
      [
        "srs.conf:2:73  error  srs/duplicate-directive  vhost.security.allow publish 1.2.3.4 is stated twice. SRS reads the first, and the second has no effect or stops it from starting. Fix: Keep one.",
      ],
    ],
    [
      "a block that is not on",
      "vhost a { http_hooks { on_publish http://b/c; } }",
      {},
      [
        "srs.conf:2:11  warning  srs/not-enabled  vhost.http_hooks does not say enabled on. SRS leaves it off, and nothing else in the block has an effect. Fix: Write enabled on, or leave the block out.",
      ],
    ],
    [
      "max_connections without room for anybody",
      "max_connections 0;",
      {},
      [
        "srs.conf:2:1  error  srs/invalid-argument  max_connections 0 is not what max_connections takes: one whole number above zero. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a port that is none",
      "http_api { enabled on; listen 0; }",
      {},
      [
        "srs.conf:2:24  error  srs/invalid-argument  http_api.listen 0 is not what http_api.listen takes: a port from 1 to 65535, or an IP address with one. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a port above all ports, also behind an address",
      "http_api { enabled on; listen 127.0.0.1:65536; } http_server { enabled on; listen [::]:8080; }",
      {},
      [
        "srs.conf:2:24  error  srs/invalid-argument  http_api.listen 127.0.0.1:65536 is not what http_api.listen takes: a port from 1 to 65535, or an IP address with one. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "an address that is none",
      "exporter { enabled on; listen 1.2.3.999:9972; }",
      {},
      [
        "srs.conf:2:24  error  srs/invalid-argument  exporter.listen 1.2.3.999:9972 is not what exporter.listen takes: a port from 1 to 65535, or an IP address with one. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a switch that is neither on nor off",
      "http_api { enabled true; }",
      {},
      [
        "srs.conf:2:12  error  srs/invalid-argument  http_api.enabled true is not what http_api.enabled takes: on or off. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a block where a value belongs, and a value where a block belongs",
      "pid { } http_api on;",
      {},
      [
        "srs.conf:2:1  error  srs/invalid-argument  pid { … } is not what pid takes: one argument. SRS takes its default instead, or does not start.",
        "srs.conf:2:9  error  srs/invalid-argument  http_api on is not what http_api takes: a block and nothing before it. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a block of two names",
      "vhost a { ingest x y { enabled on; } }",
      {},
      [
        "srs.conf:2:11  error  srs/invalid-argument  vhost.ingest x y { … } is not what vhost.ingest takes: a block, after one name or none. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a word that is none of those it can be",
      "vhost a { dvr { enabled on; dvr_path /a; dvr_plan append; } }",
      {},
      [
        "srs.conf:2:42  error  srs/invalid-argument  vhost.dvr.dvr_plan append is not what vhost.dvr.dvr_plan takes: session or segment. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a hook that is no address of a server, among others",
      "vhost a { http_hooks { enabled on; on_publish http://a/b c.example/d http:///; } }",
      {},
      [
        "srs.conf:2:36  error  srs/invalid-argument  vhost.http_hooks.on_publish http://a/b c.example/d http:/// is not what vhost.http_hooks.on_publish takes: http://HOST… or https://HOST…, one or more. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a rule for nobody",
      "vhost a { security { enabled on; allow play all; allow publish 10.0.0.0/33; } }",
      {},
      [
        "srs.conf:2:50  error  srs/invalid-argument  vhost.security.allow publish 10.0.0.0/33 is not what vhost.security.allow takes: play or publish, then all, an IP address, or IPv4 addresses as 203.0.113.0/24. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "a number that is none",
      "srt_server { enabled on; maxbw -1; mss -1; }",
      {},
      [
        "srs.conf:2:36  error  srs/invalid-argument  srt_server.mss -1 is not what srt_server.mss takes: one number. SRS takes its default instead, or does not start.",
      ],
    ],
    [
      "an argument that could become another directive",
      'pid "/tmp/a;b";',
      {},
      [
        'srs.conf:2:1  error  srs/unsafe-value  pid "/tmp/a;b" contains ;. In srs.conf it could end this directive and begin another. Fix: Write it without quotes, line breaks and ; { } $ ` \\.',
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});

test("reports an unsafe value that only a program can write, shortened and without breaking the line", () => {
  const version = parseVersion("v6.0-r0");
  const config = [
    ...parseConfig("listen 1935; daemon off; srs_log_tank console;"),
    directive("pid", `${"a".repeat(70)}\nlisten 1`),
  ];
  expect(checkConfig(config, version)).toEqual([
    {
      id: "srs/unsafe-value",
      severity: "error",
      what: `pid "${"a".repeat(60)}…" contains a line break.`,
      why: "In srs.conf it could end this directive and begin another.",
      fix: "Write it without quotes, line breaks and ; { } $ ` \\.",
    },
  ]);
});
