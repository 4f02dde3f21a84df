import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Folder } from "@weir/environment/folder";
import { aboutFile } from "@weir/environment/read-about";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { digest } from "@weir/kustomize/digest";
import type { Files } from "@weir/kustomize/factor";
import { listFiles } from "@weir/kustomize/list-files";
import { withLock } from "@weir/kustomize/lock";
import { stage } from "@weir/kustomize/stage";
import { planSwap, swap } from "@weir/kustomize/swap";
import { summarize } from "@weir/report/summary";
import { type Cache, verdictsOf, writeCache } from "./cache.ts";
import { type Claim, checkClaims, claimsOf } from "./check-claims.ts";
import { fingerprintFile } from "./fingerprint.ts";
import { gatherFiles, type Output } from "./gather-files.ts";
import type { GenerateOptions } from "./generate.ts";
import { renderEnvironments } from "./render.ts";
import { verify as proveAndValidate } from "./verify.ts";

export interface Regenerated {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly drift: readonly Finding[];
}

/**
 * The part of `generate` for environments that have changed; with `check` it only compares. Brings the cache up to
 * date; with `check` not the one on disk, for nothing has been proven.
 */
export async function regenerate(
  folders: readonly Folder[],
  cache: Cache,
  options: GenerateOptions,
  verify = proveAndValidate,
): Promise<Regenerated> {
  const { root, names = [], check = false, force = false, loadTools, onProgress } = options;
  onProgress?.(`rendering ${folders.length === 1 ? folders[0]?.name : `${folders.length} environments`} …`);
  // Before anything is read: what changes from here on shows as a change next time.
  const inputs = fingerprintInputs(root, folders);
  const rendered = await renderEnvironments(root, folders);
  const claims = new Map(rendered.map(({ environment, model }) => [environment.directory, claimsOf(model)]));
  refuseTaken(cache, claims);
  const output = await gatherFiles(root, rendered, cache, names.length === 0);
  const readCommitted = async (paths: readonly string[]) => (await loadTools()).readBlobs(root, paths);
  const plan = () => planSwap({ root, ...output, readCommitted, force: force || check });
  if (check) {
    remember(cache, inputs, claims, output, new Map());
    return { written: [], removed: [], drift: findDrift(root, await plan()) };
  }

  return withLock(root, async () => {
    const planned = await plan();
    if (planned.findings.length > 0) throw new FindingsError(planned.findings);
    const staged = stage(root, output.files);
    onProgress?.("proving with kustomize, validating with kubeconform …");
    const known = verdictsOf(cache);
    const { findings, verdicts } = await verify(rendered, { folder: staged, files: output.files, known, loadTools });
    if (findings.length > 0) throw new FindingsError(findings);
    refuseChanged(inputs, fingerprintInputs(root, folders));
    swap(root, staged, output, planned);
    remember(cache, inputs, claims, output, verdicts);
    writeCache(root, cache);
    return { written: planned.write, removed: planned.remove, drift: [] };
  });
}

/** One finding for each generated file that is not what its environment.yaml says. */
function findDrift(root: string, { write, remove, findings }: Awaited<ReturnType<typeof planSwap>>): Finding[] {
  const drift = (file: string, what: string): Finding => ({
    id: "generated/drift",
    severity: "error",
    where: { file },
    what,
    fix: "run weir generate and commit the result.",
  });
  const all = [
    ...findings,
    ...write.map((file) =>
      drift(file, existsSync(join(root, file)) ? "is not what environment.yaml gives." : "is missing."),
    ),
    ...remove.map((file) => drift(file, "is no longer generated.")),
  ];
  // One for each file: why it cannot be written says more than that it is not right.
  const files = new Set<string>();
  return all.filter(({ where }) => !files.has(where.file) && files.add(where.file));
}

/** Every file that environments may be made of. */
function fingerprintInputs(root: string, folders: readonly Folder[]): ReadonlyMap<string, string | undefined> {
  const own = folders.flatMap(({ directory }) => [`${directory}/environment.yaml`, `${directory}/${aboutFile}`]);
  const files = [...own, ...listFiles(root, "clusters"), ...listFiles(root, "fleets")];
  return new Map(files.map((file) => [file, fingerprintFile(join(root, file))]));
}

/** Examples are not run side by side; environments are, on whichever clusters they name. */
function refuseTaken(cache: Cache, claims: ReadonlyMap<string, readonly Claim[]>): void {
  const known = Object.entries(cache.environments).map(([directory, cached]) => [directory, cached.claims] as const);
  const all = new Map([...known, ...claims].filter(([directory]) => directory.startsWith("environments/")));
  const findings = checkClaims(all);
  if (findings.length > 0) throw new FindingsError(findings);
}

/** Proving takes seconds, in which an editor can save: what is generated by then is of a file that is gone. */
function refuseChanged(before: ReadonlyMap<string, string | undefined>, now: typeof before): void {
  const changed = [...new Set([...before.keys(), ...now.keys()])].filter((file) => before.get(file) !== now.get(file));
  if (changed.length === 0) return;
  throw new FindingsError(
    changed.map((file) => ({
      id: "environment/changed-meanwhile",
      severity: "error",
      where: { file },
      what: "This file changed while weir was working with it.",
      fix: "run weir generate again.",
    })),
  );
}

function remember(
  cache: Cache,
  inputs: ReadonlyMap<string, string | undefined>,
  claims: ReadonlyMap<string, readonly Claim[]>,
  output: Output,
  verdicts: ReadonlyMap<string, readonly string[]>,
): void {
  for (const [{ environment, model, warnings }, files] of output.environments) {
    cache.environments[environment.directory] = {
      inputs: Object.fromEntries(environment.files.map((file) => [file, inputs.get(file) ?? "unknown"])),
      outputs: fingerprints(files),
      verdicts: verdicts.get(environment.directory) ?? [],
      claims: claims.get(environment.directory) ?? [],
      summary: summarize(model),
      warnings,
    };
  }
  if (output.complete) cache.shared = fingerprints(output.shared);
}

function fingerprints(files: Files): Record<string, string> {
  return Object.fromEntries([...files].map(([path, content]) => [path, digest(content)]));
}
