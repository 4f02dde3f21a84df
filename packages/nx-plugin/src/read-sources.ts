import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The cluster and the parents, at any depth, that an environment file names: globs from the workspace's root.
 * They are read line by line, without parsing YAML: hundreds of environments are read before nx does anything.
 * Never fewer than the file names, or nx would call an environment unaffected that is not: where a line does not
 * show the name, every file of the folder counts.
 */
export function readSources(root: string, file: string, seen: Set<string> = new Set()): string[] {
  const text = readText(join(root, file));
  const clusters = filesOf(text, "cluster", /^([a-z0-9][a-z0-9-]*)$/, "clusters");
  const parents = filesOf(text, "inherit", /^fleets\/((?:[a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*)$/, "fleets");
  for (const source of [...clusters, ...parents]) {
    if (seen.has(source)) continue;
    seen.add(source);
    if (parents.includes(source) && !source.includes("*")) readSources(root, source, seen);
  }
  return [...seen].sort();
}

function filesOf(text: string | undefined, key: string, name: RegExp, folder: string): string[] {
  const unknown = [`${folder}/**/*`];
  if (text === undefined || !isPlain(text)) return unknown;
  const lines = [...text.matchAll(new RegExp(`^${key}[ \\t]*:(.*)$`, "gm"))];
  if (lines.length === 0) return [];
  const value = (lines[0]?.[1] ?? "").replace(/(^|\s)#.*$/, "").trim();
  if (lines.length > 1) return unknown;
  if (key === "cluster" && isMapping(value, text)) return [];
  const [, found] = name.exec(value.replace(/^(["'])(.*)\1$/, "$2")) ?? [];
  return found === undefined ? unknown : [`${folder}/${found}.yaml`];
}

/**
 * Whether a file is written as people write such files: the keys of its top level at the start of a line, bare, the
 * first of them before anything else. Then no other line can name a cluster or a parent.
 */
function isPlain(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => !/^(---)?[ \t]*(#.*)?$/.test(line));
  const isKey = (line: string | undefined) => /^[A-Za-z][\w-]*[ \t]*:([ \t]|$)/.test(line ?? "");
  return isKey(lines[0]) && lines.every((line) => /^[ \t]/.test(line) || isKey(line)) && /^weir[ \t]*:/m.test(text);
}

/** A cluster that is written into the environment itself. */
function isMapping(value: string, text: string): boolean {
  return (
    value.startsWith("{") || (value === "" && /^cluster[ \t]*:.*\n(?:[ \t]*(?:#.*)?\n)*[ \t]+\w+:[ \t\r\n]/m.test(text))
  );
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch {
    return undefined;
  }
}
