import { testCluster, testContext, testProvider } from "@weir/app/test-context";
import { expect, test } from "vitest";
import { networkCapacity } from "./network-capacity.ts";

const provider = {
  ...testProvider,
  loadBalancer: (id: unknown) => ({ id: String(id), bandwidth: { slow: 500_000, fast: 3_000_000 }[String(id)] }),
};
const addresses = { main: "slow", watch: "fast", free: "unlimited" };
const context = testContext({ addresses, provider: provider as never });
const unknown = testContext({ addresses, provider: provider as never, cluster: { ...testCluster, nodes: undefined } });

test("stops at 70 % of the cards of the nodes that its pods are on", () => {
  expect(networkCapacity(1, ["free"], 1000, context)).toEqual({ viewers: 700, limit: "network" });
  expect(networkCapacity(2, [], 1000, context)).toEqual({ viewers: 1400, limit: "network" });
  expect(networkCapacity(9, ["watch"], 1000, context)).toEqual({ viewers: 2100, limit: "network" });
});

test("stops at 80 % of what its addresses are bought with, each counted once", () => {
  expect(networkCapacity(1, ["main"], 1000, context)).toEqual({ viewers: 400, limit: "bandwidth" });
  expect(networkCapacity(1, ["main", undefined, "main"], 1000, unknown)).toEqual({ viewers: 400, limit: "bandwidth" });
  expect(networkCapacity(1, ["main", "watch"], 1000, unknown)).toEqual({ viewers: 2800, limit: "bandwidth" });
});

test("knows nothing where one address has no limit, or none is there", () => {
  expect(networkCapacity(1, ["main", "free"], 1000, unknown)).toBeUndefined();
  expect(networkCapacity(1, [undefined, "mian"], 1000, unknown)).toBeUndefined();
  const nodes = { count: 3, cpu: 4, memory: "8Gi", bandwidth: undefined, drain: undefined };
  expect(networkCapacity(1, [], 1000, testContext({ cluster: { ...testCluster, nodes } }))).toBeUndefined();
});
