import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Files } from "./layout.ts";
import { openWeirFolder } from "./weir-folder.ts";
import { splitPath } from "./workspace-files.ts";

/** Where a tree is built and proven before any of it reaches the workspace. */
const stageFolder = ".weir/stage";

/**
 * Writes a tree to the stage of a workspace, in place of what was there.
 *
 * @returns the stage, an absolute path if `root` is one
 * @throws {FindingsError} when .weir is not a folder
 */
export function stage(root: string, files: Files): string {
  const folder = openWeirFolder(root, stageFolder);
  rmSync(folder, { recursive: true, force: true });
  const made = new Set<string>();
  for (const [path, content] of files) {
    const parent = join(folder, ...splitPath(path).slice(0, -1));
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
