import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "@weir/finding/finding";

/** What is at a path, as far as one may go without following a symbolic link. */
export type Entry = "missing" | "file" | "folder" | { readonly problem: Finding };

/** Looks at paths below a root, component by component; folders once seen are not looked at again. */
export function createLooker(root: string): (path: string) => Entry {
  const folders = new Set<string>();
  return (path) => {
    const parts = splitPath(path);
    for (let depth = 1; depth <= parts.length; depth++) {
      const at = parts.slice(0, depth).join("/");
      if (folders.has(at)) continue;
      const stats = lstatSync(join(root, at), { throwIfNoEntry: false });
      if (!stats) return "missing";
      if (stats.isSymbolicLink()) return { problem: symbolicLink(at) };
      if (stats.isDirectory()) folders.add(at);
      else if (depth === parts.length && stats.isFile()) return "file";
      else return { problem: inTheWay(at, path) };
    }
    return "folder";
  };
}

/**
 * The folders and the file that a path names.
 *
 * @throws Error for a path that is absolute or goes up
 */
export function splitPath(path: string): string[] {
  const parts = path.split("/");
  if (!parts.some((part) => part === "" || part === "." || part === "..")) return parts;
  throw new Error(`${JSON.stringify(path)} is no path inside the workspace`);
}

function symbolicLink(path: string): Finding {
  return {
    id: "files/symbolic-link",
    severity: "error",
    where: { file: path },
    what: `${path} is a symbolic link.`,
    why: "What is generated there could end up outside of the workspace.",
    fix: "put a real folder or file in its place, or remove it.",
  };
}

function inTheWay(at: string, path: string): Finding {
  return {
    id: "files/in-the-way",
    severity: "error",
    where: { file: at },
    what:
      at === path
        ? `${at} is neither a file nor a folder.`
        : `${at} is a file, and ${path} has to be written below it.`,
    fix: `move ${at} away.`,
  };
}
