import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Place } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import { listWords, quote } from "./subject.ts";

/** The names of the YAML files in a folder of the workspace, sorted; none where there is no such folder. */
export function listNames(root: string, folder: "clusters" | "fleets"): string[] {
  try {
    const files = readdirSync(join(root, folder)).filter((file) => file.endsWith(".yaml"));
    return files.map((file) => file.slice(0, -".yaml".length)).sort();
  } catch {
    return [];
  }
}

/** A name that no file has. */
export function explainUnknownName(
  where: Place,
  { kind, folder, name, names }: { kind: "cluster" | "parent"; folder: string; name: string; names: readonly string[] },
): Finding {
  const close = suggest(name, names);
  const choose = close
    ? `did you mean ${close}? There are ${listWords(names, "and")}.`
    : `choose one of ${listWords(names)}, or write the file.`;
  return {
    id: `environment/unknown-${kind}`,
    severity: "error",
    where,
    what: `There is no ${kind} ${quote(name)}: no file ${folder}/${name}.yaml.`,
    fix: names.length > 0 ? choose : "write the file.",
  };
}
