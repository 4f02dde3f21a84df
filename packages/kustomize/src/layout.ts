import { posix } from "node:path";
import type { KubernetesObject } from "@weir/kubernetes/object";

/** Files by their path from the workspace root, with forward slashes. */
export type Files = Map<string, string>;

/** Where the base of an app is generated. */
export function baseFolder(app: string): string {
  return `apps/${app}/base`;
}

/** The way from one folder to another, as a kustomization names it: `../../../apps/srs-edge/base`. */
export function pathBetween(from: string, to: string): string {
  return posix.relative(from, to);
}

/**
 * The file of each manifest in a folder: `deployment.yaml`, or `service-socs.yaml` where the folder has several
 * of a kind.
 */
export function nameFiles<Manifest extends KubernetesObject>(objects: readonly Manifest[]): Map<Manifest, string> {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return new Map(
    objects.map((object) => {
      const several = (counts.get(object.kind) as number) > 1;
      const name = several ? `${object.kind}-${object.metadata.name}` : object.kind;
      return [object, `${name.toLowerCase().replace(/[^a-z0-9.-]/g, "-")}.yaml`];
    }),
  );
}
