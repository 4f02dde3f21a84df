import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    [
      "hooks of sessions",
      "vhost a { http_hooks { enabled on; on_publish http://a/b; on_play https://a/c; } }",
      { tag: "4.0.45" },
    ],
    [
      "plain hooks of a version that has no TLS",
      "vhost a { http_hooks { enabled on; on_publish http://a/b; } }",
      { tag: "4.0.44" },
    ],
    [
      "hooks of files that are made",
      "vhost a { hls { enabled on; } dvr { enabled on; dvr_path /a; } http_hooks { enabled on; on_hls http://a/b; on_dvr http://a/c; } }",
      {},
    ],
    ["hooks that are off", "vhost a { http_hooks { enabled off; } }", {}],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "hooks over TLS before SRS could",
      "vhost a { http_hooks { enabled on; on_play http://a/b https://c/d; } }",
      { tag: "4.0.44" },
      [
        "srs.conf:2:36  error  srs/hook-https  on_play calls https://c/d, and SRS 4.0.44 cannot speak HTTPS to a hook. The call fails, and SRS refuses whoever it asked about. Fix: Call it by http, or use 4.0.45 or later.",
      ],
    ],
    [
      "hooks of files that nothing makes",
      "vhost a { http_hooks { enabled on; on_hls http://a/b; on_dvr http://a/c; } }",
      {},
      [
        "srs.conf:2:36  warning  srs/idle-hook  on_hls is called when hls has made a file, and hls is not on. It is never called. Fix: Turn hls on, or leave on_hls out.",
        "srs.conf:2:55  warning  srs/idle-hook  on_dvr is called when dvr has made a file, and dvr is not on. It is never called. Fix: Turn dvr on, or leave on_dvr out.",
      ],
    ],
    [
      "hooks that are none",
      "vhost a { http_hooks { enabled on; } }",
      {},
      [
        "srs.conf:2:11  warning  srs/no-hook  http_hooks is on and names no hook. Nobody is asked about publishers and viewers: all are let in. Fix: Add on_publish URL, or leave http_hooks out.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
