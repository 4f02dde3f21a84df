import { expect, test } from "vitest";
import type { KubernetesObject } from "./object.ts";
import { containersOf, podTemplateOf } from "./walk.ts";

const template = { metadata: { labels: { app: "srs" } }, spec: { containers: [{ name: "srs" }] } };

function object(apiVersion: string, kind: string, spec: unknown): KubernetesObject & { spec: unknown } {
  return { apiVersion, kind, metadata: { name: "one" }, spec };
}

test.each([
  ["apps/v1", "Deployment"],
  ["apps/v1", "StatefulSet"],
  ["apps/v1", "DaemonSet"],
  ["apps/v1", "ReplicaSet"],
  ["batch/v1", "Job"],
])("finds the pod template of a %s %s", (apiVersion, kind) => {
  expect(podTemplateOf(object(apiVersion, kind, { template }))).toBe(template);
});

test("finds the pod template of a CronJob, and a Pod as it is", () => {
  expect(podTemplateOf(object("batch/v1", "CronJob", { jobTemplate: { spec: { template } } }))).toBe(template);
  const pod = object("v1", "Pod", template.spec);
  expect(podTemplateOf(pod)).toBe(pod);
});

test("finds none in what makes no pods, in another group's kind and in an object without one", () => {
  expect(podTemplateOf(object("v1", "Service", { ports: [] }))).toBeUndefined();
  expect(podTemplateOf(object("batch.volcano.sh/v1alpha1", "Job", { template }))).toBeUndefined();
  expect(podTemplateOf(object("batch/v1", "CronJob", { jobTemplate: null }))).toBeUndefined();
  expect(podTemplateOf({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "one" } })).toBeUndefined();
  expect(podTemplateOf(object("apps/v1", "Deployment", { template: { metadata: {} } }))).toBeUndefined();
});

test("lists containers in the order they run", () => {
  const spec = { initContainers: [{ name: "copy" }], containers: [{ name: "srs" }, { name: "log" }] };
  expect(containersOf({ spec }).map(({ name }) => name)).toEqual(["copy", "srs", "log"]);
  expect(containersOf(template).map(({ name }) => name)).toEqual(["srs"]);
});
