import { expect, test } from "vitest";
import { checkAddress, exposureOf, visitorsOf } from "./address.ts";
import { testContext } from "./test-context.ts";

const context = testContext({ addresses: { main: "lb-1", web: "lb-2" } });

test("exposes at the address that is named, and nowhere without a name", () => {
  expect(exposureOf("web", context)).toMatchObject({
    type: "LoadBalancer",
    annotations: { "example.com/balancer": "lb-2" },
  });
  expect(exposureOf(undefined, context).type).toBe("ClusterIP");
});

test("exposes nothing at a name that the environment does not have, nor at one that every object has", () => {
  expect(exposureOf("mian", context).type).toBe("ClusterIP");
  expect(exposureOf("constructor", context).type).toBe("ClusterIP");
});

test("reports a name that the environment does not have, with those it has", () => {
  expect(checkAddress("wbe", context)).toEqual([
    {
      id: "addresses/unknown",
      severity: "error",
      at: ["address"],
      what: "This environment has no address wbe.",
      why: "Nobody outside the cluster would reach the server.",
      fix: "did you mean web? Otherwise use main or web, or declare wbe under addresses.",
    },
  ]);
  expect(checkAddress("live", context)[0]?.fix).toBe("use main or web, or declare live under addresses.");
  expect(checkAddress("web", testContext({ addresses: {} }))[0]?.fix).toBe("declare web under addresses.");
  expect(checkAddress("web", context)).toEqual([]);
  expect(checkAddress(undefined, context)).toEqual([]);
});

test("reports a server of RTMP at an address that carries HTTP alone, with those that carry it", () => {
  const withWeb = testContext({ addresses: { ingest: "lb-1", web: "example.org" } });
  expect(checkAddress("web", withWeb, ["rtmp"])).toEqual([
    {
      id: "addresses/http-only",
      severity: "error",
      at: ["rtmp", "address"],
      what: "web carries HTTP by host name; RTMP cannot go through it.",
      why: "Publishers and players of RTMP get no connection.",
      fix: "use ingest, or declare a load balancer for TCP under addresses.",
    },
  ]);
  expect(checkAddress("ingest", withWeb)).toEqual([]);
  expect(checkAddress("web", testContext({ addresses: { web: "example.org" } }))[0]?.fix).toBe(
    "declare a load balancer for TCP under addresses.",
  );
});

test("lets anybody to the pods, but where an address has a list of those who may", () => {
  expect(visitorsOf("main", context)).toEqual({ apps: "anybody" });
  expect(visitorsOf(undefined, context)).toEqual({ apps: "anybody" });
  const listed = testContext({ addresses: { ingest: "203.0.113.0/24" } });
  expect(visitorsOf("ingest", listed)).toEqual({ cidrs: ["203.0.113.0/24"] });
});
