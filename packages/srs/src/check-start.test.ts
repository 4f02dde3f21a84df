import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    ["as many connections as files allow", "max_connections 9871;", { openFiles: 10_000 }],
    ["as many connections as files allow before SRS 5", "max_connections 9992;", { openFiles: 10_000, tag: "v4.0-r5" }],
    ["a container whose limit nobody knows", "max_connections 1000000;", {}],
    [
      "RTMP of SRS 7 in its own block",
      "rtmp { listen 1935; }",
      { base: "daemon off; srs_log_tank console;", tag: "v7.0-d0" },
    ],
    ["a heart that beats", "heartbeat { enabled on; url http://a/b; interval 1; } stats { network 0; }", {}],
    ["a file that is not full.conf", "is_full off;", {}],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "no RTMP at all in SRS 7",
      "",
      { base: "daemon off; srs_log_tank console;", tag: "v7.0-d0" },
      [
        "srs.conf  error  srs/no-listen  listen is missing. SRS starts without RTMP: nobody can publish, and edges find nothing. Fix: Add listen 1935.",
      ],
    ],
    [
      "the file that lists all directives",
      "is_full on;",
      {},
      [
        "srs.conf:2:1  error  srs/full-config  is_full is on: this is full.conf, which lists every directive to be read about. SRS refuses to run with it. Fix: Write a file of the directives that you need.",
      ],
    ],
    [
      "a heart that beats more often than the server counts",
      "heartbeat { enabled on; url http://a/b; interval 0.5; }",
      {},
      [
        "srs.conf:2:41  error  srs/heartbeat-interval  heartbeat.interval 0.5 is below one second. SRS reads whole seconds, finds none and does not start. Fix: Write heartbeat.interval 10.",
      ],
    ],
    [
      "an address that a pod does not have",
      "stats { network 1; }",
      {},
      [
        "srs.conf:2:9  warning  srs/stats-network  stats.network 1 asks for an address that a pod seldom has: they are counted from 0, and most pods have one. SRS does not start without it. Fix: Leave it out.",
      ],
    ],
    [
      "more connections than files may be open",
      "max_connections 9872;",
      { openFiles: 10000 },
      [
        "srs.conf:2:1  error  srs/open-files  max_connections 9872 needs more than 10000 open files, and the container allows 10000. SRS 6.0.184 counts before it starts, and does not start. Fix: Run ulimit -S -n 98720 before it, or lower max_connections below 9872.",
      ],
    ],
    [
      "more connections than files may be open, counted as before SRS 5",
      "max_connections 9993;",
      { openFiles: 10000, tag: "v4.0-r5" },
      [
        "srs.conf:2:1  error  srs/open-files  max_connections 9993 needs more than 10000 open files, and the container allows 10000. SRS 4.0.271 counts before it starts, and does not start. Fix: Run ulimit -S -n 99930 before it, or lower max_connections below 9993.",
      ],
    ],
    [
      "as many connections as SRS takes unasked",
      "",
      { openFiles: 1024 },
      [
        "srs.conf  error  srs/open-files  max_connections 1000 needs more than 1128 open files, and the container allows 1024. SRS 6.0.184 counts before it starts, and does not start. Fix: Run ulimit -S -n 10000 before it, or lower max_connections below 896.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
