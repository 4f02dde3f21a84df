import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Where kubeconform looks, relative to the schema folder. It fills in the version (`v1.34.0`), the kind in lower case
 * (`deployment`) and `-<first label of the group>-<version>` (`-apps-v1`; `-v1` in the core group).
 */
export const schemaLocations = [
  "kubernetes/{{.NormalizedKubernetesVersion}}-standalone-strict/{{.ResourceKind}}{{.KindSuffix}}.json",
  "custom/{{.ResourceKind}}{{.KindSuffix}}.json",
] as const;

/** The file that holds a kind's schema, as {@link schemaLocations} finds it. */
export function schemaFile({ group, version, kind }: { group: string; version: string; kind: string }): string {
  const [label] = group.split(".");
  return `${[kind.toLowerCase(), label, version].filter(Boolean).join("-")}.json`;
}

/** The folder of one Kubernetes version (`1.34`) inside the schema folder. */
export function kubernetesFolder(version: string): string {
  return `kubernetes/v${version}.0-standalone-strict`;
}

/** The Kubernetes versions that have schemas, oldest first: `["1.31", …]`. */
export async function availableKubernetes(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, "kubernetes")).catch(() => []);
  return names
    .map((name) => /^v(\d+\.\d+)\.0-standalone-strict$/.exec(name)?.[1])
    .filter((version) => version !== undefined)
    .sort((a, b) => Number(a.split(".")[1]) - Number(b.split(".")[1]));
}
