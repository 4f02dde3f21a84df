import { expect, test } from "vitest";
import { indexModel } from "../index-model.ts";
import { deployment, testModel, violationsOf } from "../test-model.ts";
import { fitsNode } from "./fits-node.ts";

// A node of the test's cluster has 4 cores and 8Gi.
const pod = (...requests: object[]) => ({
  containers: requests.map((requests, index) => ({ name: `c${index}`, resources: { requests } })),
});
const say = (spec: object) => violationsOf(fitsNode, { a: [deployment("d", {}, spec)] });

test("reports a pod whose containers together want more than a node has", () => {
  expect(say(pod({ cpu: "3500m", memory: "6Gi" }, { cpu: "1", memory: "2.5Gi" }))).toEqual([
    "a: Deployment needs 4.5 of cpu (a node has 4) and 8.5Gi of memory (a node has 8Gi) for one pod.",
  ]);
});

test("counts a limit where nothing is requested, and a container that runs before the others by itself", () => {
  expect(say({ containers: [{ name: "c", resources: { limits: { cpu: "5" } } }] })).toEqual([
    "a: Deployment needs 5 of cpu (a node has 4) for one pod.",
  ]);
  const first = (cpu: string) => ({ initContainers: [{ name: "i", resources: { requests: { cpu } } }] });
  expect(say({ ...pod({ cpu: "3" }), ...first("2") })).toEqual([]);
  expect(say({ ...pod({ cpu: "3" }), ...first("5") })).toHaveLength(1);
});

test("points at the resources of the track that the pods are of, or at the app's", () => {
  const large = (name: string) => deployment(name, {}, pod({ cpu: "5" }));
  const settings = { a: { tracks: { r5: { resources: {} }, r6: {} }, resources: {} } };
  const model = testModel({ a: [large("edge-r5-deploy"), large("edge-r6-deploy")] }, settings);
  expect(fitsNode.check(indexModel(model)).map(({ at }) => at)).toEqual([["tracks", "r5", "resources"], ["resources"]]);
});

test("accepts a pod that just fits, any number of them, and any pod where nothing is known of nodes", () => {
  const { spec, ...rest } = deployment("d", {}, pod({ cpu: "4", memory: "8Gi" }));
  expect(violationsOf(fitsNode, { a: [{ ...rest, spec: { ...spec, replicas: 100 } }] })).toEqual([]);
  const { environment, ...model } = testModel({ a: [deployment("d", {}, pod({ cpu: "64" }))] });
  const cluster = { ...environment.cluster, nodes: undefined };
  expect(fitsNode.check(indexModel({ ...model, environment: { ...environment, cluster } }))).toEqual([]);
});
