import { createHash } from "node:crypto";
import type { ConfigMap } from "./object.ts";

/**
 * A ConfigMap under the name that kustomize's configMapGenerator gives it.
 *
 * @param name without the hash; with the instance's prefix: `srs-edge-r5-config`
 * @param hash `false` for a server that reloads the file in place; pods then keep running when it changes
 */
export function configMap(name: string, files: Readonly<Record<string, string>>, { hash = true } = {}): ConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: hash ? `${name}-${hashOf(files)}` : name },
    data: files,
  };
}

/** The generator's name for a ConfigMap: what comes before its hash, and whether it has one. */
export function generatorOf({ metadata, data }: ConfigMap): { name: string; hash: boolean } {
  const suffix = `-${hashOf(data)}`;
  const hash = metadata.name.endsWith(suffix);
  return { name: hash ? metadata.name.slice(0, -suffix.length) : metadata.name, hash };
}

/**
 * kustomize's content hash (api/hasher, v5.8.2): SHA-256 of the JSON with sorted keys and an empty name, ten hex
 * digits, the ones that could spell words replaced.
 */
function hashOf(data: Readonly<Record<string, string>>): string {
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
  const digest = createHash("sha256")
    .update(goJson({ data: sorted, kind: "ConfigMap", name: "" }))
    .digest("hex");
  const letters: Record<string, string> = { 0: "g", 1: "h", 3: "k", a: "m", e: "t" };
  return digest.slice(0, 10).replace(/[013ae]/g, (digit) => letters[digit] as string);
}

/** JSON as Go's encoding/json writes it: it escapes what HTML would read. */
function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
