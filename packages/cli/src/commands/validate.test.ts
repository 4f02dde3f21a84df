import { rmSync } from "node:fs";
import { join } from "node:path";
import { edit, production, small, snapshot, times, writeFiles, writeWorkspace } from "@weir/workflows/test-workspace";
import { describe, expect, test } from "vitest";
import { generatedWorkspace, weir } from "../test-weir.ts";

const all = { ...production, ...small };

describe.concurrent("weir validate", () => {
  test("finds good what weir generate wrote, and writes nothing", async () => {
    const root = await generatedWorkspace(all);
    rmSync(join(root, ".weir"), { recursive: true });
    const [before, when] = [snapshot(root), times(root)];
    expect(await weir(["validate"], { root })).toEqual({
      code: 0,
      signal: null,
      stdout: "8 overlays give exactly their model · 40 objects valid, 0 warnings · 0.0 s\n",
      stderr: "",
    });
    expect(snapshot(root)).toEqual(before);
    expect(times(root)).toEqual(when);
  });

  test("takes environments, and single apps of them", async () => {
    const root = await generatedWorkspace(all);
    const counts = async (...words: string[]) => (await weir(["validate", ...words], { root })).stdout;
    expect(await counts("one")).toBe("2 overlays give exactly their model · 9 objects valid, 0 warnings · 0.0 s\n");
    expect(await counts("srs-prod/srs-edge", "srs-prod/srs-storage")).toBe(
      "2 overlays give exactly their model · 11 objects valid, 0 warnings · 0.0 s\n",
    );
    expect(await counts("srs-prod/srs-edge", "one")).toBe(
      "3 overlays give exactly their model · 18 objects valid, 0 warnings · 0.0 s\n",
    );
    expect(await weir(["validate", "one/srs-orgin"], { root })).toEqual({
      code: 1,
      signal: null,
      stdout: "",
      stderr: `environments/one/environment.yaml:4:1  error  environment/unknown-app
   2 | cluster: local
   3 | namespace: one
 > 4 | apps:
     | ^^^^
  one has no app "srs-orgin"; it has namespace, srs-origin.
  Fix: did you mean one/srs-origin?

1 error in 1 file.
`,
    });
  });

  test("notices an edited overlay, an edited base, a deleted one, and a value that was never generated", async () => {
    const root = await generatedWorkspace(all);
    edit(root, "environments/srs-prod/nginx-hls/kustomization.yaml", "count: 2", "count: 3");
    edit(root, "apps/srs-cleanup/base/serviceaccount.yaml", "Token: false", "Token: true");
    rmSync(join(root, "environments/srs-prod/srs-edge/r6"), { recursive: true });
    rmSync(join(root, "environments/one/srs-origin"), { recursive: true });
    edit(root, "environments/srs-prod/environment.yaml", "size: 100Gi", "size: 200Gi");
    writeFiles(root, { "environments/srs-prod/srs-origin-cluster/unused.yaml": "kind: Service\n" });
    const ran = await weir(["validate"], { root });
    expect(ran.stdout).toBe("");
    const short = ran.stderr.replace(/(accumulating resources): .*/g, "$1 …");
    expect(short).toBe(`environments/one/srs-origin  error  kustomize/refused
  is missing.
  Fix: run weir generate one.

environments/srs-prod/nginx-hls  error  kustomize/not-the-model
  kustomize builds apps/Deployment nginx-origin-deploy of environments/srs-prod/nginx-hls differently: spec.replicas is 3, the model says 2.
  Fix: run weir generate srs-prod. If that changes nothing, report this as a mistake of weir.

environments/srs-prod/srs-cleanup  error  kustomize/not-the-model
  kustomize builds ServiceAccount srs-cleanup of environments/srs-prod/srs-cleanup differently: automountServiceAccountToken is true, the model says false.
  Fix: run weir generate srs-prod. If that changes nothing, report this as a mistake of weir.

environments/srs-prod/srs-edge  error  kustomize/refused
  kustomize cannot build it: Error: accumulating resources …
  Fix: run weir generate srs-prod.

environments/srs-prod/srs-storage  error  kustomize/not-the-model
  kustomize builds PersistentVolume pv-nas-srs-prod of environments/srs-prod/srs-storage differently: spec.capacity.storage is "100Gi", the model says "200Gi".
  Fix: run weir generate srs-prod. If that changes nothing, report this as a mistake of weir.

environments/srs-prod/srs-storage  error  kustomize/not-the-model
  kustomize builds PersistentVolumeClaim pvc-nas of environments/srs-prod/srs-storage differently: spec.resources.requests.storage is "100Gi", the model says "200Gi".
  Fix: run weir generate srs-prod. If that changes nothing, report this as a mistake of weir.

6 errors in 5 files.
`);
    expect(ran.code).toBe(1);
  });

  test("does not take an earlier verdict for a file that has changed since", async () => {
    const root = await generatedWorkspace(small);
    expect((await weir(["validate"], { root })).code).toBe(0);
    edit(root, "apps/srs-origin/base/instance/srs.conf", "listen 1935;", "listen 1936;");
    // The overlay brings a srs.conf of its own: what is in the base does not reach the cluster.
    expect((await weir(["validate"], { root })).code).toBe(0);
    edit(root, "environments/one/srs-origin/srs.conf", "listen 1935;", "listen 1936;");
    expect((await weir(["validate"], { root })).code).toBe(1);
  });

  test("needs the environment to be right in the first place", async () => {
    const root = writeWorkspace(small);
    edit(root, "environments/one/environment.yaml", "v6.0-r0", "v9.0-r0");
    const { code, stderr } = await weir(["validate"], { root });
    expect({ code, first: stderr.split("\n")[0] }).toEqual({
      code: 1,
      first: "environments/one/environment.yaml:6:14  error  srs/unknown-version",
    });
  });
});
