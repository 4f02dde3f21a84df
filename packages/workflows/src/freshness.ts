import { join } from "node:path";
import type { Folder } from "@weir/environment/folder";
import { baseFolder } from "@weir/kustomize/layout";
import { listFiles } from "@weir/kustomize/list-files";
import { appsOfBases, listBases } from "./bases.ts";
import type { Cache, CachedEnvironment } from "./cache.ts";
import { fingerprintFile } from "./fingerprint.ts";
import { installFolder } from "./install.ts";

/**
 * The cached result of an environment when it has been proven and validated, nothing it depends on has changed, and
 * every byte generated for it is still in place, with no file more and none less.
 */
export function findFresh(root: string, folder: Folder, cache: Cache): CachedEnvironment | undefined {
  const cached = cache.environments[folder.directory];
  if (
    !cached ||
    cached.verdicts.length === 0 ||
    !matches(root, cached.inputs) ||
    !matches(root, cached.outputs, { follow: false })
  )
    return undefined;
  const files = listFiles(root, folder.directory);
  const known = files.every((file) => file in cached.outputs || file in cached.inputs);
  return known ? cached : undefined;
}

/**
 * Whether the bases and schemas are as the last run left them, with no file more and none less, and are those of the
 * apps that environments stand on now.
 *
 * @param used the apps that environments stand on
 * @param everything whether `used` is all of them; a base of another app is then one too many
 */
export function isSharedFresh(root: string, cache: Cache, used: ReadonlySet<string>, everything: boolean): boolean {
  const files = Object.keys(cache.shared);
  if (files.length === 0 || !matches(root, cache.shared, { follow: false })) return false;
  const shown = appsOfBases(files);
  if (root !== installFolder && (shown.size !== used.size || [...shown].some((app) => !used.has(app)))) return false;
  const folders = everything ? listBases(root) : [...shown].map(baseFolder);
  return folders.flatMap((folder) => listFiles(root, folder)).every((file) => file in cache.shared);
}

function matches(root: string, fingerprints: Readonly<Record<string, string>>, options?: { follow: boolean }): boolean {
  for (const file in fingerprints) {
    if (fingerprintFile(join(root, file), options) !== fingerprints[file]) return false;
  }
  return true;
}
