import { expect, test } from "vitest";
import { deployment, violationsOf } from "../test-model.ts";
import { disjointSelectors } from "./disjoint-selectors.ts";

test("reports a Deployment that selects another's pods, as the article's srs-edge-deploy did beside its canary", () => {
  const all = deployment("srs-edge-deploy", { app: "srs-edge" });
  const canary = deployment("srs-edge-r6-deploy", { app: "srs-edge", run: "srs-edge-r6" });
  expect(violationsOf(disjointSelectors, { "srs-edge": [all, canary] })).toEqual([
    "srs-edge: Deployment also selects the pods of srs-edge-r6-deploy.",
  ]);
});

test("reports a selector that misses its own template", () => {
  const edge = deployment("srs-edge-deploy", { app: "srs-edge" });
  const wrong = { ...edge, spec: { ...edge.spec, selector: { matchLabels: { app: "edge" } } } };
  expect(violationsOf(disjointSelectors, { "srs-edge": [wrong] })).toEqual([
    "srs-edge: Deployment does not select the pods of its own template.",
  ]);
});

test("leaves two apps to names/one-owner that make the same object, and no others", () => {
  const pods = (name: string) => deployment(name, { app: "srs-origin" });
  const budget = { ...deployment("srs-origin-pdb", {}), kind: "PodDisruptionBudget" };
  const both = { a: [pods("a"), budget], b: [pods("b"), budget] };
  expect(violationsOf(disjointSelectors, both)).toEqual([]);
  expect(violationsOf(disjointSelectors, { ...both, c: [pods("c")] })).toEqual([
    "a: Deployment also selects the pods of c.",
    "b: Deployment also selects the pods of c.",
    "c: Deployment also selects the pods of a.",
    "c: Deployment also selects the pods of b.",
  ]);
});

test("accepts tracks that share a label beside their own", () => {
  const track = (run: string) => {
    const made = deployment(`${run}-deploy`, { app: "srs-edge", run });
    return { ...made, spec: { ...made.spec, selector: { matchLabels: { run } } } };
  };
  expect(violationsOf(disjointSelectors, { "srs-edge": [track("srs-edge-r5"), track("srs-edge-r6")] })).toEqual([]);
});
