import type { App } from "@weir/app/app";
import type { Provider } from "@weir/app/provider";
import { type Finding, FindingsError, sortFindings } from "@weir/finding/finding";
import { type ZodType, z } from "zod";
import type { Environment } from "./environment.ts";
import { environmentSchema, namespaceName } from "./environment-schema.ts";
import { type Folder, parseFolder } from "./folder.ts";
import { parseTree } from "./parse-tree.ts";
import { readAbout } from "./read-about.ts";
import { type ClusterSource, readCluster, toCluster } from "./read-cluster.ts";
import { readFamily } from "./read-family.ts";
import { appNames, settleApps } from "./settle-apps.ts";
import { dataOf, hasKey, type Mapping, type Node, nodeAt, placeOf, withEntry } from "./tree.ts";

/** What environment files may name. */
export interface Registries {
  /** Every app by name, loaded when an environment has it; `namespace` is in every environment. */
  readonly apps: ReadonlyMap<string, () => Promise<App>>;
  /** Every provider by name. */
  readonly providers: Readonly<Record<string, Provider>>;
}

/**
 * Reads one environment: its own file, its parents and its cluster, put together and checked.
 *
 * @param root the workspace, an absolute path
 * @param directory the environment's folder in it: `environments/srs-prod`
 * @throws {FindingsError} with everything that is wrong with the files
 */
export async function loadEnvironment(root: string, directory: string, registries: Registries): Promise<Environment> {
  const folder = parseFolder(directory);
  if ("what" in folder) throw new FindingsError([folder]);
  const family = readFamily(root, `${directory}/environment.yaml`);
  const source = readCluster(root, family.tree, Object.keys(registries.providers));
  const settled = settleApps(family.tree, new Set(registries.apps.keys()));
  const { tree } = settled;
  const { data, findings } = parseTree(await schemaFor(tree, source, registries), tree);
  const all = [
    ...family.findings,
    ...source.findings,
    ...settled.findings,
    // What is missing may stand in a parent that could not be read.
    ...(family.complete ? findings : findings.filter(({ id }) => id !== "settings/missing")).map((finding) =>
      pointAtOwnFile(finding, `${directory}/environment.yaml`, tree),
    ),
    ...checkDefaultNamespace(folder, tree),
  ];
  const cluster = typeof data?.cluster === "object" ? toCluster(folder.name, data.cluster) : source.cluster;
  if (data === undefined || cluster === undefined || all.length > 0)
    throw new FindingsError(firstOf(sortFindings(all)));
  const located = withCluster(tree, source);
  const about = readAbout(root, directory);
  return {
    ...folder,
    namespace: data.namespace ?? folder.name,
    cluster,
    audience: data.audience,
    addresses: data.addresses,
    apps: Object.fromEntries(
      appNames(tree).map((app) => [
        app,
        { settings: data.apps[app], written: dataOf(nodeAt(tree, ["apps", app]) as Node) },
      ]),
    ),
    events: data.events,
    exceptions: data.exceptions,
    written: dataOf(tree),
    about: about.text,
    files: [...family.files, ...source.files, ...about.files],
    locate: (path) => placeOf(located, path),
  };
}

/** As many findings as anybody reads in one go. */
const most = 100;

function firstOf(findings: readonly Finding[]): readonly Finding[] {
  const [next] = findings.slice(most);
  if (!next) return findings;
  const what = `${(findings.length - most).toLocaleString("en")} more are not shown, this and those after it.`;
  return [...findings.slice(0, most), { id: "environment/more", severity: "error", where: next.where, what }];
}

/** The schema of this environment: of its own apps and its cluster's provider; the others need not be loaded. */
async function schemaFor(tree: Mapping, source: ClusterSource, { apps, providers }: Registries) {
  const load = async (name: string) => [name, (await apps.get(name)?.())?.settings] as const;
  const loaded = new Map(await Promise.all(appNames(tree).map(load)));
  const provider = source.tree && nodeAt(source.tree, ["provider"]);
  const name = provider?.kind === "scalar" ? String(provider.value) : "";
  return environmentSchema({
    apps: new Map([...apps.keys()].map((app): [string, ZodType] => [app, loaded.get(app) ?? z.unknown()])),
    address: Object.hasOwn(providers, name) ? (providers[name] as Provider).address : z.unknown(),
    providers: Object.keys(providers),
  });
}

/** What an app of a parent lacks is for the environment to write: a version, replicas. */
function pointAtOwnFile(finding: Finding, own: string, tree: Mapping): Finding {
  const { id, where, fix = "" } = finding;
  if (id !== "settings/missing" || where.file === own) return finding;
  const apps = placeOf(tree, ["apps"]);
  return {
    ...finding,
    where: apps.file === own ? apps : { file: own },
    fix: `${fix.replace(/\.$/, "")}, or write absent for an app that this environment does not run.`,
  };
}

function checkDefaultNamespace({ name }: Folder, tree: Mapping): Finding[] {
  const message = namespaceName.safeParse(name).error?.issues[0]?.message;
  if (message === undefined || hasKey(tree, ["namespace"])) return [];
  return [
    {
      id: "settings/value",
      severity: "error",
      where: tree.place,
      what: `namespace is left out, so it is the environment's name, ${name}: ${message}.`,
      fix: "write namespace, or rename the folder.",
    },
  ];
}

/** The tree in which the cluster's own settings are found below `cluster`, in whichever file they are. */
function withCluster(tree: Mapping, source: ClusterSource): Mapping {
  const entry = tree.entries.get("cluster");
  if (!entry?.value || !source.tree) return tree;
  return withEntry(tree, "cluster", { ...entry, value: { ...source.tree, place: entry.value.place } });
}
