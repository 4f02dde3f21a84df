/** Anything YAML and JSON can both say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * A manifest as a plain object. Apps type what they build with `import type` from kubernetes-models and return it
 * as this: importing the models' code would cost every run some hundred milliseconds.
 */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ConfigMap extends KubernetesObject {
  readonly apiVersion: "v1";
  readonly kind: "ConfigMap";
  readonly data: Readonly<Record<string, string>>;
}

export function isConfigMap(object: KubernetesObject): object is ConfigMap {
  return object.kind === "ConfigMap" && object.apiVersion === "v1";
}

/** `apps` of `apps/v1`, the empty string of `v1`. */
export function groupOf({ apiVersion }: Pick<KubernetesObject, "apiVersion">): string {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}

/** What makes two manifests the same object to a cluster: `apps/Deployment srs-edge-r5-deploy`. */
export function identify(object: KubernetesObject): string {
  const group = groupOf(object);
  return `${group && `${group}/`}${object.kind} ${object.metadata.name}`;
}

const clusterScoped = new Set([
  "Namespace",
  "PersistentVolume",
  "StorageClass",
  "PriorityClass",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "IngressClass",
  "GatewayClass",
]);

/** Whether the object lives outside namespaces (of the kinds this project makes). */
export function isClusterScoped({ kind }: Pick<KubernetesObject, "kind">): boolean {
  return clusterScoped.has(kind);
}
