import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The workspace that a folder belongs to: the nearest folder, itself included, that holds environments; else itself. */
export function findRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "environments")) || existsSync(join(at, "examples"))) return at;
    if (dirname(at) === at) return folder;
  }
}
