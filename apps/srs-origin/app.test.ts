import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const local = { version: "v6.0-r0", hls: { fragment: "2s", window: "20s" } };

function object(written: unknown, kind: string): KubernetesObject {
  return renderTwice(app, written).shared.find((candidate) => candidate.kind === kind) as KubernetesObject;
}

function configOf(written: unknown): string {
  return (object(written, "ConfigMap") as unknown as { data: Record<string, string> }).data["srs.conf"] as string;
}

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("keeps the names that people know", () => {
  const names = renderTwice(app, local).shared.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual([
    "Deployment srs-origin-deploy",
    expect.stringMatching(/^ConfigMap srs-origin-config-\w{10}$/),
    "Service srs-origin-service",
    "PodDisruptionBudget srs-origin-pdb",
    "NetworkPolicy srs-origin",
    "ServiceAccount srs-origin",
  ]);
});

test.each([
  ["its base", app.base],
  ["HLS", local],
])("gives pods with %s no rights, and every port a name and a probe", (_, written) => {
  expect(faultsOfPods(renderTwice(app, written))).toEqual([]);
});

test("never runs twice behind one Service, not even during a release", () => {
  expect(object(local, "Deployment")).toMatchObject({ spec: { replicas: 1, strategy: { type: "Recreate" } } });
});

test("takes publishers and viewers from anywhere at an address, from its own environment without one", () => {
  const open = { ...local, address: "main" };
  expect(object(open, "Service")).toMatchObject({
    spec: {
      type: "LoadBalancer",
      ports: [
        { name: "rtmp", port: 1935 },
        { name: "http", port: 8080 },
      ],
    },
  });
  expect(object(open, "NetworkPolicy")).toMatchObject({
    spec: {
      policyTypes: ["Ingress"],
      ingress: [
        {
          ports: [
            { port: 1935, protocol: "TCP" },
            { port: 8080, protocol: "TCP" },
          ],
        },
      ],
    },
  });
  expect(object(open, "NetworkPolicy")).not.toHaveProperty("spec.ingress.0.from");
  const from = (...apps: string[]) => apps.map((app) => ({ podSelector: { matchLabels: { app } } }));
  expect(object(local, "Service")).toMatchObject({ spec: { type: "ClusterIP" } });
  expect(object(local, "NetworkPolicy")).toMatchObject({
    spec: {
      ingress: [{ from: from("srs-edge"), ports: [{ port: 1935, protocol: "TCP" }] }],
    },
  });
});

test("makes HLS on a disk of its own, bounded, where it is asked to", () => {
  const pod = podTemplateOf(object(local, "Deployment"));
  expect(pod?.spec.volumes).toContainEqual({ name: "html", emptyDir: { sizeLimit: "1Gi" } });
  expect(pod?.spec.containers[0]?.resources?.requests).toMatchObject({ "ephemeral-storage": "1Gi" });
  expect(configOf(local)).toContain("hls_path /html;\n        hls_fragment 2;\n        hls_window 20;");
  expect(configOf(app.base)).not.toContain("hls");
});

describe("of the source document's mistakes", () => {
  test("the API is in no Service", () => {
    expect(JSON.stringify(object({ ...local, address: "main" }, "Service"))).not.toContain("1985");
  });

  test("every port of the Service is one that the server listens on", () => {
    expect(configOf(local)).toContain("listen 1935;");
    expect(configOf(local)).toContain("http_server {\n    enabled on;\n    listen 8080;");
  });

  test("a changed configuration restarts the server", () => {
    expect(object({ ...local, max_connections: 2000 }, "ConfigMap").metadata.name).not.toBe(
      object(local, "ConfigMap").metadata.name,
    );
  });
});

describe("reports", () => {
  test("nothing about settings that are right", () => {
    expect(app.check?.(app.settings.parse(local), testContext())).toEqual([]);
  });

  test("an unknown address and an unknown version", () => {
    const settings = app.settings.parse({ version: "9", address: "mian" });
    expect(app.check?.(settings, testContext())?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "addresses/unknown", at: ["address"] },
      { id: "srs/unknown-version", at: ["version"] },
    ]);
  });
});

test("refuses replicas: two origins behind one Service would each have half of the streams", () => {
  expect(app.settings.safeParse({ ...local, replicas: 2 }).error?.issues.map(({ message }) => message)).toEqual([
    'Unrecognized key: "replicas"',
  ]);
});
