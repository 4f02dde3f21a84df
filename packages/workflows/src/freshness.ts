import { join } from "node:path";
import type { Folder } from "@weir/environment/folder";
import type { Cache, CachedEnvironment } from "./cache.ts";
import { fingerprintFile, listFiles } from "./fingerprint.ts";

/**
 * The cached result of an environment when nothing it depends on has changed and every byte generated for it is
 * still in place, with no file more and none less.
 */
export function findFresh(root: string, folder: Folder, cache: Cache): CachedEnvironment | undefined {
  const cached = cache.environments[folder.directory];
  if (!cached || !matches(root, cached.inputs) || !matches(root, cached.outputs)) return undefined;
  const files = listFiles(root, folder.directory);
  const known = files.every((file) => file in cached.outputs || file in cached.inputs);
  return known ? cached : undefined;
}

/** Whether the bases and schemas are as the last run left them. */
export function isSharedFresh(root: string, cache: Cache): boolean {
  return Object.keys(cache.shared).length > 0 && matches(root, cache.shared);
}

function matches(root: string, fingerprints: Readonly<Record<string, string>>): boolean {
  for (const file in fingerprints) {
    if (fingerprintFile(join(root, file)) !== fingerprints[file]) return false;
  }
  return true;
}
