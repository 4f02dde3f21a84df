import type { Folder } from "@weir/environment/folder";
import type { Finding } from "@weir/finding/finding";
import type { Summary } from "@weir/report/summary";
import type { Tools } from "@weir/tools/tools";
import { usedApps } from "./bases.ts";
import { type Cache, type CachedEnvironment, loadCache } from "./cache.ts";
import { findFresh, isSharedFresh } from "./freshness.ts";
import type { Verify } from "./verify.ts";
import { selectEnvironments } from "./workspace.ts";

export interface GenerateOptions {
  /** The workspace: an absolute path. */
  readonly root: string;
  /** The environments to generate; all of them when empty. */
  readonly names?: readonly string[];
  /** Compare with what is on disk and write nothing. */
  readonly check?: boolean;
  /** Look at everything anew, whatever the last run remembers. */
  readonly anew?: boolean;
  /** Overwrite generated files that somebody edited by hand. */
  readonly force?: boolean;
  /** kustomize, kubeconform and git; asked for when something has changed, never before. */
  readonly loadTools: () => Promise<Tools>;
  /** Told what is being done, in a few words. */
  readonly onProgress?: (step: string) => void;
}

export interface GenerateResult {
  readonly summaries: readonly Summary[];
  readonly warnings: readonly Finding[];
  /** With `check`: every generated file that is not what environment.yaml gives. */
  readonly drift: readonly Finding[];
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly counts: Counts;
}

export interface Counts {
  readonly files: number;
  readonly overlays: number;
  readonly objects: number;
}

/**
 * From environment.yaml to committed overlays: load → render → check → factor → stage → prove → validate → swap.
 * Environments that have not changed since the last run cost their fingerprints and nothing more.
 *
 * @param verify proves and validates; the benchmark leaves that out to measure weir alone
 * @throws {FindingsError} with everything that is wrong with the input; nothing is written then
 * @throws {ToolError} when kustomize or kubeconform is missing or fails; nothing is written then
 */
export async function generate(options: GenerateOptions, verify?: Verify): Promise<GenerateResult> {
  const { root, names = [] } = options;
  const folders = selectEnvironments(root, names);
  const cache = loadCache(root, options);
  const fresh = new Map<Folder, CachedEnvironment>();
  for (const folder of folders) {
    const cached = findFresh(root, folder, cache);
    if (cached) fresh.set(folder, cached);
  }
  const stale = folders.filter((folder) => !fresh.has(folder));
  if (stale.length === 0 && isSharedFresh(root, cache, usedApps(cache), names.length === 0)) {
    return { ...nothingWritten, ...gather(folders, cache) };
  }
  const { regenerate } = await import("./regenerate.ts");
  const { written, removed, drift } = await regenerate(stale, cache, options, verify);
  return { written, removed, drift, ...gather(folders, cache) };
}

const nothingWritten = { written: [], removed: [], drift: [] };

function gather(folders: readonly Folder[], { environments, shared }: Cache) {
  const cached = folders.flatMap(({ directory }) => environments[directory] ?? []);
  const summaries = cached.map(({ summary }) => summary);
  const total = (count: (one: CachedEnvironment) => number) => cached.reduce((sum, one) => sum + count(one), 0);
  return {
    summaries,
    warnings: cached.flatMap(({ warnings }) => warnings),
    counts: {
      files: Object.keys(shared).length + total(({ outputs }) => Object.keys(outputs).length),
      overlays: total(({ summary }) => new Set(summary.rows.map(({ app }) => app)).size),
      objects: total(({ summary }) => summary.rows.reduce((sum, { objects }) => sum + objects, 0)),
    },
  };
}
