import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FindingsError } from "@weir/finding/finding";
import type { Files } from "./layout.ts";
import { createLooker, splitPath } from "./workspace-files.ts";

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

/** A path in .weir, which is made if it is missing. */
export function openWeirFolder(root: string, path: string): string {
  const entry = createLooker(root)(".weir");
  if (entry === "file") {
    const what = ".weir is a file; weir keeps its notes in a folder of that name.";
    throw new FindingsError([
      { id: "files/in-the-way", severity: "error", where: { file: ".weir" }, what, fix: "move it away." },
    ]);
  }
  if (typeof entry === "object") throw new FindingsError([entry.problem]);
  mkdirSync(join(root, ".weir"), { recursive: true });
  return join(root, path);
}
