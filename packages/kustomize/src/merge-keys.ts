import type { KubernetesObject } from "@weir/kubernetes/object";

/** What strategic merge knows of a field: of a map, its fields; of a list, how its elements are told apart. */
export interface MergeSchema {
  /** A list whose elements merge by these keys. Empty: a list that merges as a set, without a key. */
  readonly keys?: readonly string[];
  /** A map that a patch never replaces or removes whole: kustomize keeps notes of its own among the annotations. */
  readonly inPlace?: true;
  /** Of a map, or of each element of a list. */
  readonly fields?: Readonly<Record<string, MergeSchema>>;
}

const podMetadata: MergeSchema = { fields: { finalizers: { keys: [] }, ownerReferences: { keys: [] } } };
const metadata: MergeSchema = {
  inPlace: true,
  fields: { ...podMetadata.fields, annotations: { inPlace: true } },
};

const mounts = {
  env: { keys: ["name"] },
  volumeDevices: { keys: ["devicePath"] },
  volumeMounts: { keys: ["mountPath"] },
};
const container = { ...mounts, ports: { keys: ["containerPort", "protocol"] } };

const podSpec: MergeSchema = {
  fields: {
    containers: { keys: ["name"], fields: container },
    ephemeralContainers: { keys: ["name"], fields: mounts },
    hostAliases: { keys: ["ip"] },
    imagePullSecrets: { keys: ["name"] },
    initContainers: { keys: ["name"], fields: container },
    topologySpreadConstraints: { keys: ["topologyKey", "whenUnsatisfiable"] },
    volumes: { keys: ["name"] },
  },
};

const template: MergeSchema = { fields: { metadata: podMetadata, spec: podSpec } };
const workload: MergeSchema = { fields: { metadata, spec: { fields: { template } } } };
const job: MergeSchema = { fields: { metadata: podMetadata, spec: { fields: { template } } } };
const cronJob: MergeSchema = { fields: { metadata, spec: { fields: { jobTemplate: job } } } };
const webhooks: MergeSchema = { fields: { metadata, webhooks: { keys: ["name"] } } };
const other: MergeSchema = { fields: { metadata } };

const schemas: Readonly<Record<string, MergeSchema>> = {
  "apps/v1 DaemonSet": workload,
  "apps/v1 Deployment": workload,
  "apps/v1 ReplicaSet": workload,
  "apps/v1 StatefulSet": workload,
  "batch/v1 CronJob": cronJob,
  "batch/v1 Job": workload,
  "batch/v1beta1 CronJob": cronJob,
  "v1 Pod": { fields: { metadata, spec: podSpec } },
  "v1 PodTemplate": { fields: { metadata, template } },
  "v1 ReplicationController": workload,
  "v1 Service": { fields: { metadata, spec: { fields: { ports: { keys: ["port", "protocol"] } } } } },
  "v1 ServiceAccount": { fields: { metadata, secrets: { keys: ["name"] } } },
  "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration": webhooks,
  "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration": webhooks,
};

/**
 * The lists that kustomize 5.8.2 merges element by element; it replaces every other list whole. They are those of its
 * built-in schema (kyaml v0.21.2, Kubernetes 1.21.2) without status fields. Kinds that it does not know, custom
 * ones and autoscaling/v2 among them, have none.
 */
export function mergeSchemaOf({ apiVersion, kind }: Pick<KubernetesObject, "apiVersion" | "kind">): MergeSchema {
  return schemas[`${apiVersion} ${kind}`] ?? other;
}
