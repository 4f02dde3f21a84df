import type { Folder } from "@weir/environment/folder";
import type { Finding } from "@weir/finding/finding";
import { FindingsError } from "@weir/finding/finding";
import type { Summary } from "@weir/report/summary";
import { usedApps } from "./bases.ts";
import { loadCache } from "./cache.ts";
import { findFresh, isSharedFresh } from "./freshness.ts";
import { selectEnvironments } from "./workspace.ts";

export interface Status {
  readonly summary: Summary;
  /** Whether what is generated is what environment.yaml gives, as the last run left it: proven and validated. */
  readonly fresh: boolean;
}

export interface StatusResult {
  readonly environments: readonly Status[];
  /** Of environments that cannot be rendered as they stand. */
  readonly findings: readonly Finding[];
  /** How many examples there are that nobody asked about. */
  readonly examples: number;
}

/**
 * What environments ask for, whether or not they have been generated yet.
 *
 * @param names without any, all but the examples: nobody runs those, unless there is nothing else
 */
export async function readStatus(root: string, names: readonly string[]): Promise<StatusResult> {
  const cache = loadCache(root);
  const sound = isSharedFresh(root, cache, usedApps(cache), names.length === 0);
  const environments: Status[] = [];
  const findings: Finding[] = [];
  const all = selectEnvironments(root, names);
  const own = all.filter(({ directory }) => !directory.startsWith("examples/"));
  const shown = names.length > 0 || own.length === 0 ? all : own;
  for (const folder of shown) {
    const cached = sound ? findFresh(root, folder, cache) : undefined;
    if (cached) environments.push({ summary: cached.summary, fresh: true });
    else
      try {
        environments.push({ summary: await summarizeNow(root, folder), fresh: false });
      } catch (error) {
        if (!(error instanceof FindingsError)) throw error;
        findings.push(...error.findings);
      }
  }
  return { environments, findings, examples: all.length - shown.length };
}

async function summarizeNow(root: string, folder: Folder): Promise<Summary> {
  const { renderEnvironments } = await import("./render.ts");
  const { summarize } = await import("@weir/report/summary");
  const rendered = await renderEnvironments(root, [folder]);
  return summarize((rendered[0] as (typeof rendered)[number]).model);
}
