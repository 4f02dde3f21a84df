import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "@weir/finding/finding";
import { digest } from "@weir/kustomize/digest";
import { openWeirFolder, replaceFile } from "@weir/kustomize/weir-folder";
import type { Summary } from "@weir/report/summary";
import type { Claim } from "./check-claims.ts";
import { fingerprintFiles } from "./fingerprint.ts";
import { installFolder, listEngineFiles } from "./install.ts";

/**
 * What the last run found, in .weir/cache.json. Only ever an answer to "has anything changed since?": every entry
 * holds the fingerprints of all that it was made from, and a lost or broken cache costs time, nothing else.
 */
export interface Cache {
  /** Of weir's sources, apps, schemas and dependencies. */
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
  /** What no other environment may have. */
  claims: readonly Claim[];
  summary: Summary;
  warnings: readonly Finding[];
}

/**
 * The cache of a workspace for the weir that is running.
 *
 * @param anew believe nothing: in CI a clone may bring a cache along that somebody wrote by hand
 */
export function loadCache(root: string, { anew = false } = {}): Cache {
  const engine = fingerprintFiles(installFolder, listEngineFiles());
  return anew ? emptyCache(engine) : readCache(root, engine);
}

/** Every good verdict that is known, see verify.ts. */
export function verdictsOf({ environments }: Cache): Set<string> {
  return new Set(Object.values(environments).flatMap(({ verdicts }) => verdicts));
}

/**
 * An empty cache where there is none, where a byte of it is not as it was written, or where another engine wrote it.
 * Environments that are gone are left out.
 */
export function readCache(root: string, engine: string): Cache {
  try {
    const [head = "", rest = ""] = readFileSync(join(root, file), "utf8").split("\n");
    const body = `{${rest}`;
    if (head === headOf(body)) {
      const cache: Cache = JSON.parse(body);
      for (const directory of Object.keys(cache.environments)) {
        if (!existsSync(join(root, directory, "environment.yaml"))) delete cache.environments[directory];
      }
      if (cache.engine === engine) return cache;
    }
  } catch {}
  return emptyCache(engine);
}

function emptyCache(engine: string): Cache {
  return { engine, environments: {}, shared: {} };
}

/** Replaces the cache in one step. */
export function writeCache(root: string, cache: Cache): void {
  const body = JSON.stringify(cache);
  replaceFile(openWeirFolder(root, file), `${headOf(body)}\n${body.slice(1)}`);
}

/** The first line. The whole is JSON; the digest tells a file that is cut off or was written in from a sound one. */
function headOf(body: string): string {
  return `{"digest":"${digest(body)}",`;
}

const file = ".weir/cache.json";
