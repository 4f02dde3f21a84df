import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { realTools } from "@weir/tools/test-support";
import { onTestFinished } from "vitest";
import type { Files } from "./layout.ts";
import { prove } from "./prove.ts";

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "weir-kustomize-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder, whatever is there. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>> | Files): void {
  for (const [path, content] of files instanceof Map ? files : Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** What the real kustomize prints for a folder of `files`. */
export async function build(files: Readonly<Record<string, string>> | Files, path: string): Promise<string> {
  const { build } = await realTools();
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return build(join(folder, path));
}

/** What the real kustomize makes of `files` that is not the objects expected of each path. */
export async function findDifferences(
  files: Files,
  expected: Readonly<Record<string, readonly KubernetesObject[]>>,
): Promise<string[]> {
  const { build } = await realTools();
  const folder = temporaryFolder();
  writeFiles(folder, files);
  const overlays = Object.entries(expected).map(([path, objects]) => ({ path, objects }));
  const findings = await prove(folder, overlays, build, availableParallelism());
  rmSync(folder, { recursive: true });
  return findings.map(({ what }) => what);
}
