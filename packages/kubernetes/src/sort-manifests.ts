import { groupOf, type KubernetesObject } from "./object.ts";

const first = [
  "Namespace",
  "ResourceQuota",
  "StorageClass",
  "CustomResourceDefinition",
  "ServiceAccount",
  "PodSecurityPolicy",
  "Role",
  "ClusterRole",
  "RoleBinding",
  "ClusterRoleBinding",
  "ConfigMap",
  "Secret",
  "Endpoints",
  "Service",
  "LimitRange",
  "PriorityClass",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "Deployment",
  "StatefulSet",
  "CronJob",
  "PodDisruptionBudget",
];
const last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];
const ranks = new Map([
  ...first.map((kind, index) => [kind, index - first.length] as const),
  ...last.map((kind, index) => [kind, index + 1] as const),
]);

/**
 * The order in which kustomize prints a build (api v0.21, SortOrderTransformer.go, `legacy`, its default): by kind as
 * listed, then by group, version and kind, then by namespace and name.
 */
export function sortManifests<Manifest extends KubernetesObject>(objects: readonly Manifest[]): Manifest[] {
  return objects
    .map((object) => ({ object, rank: ranks.get(object.kind) ?? 0, kind: kindKey(object), name: nameKey(object) }))
    .sort((a, b) => a.rank - b.rank || compare(a.kind, b.kind) || compare(a.name, b.name))
    .map(({ object }) => object);
}

function kindKey(object: KubernetesObject): string {
  const group = groupOf(object);
  const version = group === "" ? object.apiVersion : object.apiVersion.slice(group.length + 1);
  return `${group || "~G"}_${version}_${object.kind}`;
}

function nameKey({ metadata: { name, namespace } }: KubernetesObject): string {
  return `${namespace || "~X"}|${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
