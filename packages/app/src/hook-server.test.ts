import { describe, expect, test } from "vitest";
import { hookServer, hookUrl, trafficTo } from "./hook-server.ts";

describe("a hook's URL", () => {
  const url = hookUrl("Where it is told.");

  test.each([
    "http://hooks.backend.svc:8085/streams",
    "https://hooks.example.org",
    "http://203.0.113.9:65535/a?b=c&d=e",
    "http://a/",
  ])("may be %s", (text) => {
    expect(url.safeParse(text).success).toBe(true);
  });

  test.each([
    "hooks.example.org",
    "ftp://a/",
    "http://a:0/",
    "http://a:65536/",
    "http://a/; b",
    "http://a/{x}",
    'http://a/"',
    "http://a/$x",
    "http://a/\\",
    "http://a/\nb",
    "http://a/\u2028",
    "http://A/",
    "http://user@a/",
  ])("is not %j", (text) => {
    expect(url.safeParse(text).success).toBe(false);
  });
});

describe("the way to its server", () => {
  test("goes to the ports of the URLs, each once", () => {
    const to = hookServer.parse({ namespaces: ["backend"], cidrs: ["203.0.113.0/24"] });
    expect(trafficTo(to, ["https://a/x", "http://a:8085/", "http://a/y", undefined, "https://b"])).toEqual({
      namespaces: ["backend"],
      cidrs: ["203.0.113.0/24"],
      ports: [80, 443, 8085],
    });
  });

  test("goes to the ports of the pods where they are named", () => {
    const to = hookServer.parse({ namespaces: ["backend"], ports: [9000] });
    expect(trafficTo(to, ["http://a/"])).toEqual({ namespaces: ["backend"], cidrs: [], ports: [9000] });
  });

  test("leads somewhere, and not everywhere", () => {
    expect(hookServer.safeParse({}).error?.issues.map(({ message }) => message)).toEqual([
      "name at least one namespace or cidr",
    ]);
    for (const cidr of ["0.0.0.0/0", "256.0.0.0/8", "10.0.0.0", "10.0.0.0/33"]) {
      expect(hookServer.safeParse({ cidrs: [cidr] }).success).toBe(false);
    }
  });
});
