import { expect, test } from "vitest";
import { deployment, scaler, violationsOf } from "../test-model.ts";
import { withinQuota } from "./within-quota.ts";

const quota = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "quota" },
  spec: { hard: { pods: "20", "requests.cpu": "12", "requests.memory": "24Gi" } },
};
const pods = (name: string, replicas: number, cpu: string, memory: string) => {
  const made = deployment(name, {}, { containers: [{ name: "srs", resources: { requests: { cpu, memory } } }] });
  return { ...made, spec: { ...made.spec, replicas } };
};

test("reports the app that needs the most of what there is too little of", () => {
  expect(
    violationsOf(withinQuota, {
      namespace: [quota],
      a: [pods("a", 3, "500m", "1Gi")],
      b: [pods("b", 40, "1", "256Mi")],
    }),
  ).toEqual([
    "b: Deployment needs the most of pods (40 of 43, the quota is 20) and of cpu (40 of 41.5, the quota is 12).",
  ]);
  expect(violationsOf(withinQuota, { namespace: [quota], a: [pods("a", 4, "1", "6.5Gi")] })).toEqual([
    "a: Deployment needs the most of memory (26Gi of 26Gi, the quota is 24Gi).",
  ]);
});

test("reports one finding for each workload that needs the most of something", () => {
  expect(
    violationsOf(withinQuota, { namespace: [quota], a: [pods("a", 12, "1", "1Gi")], b: [pods("b", 4, "1m", "4Gi")] }),
  ).toEqual([
    "a: Deployment needs the most of cpu (12 of 12, the quota is 12).",
    "b: Deployment needs the most of memory (16Gi of 28Gi, the quota is 24Gi).",
  ]);
});

test("leaves a pod to resources/fits-node that is too large for a node", () => {
  expect(violationsOf(withinQuota, { namespace: [quota], a: [pods("a", 1, "13", "1Gi")] })).toEqual([]);
});

test("accepts what just fits, and anything where there is no quota", () => {
  expect(violationsOf(withinQuota, { namespace: [quota], a: [pods("a", 12, "1", "2Gi")] })).toEqual([]);
  expect(violationsOf(withinQuota, { a: [pods("a", 1000, "64", "1Ti")] })).toEqual([]);
});

test("keeps room for the pod that a release makes before it takes an old one, of the largest workload", () => {
  const rolling = (name: string, replicas: number, cpu: string) => {
    const made = pods(name, replicas, cpu, "1Gi");
    return { ...made, spec: { ...made.spec, strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } } };
  };
  expect(violationsOf(withinQuota, { namespace: [quota], a: [rolling("a", 10, "1"), rolling("b", 1, "2")] })).toEqual([
    "a: Deployment needs the most of cpu (10 of 14, 2 of it for a release, the quota is 12).",
  ]);
  expect(violationsOf(withinQuota, { namespace: [quota], a: [rolling("a", 8, "1"), rolling("b", 1, "2")] })).toEqual(
    [],
  );
  expect(violationsOf(withinQuota, { namespace: [quota], a: [rolling("a", 12, "1"), rolling("b", 0, "2")] })).toEqual([
    "a: Deployment needs the most of cpu (12 of 13, 1 of it for a release, the quota is 12).",
  ]);
});

test("counts the most pods that an autoscaler makes, whatever there are now", () => {
  const { replicas: _, ...spec } = pods("a", 1, "2", "1Gi").spec;
  const scaled = { ...pods("a", 1, "2", "1Gi"), spec };
  expect(violationsOf(withinQuota, { namespace: [quota], a: [scaled, scaler("h", "a", 2, 7)] })).toEqual([
    "a: Deployment needs the most of cpu (14 of 14, the quota is 12).",
  ]);
  expect(violationsOf(withinQuota, { namespace: [quota], a: [scaled, scaler("h", "a", 2, 6)] })).toEqual([]);
  const handedOver = pods("a", 8, "2", "1Gi");
  expect(violationsOf(withinQuota, { namespace: [quota], a: [handedOver, scaler("h", "a", 2, 6)] })).toHaveLength(1);
});
