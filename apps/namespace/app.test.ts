import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testCluster, testContext } from "@weir/app/test-context";
import { expect, test } from "vitest";
import app from "./app.ts";

function object(kind: string, context = testContext()) {
  return renderTwice(app, app.base, context).shared.find((candidate) => candidate.kind === kind);
}

test("makes the namespace, a closed network, a default account without a token, and a quota", () => {
  expect(renderTwice(app, app.base).shared.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    "Namespace srs-test-namespace",
    "NetworkPolicy default-deny",
    "ServiceAccount default",
    "ResourceQuota quota",
  ]);
});

test("enforces the restricted pod security standard of the cluster's own version", () => {
  const cluster = { ...testCluster, kubernetes: "1.33" };
  expect(object("Namespace", testContext({ cluster }))?.metadata.labels).toEqual({
    "pod-security.kubernetes.io/audit": "restricted",
    "pod-security.kubernetes.io/audit-version": "v1.33",
    "pod-security.kubernetes.io/enforce": "restricted",
    "pod-security.kubernetes.io/enforce-version": "v1.33",
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/warn-version": "v1.33",
  });
});

test("names no version where there is no cluster, as in a base: an overlay then has to name its own", () => {
  const cluster = { ...testCluster, kubernetes: undefined };
  expect(object("Namespace", testContext({ cluster }))?.metadata.labels).toEqual({
    "pod-security.kubernetes.io/audit": "restricted",
    "pod-security.kubernetes.io/enforce": "restricted",
    "pod-security.kubernetes.io/warn": "restricted",
  });
});

test("lets Argo CD neither prune nor delete the namespace without being asked", () => {
  expect(object("Namespace")?.metadata.annotations).toEqual({
    "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm",
  });
});

test("denies all traffic but DNS, by the cluster's own servers or by the node's cache", () => {
  expect(object("NetworkPolicy")).toMatchObject({
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      egress: [
        {
          to: [
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
            { ipBlock: { cidr: "169.254.20.10/32" } },
          ],
          ports: [
            { port: 53, protocol: "UDP" },
            { port: 53, protocol: "TCP" },
          ],
        },
      ],
    },
  });
  expect(object("NetworkPolicy")).not.toHaveProperty("spec.ingress");
});

test("mounts no token of the default account", () => {
  expect(object("ServiceAccount")).toMatchObject({ automountServiceAccountToken: false });
});

test("limits the namespace to what the cluster's nodes have", () => {
  expect(object("ResourceQuota")).toMatchObject({
    spec: { hard: { pods: "330", "requests.cpu": "12", "requests.memory": "24Gi" } },
  });
});

test("has no quota where nobody says how many nodes there are", () => {
  expect(object("ResourceQuota", testContext({ cluster: { ...testCluster, nodes: undefined } }))).toBeUndefined();
});

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});
