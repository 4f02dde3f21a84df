import { describe, expect, test } from "vitest";
import { findUnreloaded } from "./check-reload.ts";
import { parseConfig } from "./parse-config.ts";
import { type Case, check } from "./test-check.ts";
import { parseVersion } from "./versions.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    ["a file that is watched", "inotify_auto_reload on;", { reload: true }],
    ["a file that is watched because SRS is told of its container", "in_docker on;", { reload: true }],
    ["SRS 7, from which nobody expects a reload", "", { tag: "v7.0-d0" }],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
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
      "a container that SRS is told of and not to watch its file in",
      "in_docker on; auto_reload_for_docker off;",
      { reload: true },
      [
        "srs.conf  error  srs/auto-reload  inotify_auto_reload is not on. SRS watches its file unasked only where it finds Docker, which it does not under containerd: a change would never arrive. Fix: Write inotify_auto_reload on.",
      ],
    ],
    [
      "reloading in SRS 7",
      "inotify_auto_reload on;",
      { tag: "v7.0-d0" },
      [
        "srs.conf:2:1  error  srs/no-reload  SRS 7.0.157 cannot be counted on to reload: version 7 removed most of it. Running servers would keep the old configuration, and nothing would say so. Fix: Use SRS 6, or let a changed file restart the pods.",
      ],
    ],
    [
      "reloading in SRS 7 that only a setting asks for",
      "",
      { reload: true, tag: "v7.0-d0" },
      [
        "srs.conf  error  srs/no-reload  SRS 7.0.157 cannot be counted on to reload: version 7 removed most of it. Running servers would keep the old configuration, and nothing would say so. Fix: write reload: restart, or use SRS 6.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});

describe("findUnreloaded", () => {
  const changes = (before: string, after: string, tag: string) =>
    findUnreloaded(parseConfig(before), parseConfig(after), parseVersion(tag)).map(
      ({ what, line, column }) => `${line}:${column} ${what}`,
    );
  const cluster = (coworkers: string) =>
    `listen 1935;\nvhost a { cluster { mode local; origin_cluster on; coworkers ${coworkers}; } }`;

  test("says nothing of what the version reloads, of what did not change and of where it stands", () => {
    expect(changes(cluster("b:1985"), `${cluster("b:1985 c:1985")}\n`, "v6.0-r0")).toEqual([]);
    expect(changes("pid /a;\nlisten 1;", "\nlisten 2;\npid /a;", "v6.0-r0")).toEqual([]);
    expect(changes("vhost a { hls { enabled off; } }", "vhost a { hls { enabled on; } }", "v6.0-r0")).toEqual([]);
  });

  test("reports what changed, came and went, each in its innermost block", () => {
    const before = "pid /a;\nhttp_api { enabled on; listen 1985; }\nvhost a { cluster { mode local; } }";
    const after = "pid /b;\nserver_id x;\nvhost a { cluster { mode remote; } }\nvhost b { }";
    expect(changes(before, after, "v5.0-r3")).toEqual([
      "1:1 SRS 5.0.213 does not reload pid: versions before 5.0.0 did.",
      "2:1 SRS 5.0.213 does not reload server_id.",
      "3:21 SRS 5.0.213 does not reload vhost a.cluster.mode.",
      "2:1 SRS 5.0.213 does not reload http_api: versions before 5.0.0 did.",
    ]);
    expect(changes("vhost a { hls { enabled off; } }", "vhost a { hls { enabled on; } }", "v5.0-b3")).toEqual([
      "1:17 SRS 5.0.170 does not reload vhost a.hls.enabled.",
    ]);
  });

  test("reports everything in SRS 7", () => {
    expect(changes("", "vhost b { }", "v7.0-d0")).toEqual(["1:1 SRS 7.0.157 does not reload vhost b."]);
    expect(changes("listen 1;", "listen 2;", "v7.0-d0")).toEqual([
      "1:1 SRS 7.0.157 does not reload listen: versions before 7.0.0 did.",
    ]);
  });
});
