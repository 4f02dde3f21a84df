import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const prod = { replicas: 2, address: "main" };

function object(written: unknown, kind: string): KubernetesObject {
  return renderTwice(app, written).shared.find((candidate) => candidate.kind === kind) as KubernetesObject;
}

const pod = podTemplateOf(object(prod, "Deployment"));

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("keeps the names that people know", () => {
  const names = renderTwice(app, prod).shared.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual([
    "Deployment nginx-origin-deploy",
    expect.stringMatching(/^ConfigMap nginx-hls-config-\w{10}$/),
    "Service srs-http-service",
    "PodDisruptionBudget nginx-origin-pdb",
    "NetworkPolicy nginx-hls",
    "ServiceAccount nginx-hls",
  ]);
});

test.each([
  ["its base", app.base],
  ["an address", prod],
])("gives pods with %s no rights, and every port a name and a probe", (_, written) => {
  expect(faultsOfPods(renderTwice(app, written))).toEqual([]);
});

test("serves port 80 of its address from a port that needs no root, to anybody", () => {
  expect(object(prod, "Service")).toMatchObject({
    metadata: { annotations: { "example.com/balancer": "lb-test" } },
    spec: { type: "LoadBalancer", ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }] },
  });
  expect(pod?.spec.containers[0]?.ports).toEqual([{ name: "http", containerPort: 8080, protocol: "TCP" }]);
  expect(object(prod, "NetworkPolicy")).toMatchObject({
    spec: { ingress: [{ ports: [{ port: 8080, protocol: "TCP" }] }] },
  });
  expect(object(app.base, "Service")).toMatchObject({ spec: { type: "ClusterIP" } });
});

test("reads the shared file system and cannot write it", () => {
  expect(pod?.spec.volumes).toContainEqual({
    name: "html",
    persistentVolumeClaim: { claimName: "pvc-nas", readOnly: true },
  });
  expect(pod?.spec.containers[0]?.volumeMounts).toContainEqual({ name: "html", mountPath: "/html", readOnly: true });
  const config = object(prod, "ConfigMap") as unknown as { data: Record<string, string> };
  expect(config.data["nginx.conf"]).toContain("root /html;");
});

test("restarts with its configuration, whose name is its content", () => {
  expect(pod?.spec.volumes).toContainEqual({
    name: "config",
    configMap: { name: object(prod, "ConfigMap").metadata.name },
  });
});

test("gives a stopping pod the time that its downloads are given", () => {
  expect(pod?.spec.terminationGracePeriodSeconds).toBe(40);
  expect(pod?.spec.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
});

describe("of the source document's mistakes", () => {
  test("the image has a version", () => {
    expect(pod?.spec.containers[0]?.image).toBe("nginx:1.29.3");
  });

  test("nginx runs as its own user, not as root", () => {
    expect(pod?.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 101, runAsGroup: 101 });
  });

  test("no container copies the console's pages beside it", () => {
    expect(pod?.spec.containers.map(({ name }) => name)).toEqual(["nginx"]);
    expect(JSON.stringify(pod)).not.toContain("[[");
  });
});

test("reports an environment without a shared file system, and an unknown address", () => {
  const context = testContext({ apps: new Set(["nginx-hls", "srs-storage"]) });
  expect(app.check?.(app.settings.parse(prod), context)).toEqual([]);
  expect(app.check?.(app.settings.parse({ ...prod, address: "web" }), context)?.map(({ id }) => id)).toEqual([
    "addresses/unknown",
  ]);
  expect(app.check?.(app.settings.parse(prod), testContext())).toEqual([
    {
      id: "storage/missing",
      severity: "error",
      at: [],
      what: "nginx-hls serves HLS from the shared file system, and this environment has no srs-storage.",
      why: "Its pods wait for a claim that nobody makes: no HLS for anybody.",
      fix: "add srs-storage and hls: {store: nas} to srs-origin-cluster, or remove nginx-hls.",
    },
  ]);
});
