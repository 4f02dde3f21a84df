import { expect, test } from "vitest";
import { checkNodesWait } from "./drain.ts";
import { testCluster, testContext } from "./test-context.ts";

const twelve = { drain: 700, whole: 711, at: ["drain"] };

test("reports a drain that the cluster's nodes do not wait for, and the longest they would", () => {
  expect(checkNodesWait(twelve, testContext())).toEqual([
    {
      id: "drain/within-node",
      severity: "error",
      at: ["drain"],
      what: "A node of test-cluster waits 10 minutes for its pods; this drain takes 11 minutes 51 seconds, its own waits included.",
      why: "Viewers still connected then are cut.",
      fix: "drain: 9m, or raise nodes.drain in clusters/test-cluster.yaml if your nodes really wait longer.",
    },
  ]);
});

test("names no file where the environment says itself what its cluster is", () => {
  const own = testContext({ environment: "test-cluster" });
  expect(checkNodesWait(twelve, own)[0]?.fix).toMatch(/, or raise nodes\.drain if your nodes/);
});

test("accepts what just fits, and anything where nobody says how long nodes wait", () => {
  expect(checkNodesWait({ ...twelve, whole: 600 }, testContext())).toEqual([]);
  expect(checkNodesWait(twelve, testContext({ cluster: { ...testCluster, nodes: undefined } }))).toEqual([]);
});
