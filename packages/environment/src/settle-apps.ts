import type { Finding } from "@weir/finding/finding";
import { type Mapping, nodeAt, withEntry } from "./tree.ts";

/** The app that is in every environment without being named. */
const everywhere = "namespace";

/** Takes out the apps that are `absent` and puts in the one that is everywhere. Unknown names are for the schema to report. */
export function settleApps(tree: Mapping, known: ReadonlySet<string>): { tree: Mapping; findings: Finding[] } {
  const written = tree.entries.get("apps") ?? { key: tree.place, value: emptyMapping(tree.place) };
  if (written.value?.kind !== "mapping") return { tree, findings: [] };
  const findings: Finding[] = [];
  let apps = written.value;
  for (const [name, { value }] of apps.entries) {
    if (value?.kind !== "scalar" || value.value !== "absent" || !known.has(name)) continue;
    apps = withEntry(apps, name, undefined);
    if (name === everywhere) findings.push({ ...neverAbsent, where: value.place });
  }
  if (!apps.entries.has(everywhere)) {
    apps = withEntry(apps, everywhere, { key: apps.place, value: emptyMapping(apps.place) });
  }
  return { tree: withEntry(tree, "apps", { ...written, value: apps }), findings };
}

const neverAbsent = {
  id: "environment/namespace-app",
  severity: "error",
  what: "The app namespace is in every environment.",
  why: "Without it pods run without its limits and network rules.",
  fix: "delete the line; give it settings to change what it makes.",
} as const;

function emptyMapping(place: Mapping["place"]): Mapping {
  return { kind: "mapping", place, entries: new Map() };
}

/** The apps that a settled tree names. */
export function appNames(tree: Mapping): string[] {
  const apps = nodeAt(tree, ["apps"]);
  return apps?.kind === "mapping" ? [...apps.entries.keys()].sort() : [];
}
