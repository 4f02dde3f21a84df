import type { App } from "@weir/app/app";
import { writeBase } from "@weir/kustomize/factor";
import { findDifferences } from "@weir/kustomize/test-support";
import { objectsOf } from "@weir/render/model";
import { renderBase } from "@weir/render/render-base";
import { installTime, realTools } from "@weir/tools/test-support";
import { beforeAll, expect, test } from "vitest";
import { renderEnvironments } from "./render.ts";
import { small, writeWorkspace } from "./test-workspace.ts";
import { writeEnvironmentFiles } from "./write-files.ts";

beforeAll(realTools, installTime);

/** What an overlay, as it was generated, becomes beside a base whose settings have moved since: a clean merge. */
async function afterMove(name: string, written: string, moved: object): Promise<string[]> {
  const root = writeWorkspace({
    ...small,
    "environments/one/environment.yaml": `weir: 1\ncluster: local\napps:\n  ${name}: ${written}\n  srs-storage: {nas: nfs.example.com, path: /one, size: 1Gi}\n`,
  });
  const [rendered] = await renderEnvironments(root, [{ name: "one", directory: "environments/one" }]);
  if (!rendered) throw new Error("it does not render");
  const app = rendered.apps.get(name) as App;
  const base = renderBase({ ...app, base: { ...(app.base as object), ...moved } });
  const files = new Map([...writeEnvironmentFiles(rendered.model, rendered.apps), ...writeBase(name, base)]);
  const target = rendered.model.apps.find((model) => model.app === name)?.target ?? { shared: [], instances: [] };
  return findDifferences(files, { [`environments/one/${name}`]: objectsOf(target) });
}

const version = "version: v6.0-r0";

test.each([
  ["srs-origin", `{${version}, max_connections: 500}`, { max_connections: 4000 }],
  ["srs-origin", `{${version}, max_connections: 1000}`, { max_connections: 50_000 }],
  ["srs-origin", `{${version}, hls: {window: 30s}}`, { hls: { window: "10m" } }],
  ["srs-origin", `{${version}, resources: {cpu: "1", memory: 1Gi}}`, { resources: { cpu: "4", memory: "8Gi" } }],
  ["srs-origin-cluster", `{${version}, replicas: 1, max_connections: 500}`, { max_connections: 4000 }],
  [
    "srs-origin-cluster",
    `{${version}, replicas: 1, hls: {fragment: 4s, window: 30s, store: nas}}`,
    { hls: { fragment: "10s", window: "1h" } },
  ],
])("%s: %s keeps all that it decides when the default moves", async (name, written, moved) => {
  expect(await afterMove(name, written, moved)).toEqual([]);
});

test("what nobody wrote moves along", async () => {
  const where = "kustomize builds apps/Deployment srs-origin-deploy of environments/one/srs-origin differently:";
  const memory = (field: string) =>
    `${where} spec.template.spec.containers[0].resources.${field}.memory is "8Gi", the model says "1Gi".`;
  expect(await afterMove("srs-origin", `{${version}}`, { resources: { memory: "8Gi" } })).toEqual([
    memory("limits"),
    memory("requests"),
  ]);
});

test("the cluster's Kubernetes version is the overlay's own, and no base has one", async () => {
  const root = writeWorkspace(small);
  const [rendered] = await renderEnvironments(root, [{ name: "one", directory: "environments/one" }]);
  if (!rendered) throw new Error("it does not render");
  const files = writeEnvironmentFiles(rendered.model, rendered.apps);
  for (const mode of ["audit", "enforce", "warn"]) {
    expect(files.get("environments/one/namespace/namespace.yaml")).toContain(
      `    pod-security.kubernetes.io/${mode}-version: v1.34\n`,
    );
  }
  const namespace = rendered.apps.get("namespace") as App;
  expect([...writeBase("namespace", renderBase(namespace)).values()].join("")).not.toContain("-version");
});
