import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testCluster, testContext } from "@weir/app/test-context";
import { expect, test, vi } from "vitest";
import app from "./app.ts";

const written = { nas: "1abb.test-region.nas.example.com", path: "/srs-test", size: "100Gi" };

function object(kind: string, settings: unknown = written) {
  return renderTwice(app, settings).shared.find((candidate) => candidate.kind === kind);
}

test("makes a claim for many nodes and a volume that only this claim gets", () => {
  expect(object("PersistentVolumeClaim")).toMatchObject({
    metadata: { name: "pvc-nas" },
    spec: {
      accessModes: ["ReadWriteMany"],
      resources: { requests: { storage: "100Gi" } },
      storageClassName: "",
      volumeName: "pv-nas-srs-test",
    },
  });
  expect(object("PersistentVolume")).toMatchObject({
    metadata: { name: "pv-nas-srs-test" },
    spec: {
      accessModes: ["ReadWriteMany"],
      capacity: { storage: "100Gi" },
      claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name: "pvc-nas", namespace: "srs-test-namespace" },
      persistentVolumeReclaimPolicy: "Retain",
      storageClassName: "",
      nfs: { server: "1abb.test-region.nas.example.com", path: "/srs-test" },
    },
  });
});

test("has a base without a volume, whose claim waits to be bound by hand", () => {
  expect(renderTwice(app, app.base).shared.map(({ kind }) => kind)).toEqual(["PersistentVolumeClaim"]);
  expect(object("PersistentVolumeClaim", app.base)).not.toHaveProperty("spec.volumeName");
});

test("names the cluster-wide volume after its environment, so that two environments never collide", () => {
  const [, prod] = renderTwice(app, written, testContext({ environment: "srs-prod" })).shared;
  const [, staging] = renderTwice(app, written, testContext({ environment: "srs-staging" })).shared;
  expect([prod?.metadata.name, staging?.metadata.name]).toEqual(["pv-nas-srs-prod", "pv-nas-srs-staging"]);
});

test("lets Argo CD remove neither claim nor volume", () => {
  for (const kind of ["PersistentVolumeClaim", "PersistentVolume"]) {
    expect(object(kind)?.metadata.annotations).toEqual({
      "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
      "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
    });
  }
});

test("uses no flexVolume, which Kubernetes no longer mounts", () => {
  expect(JSON.stringify(renderTwice(app, written))).not.toContain("flexVolume");
});

test.each([
  [{ nas: "nas.example.com:/live" }, "a mount target is a host name, without a path"],
  [{ nas: "a..-b" }, "a mount target is a host name, without a path"],
  [{ path: "live" }, "a path begins with a slash, names a folder, and has no . or .. in it"],
  [{ path: "/" }, "a path begins with a slash, names a folder, and has no . or .. in it"],
  [{ path: "/live/../etc" }, "a path begins with a slash, names a folder, and has no . or .. in it"],
  [{ path: "/live\n" }, "a path begins with a slash, names a folder, and has no . or .. in it"],
  [{ size: "100GB" }, "an amount of bytes is a whole number with its unit: Ki, Mi, Gi or Ti"],
])("refuses %j", (change, message) => {
  expect(app.settings.safeParse({ ...written, ...change }).error?.issues.map((issue) => issue.message)).toEqual([
    message,
  ]);
});

test.each([
  [{ size: "20Gi" }, "nas"],
  [{ nas: "nas.example.com", size: "20Gi" }, "path"],
  [{ path: "/live", size: "20Gi" }, "nas"],
])("reports that %j names no file system", (settings, missing) => {
  expect(app.check?.(app.settings.parse(settings), testContext())).toEqual([
    {
      id: "storage/no-file-system",
      severity: "error",
      at: [],
      what: `srs-storage names no ${missing}.`,
      why: "Nothing backs its claim, so every pod that mounts it waits for ever.",
      fix: "write the mount target's host name as nas and this environment's folder as path.",
    },
  ]);
});

test("asks the provider whether the cluster can mount the file system", () => {
  const context = testContext();
  const checkSharedVolume = vi.fn(() => []);
  app.check?.(app.settings.parse(written), { ...context, provider: { ...context.provider, checkSharedVolume } });
  expect(checkSharedVolume).toHaveBeenCalledWith(
    { name: "pv-nas-srs-test", server: written.nas, path: "/srs-test" },
    testCluster.region,
  );
});

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});
