import { expect, test } from "vitest";
import { checkAddress, exposureOf } from "./address.ts";
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
  expect(checkAddress("web", context)).toEqual([]);
  expect(checkAddress(undefined, context)).toEqual([]);
});
