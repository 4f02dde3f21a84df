import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder, relative to `root`, sorted; none where there is no such folder. Links are listed, not followed. */
export function listFiles(root: string, folder: string): string[] {
  const files: string[] = [];
  const walk = (at: string) => {
    for (const entry of list(join(root, at))) {
      const path = `${at}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.push(path);
    }
  };
  walk(folder);
  return files.sort();
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
