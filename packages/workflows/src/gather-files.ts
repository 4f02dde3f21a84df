import type { App } from "@weir/app/app";
import type { Files } from "@weir/kustomize/factor";
import { baseFolder } from "@weir/kustomize/layout";
import { appsOfBases, listBases, usedApps } from "./bases.ts";
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
  const used = usedApps(cache, rendered);
  const complete = !isSharedFresh(root, cache, used, everything);
  const shared = complete ? await writeShared(root, used) : writeBases(appsOf(rendered));
  const environments = new Map(rendered.map((one) => [one, writeEnvironmentFiles(one.model, one.apps)]));
  const bases = complete && everything ? listBases(root) : [];
  return {
    environments,
    shared,
    complete,
    files: new Map([...shared, ...[...environments.values()].flatMap((files) => [...files])]),
    folders: [
      ...new Set([
        ...bases,
        ...[...appsOfBases([...shared.keys()])].map(baseFolder),
        ...rendered.map(({ environment }) => environment.directory),
      ]),
    ],
    keep: new Set(rendered.flatMap(({ environment }) => environment.files)),
  };
}

/** weir's own repository shows the base of every app; a team's workspace those that its environments stand on. */
async function writeShared(root: string, used: ReadonlySet<string>): Promise<Files> {
  const registry = loadRegistry();
  const apps = new Map(await Promise.all([...registry].map(async ([name, load]) => [name, await load()] as const)));
  const shown = [...apps.values()].filter(({ name }) => root === installFolder || used.has(name));
  return new Map([...writeBases(shown), ...writeEditorSchemas(apps)]);
}

function appsOf(rendered: readonly RenderedEnvironment[]): App[] {
  return [...new Map(rendered.flatMap(({ apps }) => [...apps])).values()];
}
