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
  const broken = deployment("d", {}, { initContainers: mounts("a"), containers: mounts("b") });
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

test("reports ConfigMaps of environment variables and of projected volumes, unless they are optional", () => {
  const broken = deployment(
    "d",
    {},
    {
      volumes: [
        {
          name: "all",
          projected: { sources: [{ configMap: { name: "p" } }, { configMap: { name: "o", optional: true } }] },
        },
      ],
      initContainers: [{ name: "i", envFrom: [{ configMapRef: { name: "i" } }] }],
      containers: [
        {
          name: "c",
          envFrom: [{ configMapRef: { name: "e" } }, { configMapRef: { name: "o", optional: true } }],
          env: [
            { name: "A", valueFrom: { configMapKeyRef: { name: "k", key: "a" } } },
            { name: "B", valueFrom: { configMapKeyRef: { name: "o", key: "b", optional: true } } },
            { name: "C", value: "c" },
          ],
        },
      ],
    },
  );
  expect(violationsOf(existingReferences, { app: [broken] })).toEqual(
    ["p", "i", "e", "k"].map((name) => `app: Deployment needs ConfigMap ${name}, which nothing here makes.`),
  );
  const made = ["p", "i", "e", "k"].map((name) => object("ConfigMap", name));
  expect(violationsOf(existingReferences, { app: [broken, ...made] })).toEqual([]);
});

test("reports a StatefulSet without its Service and an autoscaler without its workload", () => {
  const set = { ...deployment("srs-origin", {}), kind: "StatefulSet" };
  const origin = { ...set, spec: { ...set.spec, serviceName: "socs" } };
  const scaler = object("HorizontalPodAutoscaler", "h", { scaleTargetRef: { kind: "Deployment", name: "srs-origin" } });
  expect(violationsOf(existingReferences, { a: [origin, scaler] })).toEqual([
    "a: StatefulSet names its pods by Service socs, which nothing here makes.",
    "a: HorizontalPodAutoscaler scales Deployment srs-origin, which nothing here makes.",
  ]);
  const made = [object("Service", "socs"), deployment("srs-origin", {})];
  expect(violationsOf(existingReferences, { a: [origin, scaler, ...made] })).toEqual([]);
});

test("reports a route without its Gateway, and a Gateway without its certificate", () => {
  const route = object("HTTPRoute", "hls", { parentRefs: [{ name: "web-gateway" }] });
  const door = object("Gateway", "web-gateway", {
    listeners: [
      { name: "http" },
      { name: "https", tls: { certificateRefs: [{ kind: "YCCertificate", name: "web" }, { name: "of-an-admin" }] } },
      { name: "other", tls: { certificateRefs: [{ kind: "Secret", name: "of-an-admin" }] } },
    ],
  });
  expect(violationsOf(existingReferences, { "nginx-hls": [route] })).toEqual([
    "nginx-hls: HTTPRoute belongs to Gateway web-gateway, which nothing here makes.",
  ]);
  expect(violationsOf(existingReferences, { "nginx-hls": [route], gateway: [door] })).toEqual([
    "gateway: Gateway shows the certificate of YCCertificate web, which nothing here makes.",
  ]);
  const made = [door, object("YCCertificate", "web")];
  expect(violationsOf(existingReferences, { "nginx-hls": [route], gateway: made })).toEqual([]);
});

test("accepts Secrets, which come from outside git, and what Kubernetes itself makes", () => {
  const secretive = deployment(
    "d",
    {},
    {
      serviceAccountName: "default",
      imagePullSecrets: [{ name: "registry" }],
      volumes: [
        { name: "s", secret: { secretName: "tls" } },
        {
          name: "p",
          projected: { sources: [{ secret: { name: "tls" } }, { configMap: { name: "kube-root-ca.crt" } }] },
        },
      ],
      containers: [
        {
          name: "c",
          envFrom: [{ secretRef: { name: "auth" } }],
          env: [{ name: "A", valueFrom: { secretKeyRef: { name: "auth", key: "a" } } }],
        },
      ],
    },
  );
  expect(violationsOf(existingReferences, { a: [secretive] })).toEqual([]);
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
