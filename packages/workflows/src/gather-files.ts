import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { App } from "@weir/app/app";
import type { Files } from "@weir/kustomize/factor";
import { baseFolder } from "@weir/kustomize/layout";
import type { Cache } from "./cache.ts";
import { isSharedFresh } from "./freshness.ts";
import { installFolder } from "./install.ts";
import { loadRegistry } from "./registry.ts";
import type { RenderedEnvironment } from "./render.ts";
import { writeBases, writeEditorSchemas, writeEnvironmentFiles } from "./write-files.ts";

/** All that a run generates, and where nothing else may be. */
export interface Output {
  readonly environments: ReadonlyMap<RenderedEnvironment, Files>;
  /** Bases and editor schemas: what no environment has to itself. */
  readonly shared: Files;
  /** Whether `shared` holds all of them, not only what the environments of this run stand on. */
  readonly complete: boolean;
  readonly files: Files;
  readonly folders: readonly string[];
  readonly keep: ReadonlySet<string>;
}

/**
 * Writes, in memory, everything that is generated for some environments.
 *
 * @param everything whether these and the fresh ones are all environments of the workspace; bases that none of them
 * stands on are then no longer produced
 */
export async function gatherFiles(
  root: string,
  rendered: readonly RenderedEnvironment[],
  cache: Cache,
  everything: boolean,
): Promise<Output> {
  const complete = !isSharedFresh(root, cache);
  const shared = complete ? await writeShared(root, rendered, cache) : writeBases(appsOf(rendered));
  const environments = new Map(rendered.map((one) => [one, writeEnvironmentFiles(one.model, one.apps)]));
  const bases = complete && everything ? listBases(root) : [];
  return {
    environments,
    shared,
    complete,
    files: new Map([...shared, ...[...environments.values()].flatMap((files) => [...files])]),
    folders: [
      ...new Set([...bases, ...foldersOfBases(shared), ...rendered.map(({ environment }) => environment.directory)]),
    ],
    keep: new Set(rendered.map(({ environment }) => `${environment.directory}/environment.yaml`)),
  };
}

/** weir's own repository shows the base of every app; a team's workspace those that its environments stand on. */
async function writeShared(root: string, rendered: readonly RenderedEnvironment[], cache: Cache): Promise<Files> {
  const registry = loadRegistry();
  const apps = new Map(await Promise.all([...registry].map(async ([name, load]) => [name, await load()] as const)));
  const used = new Set(Object.values(cache.environments).flatMap(({ summary }) => summary.rows.map(({ app }) => app)));
  for (const app of appsOf(rendered)) used.add(app.name);
  const shown = [...apps.values()].filter(({ name }) => root === installFolder || used.has(name));
  return new Map([...writeBases(shown), ...writeEditorSchemas(apps)]);
}

function appsOf(rendered: readonly RenderedEnvironment[]): App[] {
  return [...new Map(rendered.flatMap(({ apps }) => [...apps])).values()];
}

function foldersOfBases(files: Files): string[] {
  return [...files.keys()].filter((path) => path.startsWith("apps/")).map((path) => path.split("/", 3).join("/"));
}

function listBases(root: string): string[] {
  const apps = join(root, "apps");
  return existsSync(apps) ? readdirSync(apps).map(baseFolder) : [];
}
