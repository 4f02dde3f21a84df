import { describe, expect, test } from "vitest";
import { type Case, check } from "./test-check.ts";

describe("says nothing of", () => {
  test.each<[string, string, Case]>([
    [
      "an allow-list of publishers",
      "vhost a { security { enabled on; allow play all; allow publish 10.0.0.0/8; } }",
      { tag: "4.0.248" },
    ],
    [
      "single addresses in a version that knows no networks",
      "vhost a { security { enabled on; allow play all; allow publish 10.0.0.1; } }",
      { tag: "v4.0.6" },
    ],
    ["a deny-list", "vhost a { security { enabled on; deny publish 10.0.0.1; } }", {}],
    ["an allow-list that is off", "vhost a { security { enabled off; allow publish 10.0.0.1; } }", {}],
    [
      "players kept out everywhere",
      "http_server { enabled on; } vhost a { http_remux { enabled on; } security { enabled on; allow publish all; allow play 10.0.0.1; } }",
      { tag: "5.0.202" },
    ],
    [
      "publishers kept out, which is about RTMP",
      "http_server { enabled on; } vhost a { http_remux { enabled on; } security { enabled on; allow publish 10.0.0.1; allow play all; } }",
      { tag: "v5.0-b0" },
    ],
  ])("%s", (_, text, options) => {
    expect(check(text, options)).toEqual([]);
  });
});

describe("reports", () => {
  test.each<[string, string, Case, string[]]>([
    [
      "networks where the version knows single addresses",
      "vhost a { security { enabled on; allow play all; allow publish 10.0.0.0/8; deny play 10.1.0.0/16; } }",
      { tag: "4.0.247" },
      [
        "srs.conf:2:50  error  srs/allow-network  SRS 4.0.247 compares addresses one by one and does not know what 10.0.0.0/8 means. Nobody there is let in. Fix: Use 4.0.248, 5.0.98 or later, or list single addresses.",
        "srs.conf:2:76  error  srs/allow-network  SRS 4.0.247 compares addresses one by one and does not know what 10.1.0.0/16 means. Nobody there is kept out. Fix: Use 4.0.248, 5.0.98 or later, or list single addresses.",
      ],
    ],
    [
      "an allow-list that forgets players",
      "vhost a { security { enabled on; allow publish 10.0.0.1; } }",
      {},
      [
        "srs.conf:2:11  error  srs/security-shut  security is on and nothing allows anybody to play. SRS refuses what no rule allows: everybody who wants to play is turned away. Fix: Add allow play all.",
      ],
    ],
    [
      "an allow-list that forgets publishers",
      "vhost a { security { enabled on; allow play all; deny publish 10.0.0.1; } }",
      {},
      [
        "srs.conf:2:11  error  srs/security-shut  security is on and nothing allows anybody to publish. SRS refuses what no rule allows: everybody who wants to publish is turned away. Fix: Add allow publish all.",
      ],
    ],
    [
      "a list without a rule",
      "vhost a { security { enabled on; } }",
      {},
      [
        "srs.conf:2:11  error  srs/security-shut  security is on and nothing allows anybody to publish or to play. SRS refuses what no rule allows: everybody who wants to publish or to play is turned away. Fix: Add allow publish all and allow play all.",
      ],
    ],
    [
      "players kept out of RTMP alone",
      "http_server { enabled on; } vhost a { http_remux { enabled on; } security { enabled on; allow publish all; allow play 10.0.0.1; } }",
      { tag: "5.0.201" },
      [
        "srs.conf:2:108  warning  srs/security-http  SRS 5.0.201 does not ask security about HTTP, and http_remux is on. Whoever it keeps out of RTMP plays the same stream over HTTP. Fix: Use 5.0.202, 6.0.104 or later.",
      ],
    ],
  ])("%s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual(expected);
  });
});
