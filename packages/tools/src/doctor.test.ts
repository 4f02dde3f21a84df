import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { inspectTools } from "./doctor.ts";
import { toolPath } from "./locate.ts";
import { pins } from "./pins.ts";
import { here, temporaryFolder, writeProgram } from "./test-support.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("shows each tool with its version and where it is from", async () => {
  const [bin, folder] = [temporaryFolder(), temporaryFolder()];
  const kustomize = writeProgram(join(bin, "kustomize"), "echo v5.8.2");
  const kubeconform = writeProgram(toolPath(pins.kubeconform, folder), "echo v0.8.0");
  const git = writeProgram(join(bin, "git"), "echo git version 2.39.5");
  vi.stubEnv("PATH", bin);
  expect(await inspectTools({ folder, schemas: here.schemas })).toEqual([
    expect.objectContaining({ tool: "node", wanted: "v24 or later", found: process.version, path: process.execPath }),
    { tool: "kustomize", wanted: "v5.8.2", found: "v5.8.2", path: kustomize, source: "PATH" },
    { tool: "kubeconform", wanted: "v0.8.0", found: "v0.8.0", path: kubeconform, source: "project" },
    { tool: "git", wanted: "any version", found: "v2.39.5", path: git, source: "PATH" },
    {
      tool: "schemas",
      wanted: "Kubernetes, one version or more",
      found: "1.31, 1.32, 1.33, 1.34, 1.35, 1.36",
      path: here.schemas,
      source: "project",
    },
  ]);
});

test("says what to do about everything that is missing", async () => {
  const folder = temporaryFolder();
  vi.stubEnv("PATH", "/nowhere");
  const [, ...rows] = await inspectTools({ folder, schemas: folder });
  expect(rows).toEqual([
    {
      tool: "kustomize",
      wanted: "v5.8.2",
      found: undefined,
      path: undefined,
      source: "missing",
      fix: "Run `npm start`, which installs it. Or: Put it on PATH, for example with `go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2`.",
    },
    expect.objectContaining({ tool: "kubeconform", source: "missing" }),
    {
      tool: "git",
      wanted: "any version",
      found: undefined,
      path: undefined,
      source: "missing",
      fix: "Install git: without it weir cannot tell your own edits of generated files from older output.",
    },
    {
      tool: "schemas",
      wanted: "Kubernetes, one version or more",
      found: undefined,
      path: folder,
      source: "missing",
      fix: "Run `node scripts/schemas.ts`, which makes them from the Kubernetes sources.",
    },
  ]);
});

test("shows a program on PATH of another version as found and not used", async () => {
  const bin = temporaryFolder();
  const path = writeProgram(join(bin, "kustomize"), "echo v5.5.0");
  vi.stubEnv("PATH", bin);
  const rows = await inspectTools({ folder: temporaryFolder(), schemas: here.schemas });
  expect(rows[1]).toMatchObject({ tool: "kustomize", found: "v5.5.0", path, source: "missing" });
});

test("notices a program in the tool folder that is not what its folder says", async () => {
  const folder = temporaryFolder();
  const path = writeProgram(toolPath(pins.kustomize, folder), "echo v1.0.0");
  vi.stubEnv("PATH", "/nowhere");
  const rows = await inspectTools({ folder, schemas: here.schemas });
  expect(rows[1]).toMatchObject({ tool: "kustomize", found: "v1.0.0", path, source: "missing" });
});
