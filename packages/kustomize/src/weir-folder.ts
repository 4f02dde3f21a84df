import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FindingsError } from "@weir/finding/finding";
import { createLooker } from "./workspace-files.ts";

/**
 * A path in .weir, the folder of what weir knows of a workspace for itself. The folder is made if it is missing, and
 * tells git to look away.
 *
 * @throws {FindingsError} when .weir is not a folder
 */
export function openWeirFolder(root: string, path: string): string {
  const entry = createLooker(root)(".weir");
  if (entry === "file") {
    const what = ".weir is a file; weir keeps its notes in a folder of that name.";
    throw new FindingsError([
      { id: "files/in-the-way", severity: "error", where: { file: ".weir" }, what, fix: "move it away." },
    ]);
  }
  if (typeof entry === "object") throw new FindingsError([entry.problem]);
  const folder = join(root, ".weir");
  mkdirSync(folder, { recursive: true });
  ignoreInGit(folder);
  return join(root, path);
}

function ignoreInGit(folder: string): void {
  try {
    writeFileSync(join(folder, ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Writes a file in one step: whoever reads it sees the old content or the new one. */
export function replaceFile(path: string, content: string): void {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  // A symbolic link that somebody put there is not written through.
  writeFileSync(draft, content, { flag: "wx" });
  renameSync(draft, path);
}
