import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "@weir/finding/finding";
import type { Summary } from "@weir/report/summary";

/**
 * What the last run found, in .weir/cache.json. Only ever an answer to "has anything changed since?": every entry
 * holds the fingerprints of all that it was made from, and a lost or broken cache costs time, nothing else.
 */
export interface Cache {
  /** Of weir's sources, apps and dependencies. */
  engine: string;
  /** By the environment's directory. */
  environments: Record<string, CachedEnvironment>;
  /** What does not belong to one environment: the apps' bases, the editor schemas. */
  shared: Record<string, string>;
}

export interface CachedEnvironment {
  /** Files read, with their fingerprints. */
  inputs: Record<string, string>;
  /** Files generated, with theirs. */
  outputs: Record<string, string>;
  /** What kustomize has proven and kubeconform validated, see verify.ts. */
  verdicts: readonly string[];
  summary: Summary;
  warnings: readonly Finding[];
}

const format = 1;

/** An empty cache where there is none, where it cannot be read, or where another engine wrote it. */
export function readCache(root: string, engine: string): Cache {
  try {
    const { format: written, ...cache } = JSON.parse(readFileSync(join(root, file), "utf8"));
    if (written === format && cache.engine === engine) return cache;
  } catch {}
  return { engine, environments: {}, shared: {} };
}

/** Replaces the cache in one step. */
export function writeCache(root: string, cache: Cache): void {
  const path = join(root, file);
  mkdirSync(join(root, ".weir"), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify({ format, ...cache }));
  renameSync(`${path}.new`, path);
}

const file = ".weir/cache.json";
