import { expect, test } from "vitest";
import { deployment, violationsOf } from "../test-model.ts";
import { existingReferences } from "./existing-references.ts";

const object = (kind: string, name: string, spec?: object) => ({
  apiVersion: "v1",
  kind,
  metadata: { name },
  ...(spec && { spec }),
});
const pod = {
  serviceAccountName: "srs-edge",
  volumes: [
    { name: "config", configMap: { name: "srs-edge-config" } },
    { name: "hls", persistentVolumeClaim: { claimName: "pvc-nas" } },
  ],
  containers: [{ name: "srs", volumeMounts: [{ name: "config", mountPath: "/etc/srs" }] }],
};

test("reports everything that a pod names and nothing makes", () => {
  expect(violationsOf(existingReferences, { "srs-edge": [deployment("d", {}, pod)] })).toEqual([
    "srs-edge: Deployment needs ServiceAccount srs-edge, which nothing here makes.",
    "srs-edge: Deployment needs ConfigMap srs-edge-config, which nothing here makes.",
    "srs-edge: Deployment needs PersistentVolumeClaim pvc-nas, which nothing here makes.",
  ]);
});

test("reports a mount of a volume that the pod does not have, in init containers too", () => {
  const mounts = (name: string) => [{ name: "c", volumeMounts: [{ name, mountPath: "/x" }] }];
  const broken = deployment("d", {}, { containers: mounts("a"), initContainers: mounts("b") });
  expect(violationsOf(existingReferences, { app: [broken] })).toEqual([
    "app: Deployment mounts the volume a, which the pod does not have.",
    "app: Deployment mounts the volume b, which the pod does not have.",
  ]);
});

test("reports a claim on a volume that nothing makes", () => {
  const claim = object("PersistentVolumeClaim", "pvc-nas", { volumeName: "pv-nas-prod" });
  expect(violationsOf(existingReferences, { "srs-storage": [claim] })).toEqual([
    "srs-storage: PersistentVolumeClaim is bound to PersistentVolume pv-nas-prod, which nothing here makes.",
  ]);
});

test("accepts what other apps of the environment make", () => {
  const made = [
    object("ServiceAccount", "srs-edge"),
    object("ConfigMap", "srs-edge-config"),
    object("PersistentVolume", "pv-nas-prod"),
    object("PersistentVolumeClaim", "pvc-nas", { volumeName: "pv-nas-prod" }),
  ];
  expect(violationsOf(existingReferences, { "srs-edge": [deployment("d", {}, pod)], other: made })).toEqual([]);
});
