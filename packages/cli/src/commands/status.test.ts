import { rmSync } from "node:fs";
import { join } from "node:path";
import { edit, production, small, snapshot, writeFiles, writeWorkspace } from "@weir/workflows/test-workspace";
import { describe, expect, test } from "vitest";
import { generatedWorkspace, weir } from "../test-weir.ts";

const all = { ...production, ...small };

const prod = (checks: string) => `srs-prod   ack-zhangjiakou   srs-prod-namespace
  app                 track  version                replicas  new connections  objects  checks
  namespace           –      –                             –                –        4  ${checks}
  nginx-hls           –      1.29.3                        2                –        6  ${checks}
  srs-cleanup         –      12.12-slim  01:15 Asia/Shanghai                –        2  ${checks}
  srs-edge            r5     v5.0-r3                       3             75 %        6  ${checks}
                      r6     v6.0-r0                       1             25 %        3  ${checks}
  srs-origin-cluster  –      v6.0-r0                       3                –        8  ${checks}
  srs-storage         –      –                             –                –        2  ${checks}
`;

describe.concurrent("weir status", () => {
  test("shows what runs where, with the same columns everywhere", async () => {
    const root = await generatedWorkspace(all);
    expect(await weir(["status"], { root })).toEqual({
      code: 0,
      signal: null,
      stderr: "",
      stdout: `one   local   one
  app                 track  version                replicas  new connections  objects  checks
  namespace           –      –                             –                –        3  ✓
  srs-origin          –      v6.0-r0                       1                –        6  ✓

${prod("✓")}`,
    });
    expect((await weir(["status", "srs-prod"], { root })).stdout).toBe(prod("✓"));
  });

  test("says what has not been proven, and how to", async () => {
    const root = writeWorkspace(all);
    const before = snapshot(root);
    expect((await weir(["status", "srs-prod"], { root })).stdout).toBe(prod("run weir generate"));
    expect(snapshot(root)).toEqual(before);
  });

  test("shows values of now, and no tick for them until they are generated", async () => {
    const root = await generatedWorkspace(small);
    const checks = async () => (await weir(["status"], { root })).stdout.match(/ (✓|run weir generate)$/gm);
    expect(await checks()).toEqual([" ✓", " ✓"]);
    const changes: ((root: string) => void)[] = [
      () => edit(root, "environments/one/environment.yaml", "v6.0-r0", "v5.0-r3"),
      () => edit(root, "clusters/local.yaml", '"1.34"', '"1.33"'),
      () => edit(root, "environments/one/srs-origin/srs.conf", "1935", "1936"),
      () => edit(root, "apps/srs-origin/base/instance/deployment.yaml", "replicas: 1", "replicas: 2"),
      () => writeFiles(root, { "apps/srs-origin/base/more.yaml": "" }),
      () => rmSync(join(root, "environments/one/kustomization.yaml")),
    ];
    for (const change of changes) {
      change(root);
      expect(await checks()).toEqual([" run weir generate", " run weir generate"]);
      rmSync(join(root, "apps/srs-origin/base/more.yaml"), { force: true });
      expect((await weir(["generate", "--force"], { root })).code).toBe(0);
    }
    expect(await checks()).toEqual([" ✓", " ✓"]);
  });

  test("shows the others when one environment cannot be read, and what is wrong with that one", async () => {
    const root = writeWorkspace(all);
    edit(root, "environments/srs-prod/environment.yaml", "drain: 2m", "drain: 2 minutes");
    expect(await weir(["status"], { root })).toEqual({
      code: 1,
      signal: null,
      stdout: `one   local   one
  app         track  version  replicas  new connections  objects  checks
  namespace   –      –               –                –        3  run weir generate
  srs-origin  –      v6.0-r0         1                –        6  run weir generate
`,
      stderr: `environments/srs-prod/environment.yaml:16:12  error  settings/value
   14 |     address: main
   15 |     max_connections: 1000
 > 16 |     drain: 2 minutes
      |            ^^^^^^^^^
  srs-edge: drain is "2 minutes": a duration is a whole number with its unit: s, m, h or d.
  Fix: write it like 2m or 10m.

`,
    });
  });

  test("gives figures as JSON, findings among them", async () => {
    const root = writeWorkspace(all);
    const { code, stdout, stderr } = await weir(["status", "srs-prod", "--format", "json"], { root });
    const { environments, findings } = JSON.parse(stdout);
    expect({ code, stderr, findings }).toEqual({ code: 0, stderr: "", findings: [] });
    const edge = environments[0].rows.filter(({ app }: { app: string }) => app === "srs-edge");
    expect(edge).toEqual([
      {
        app: "srs-edge",
        track: "r5",
        kind: "Deployment",
        version: "v5.0-r3",
        replicas: 3,
        share: 0.75,
        objects: 6,
      },
      {
        app: "srs-edge",
        track: "r6",
        kind: "Deployment",
        version: "v6.0-r0",
        replicas: 1,
        share: 0.25,
        objects: 3,
      },
    ]);
    edit(root, "environments/srs-prod/environment.yaml", "drain: 2m", "drain: 2 minutes");
    const wrong = await weir(["status", "--format", "json"], { root });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toBe("");
    expect(JSON.parse(wrong.stdout).findings.length).toBe(1);
  });
});
