import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Every file below a folder, relative to `root`, sorted; none where there is no such folder. Links are listed, not
 * followed. What an editor leaves beside a file while it is open is nobody's file.
 */
export function listFiles(root: string, folder: string): string[] {
  const files: string[] = [];
  const walk = (at: string) => {
    for (const entry of list(join(root, at))) {
      const path = `${at}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!leftover.test(entry.name)) files.push(path);
    }
  };
  walk(folder);
  return files.sort();
}

/** Of vi, of emacs, of both, and of the desktop of macOS. */
const leftover = /^\..*\.sw[a-p]$|^\.?#|~$|^\.DS_Store$/;

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
