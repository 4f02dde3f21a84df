import type { KubernetesObject } from "@weir/kubernetes/object";
import { changeAt } from "./value.ts";

/** Where a workload keeps its pods' spec. */
const podSpecs: Readonly<Record<string, string>> = {
  CronJob: "spec/jobTemplate/spec/template/spec",
  DaemonSet: "spec/template/spec",
  Deployment: "spec/template/spec",
  Job: "spec/template/spec",
  Pod: "spec",
  StatefulSet: "spec/template/spec",
};

/** The kind that is named, and where. */
type Reference = readonly [kind: string, path: string];

const inPodSpecs: readonly Reference[] = [
  ["ServiceAccount", "serviceAccountName"],
  ["PersistentVolumeClaim", "volumes/persistentVolumeClaim/claimName"],
  ["ConfigMap", "volumes/configMap/name"],
  ["ConfigMap", "volumes/projected/sources/configMap/name"],
  ["Secret", "volumes/secret/secretName"],
  ["Secret", "volumes/projected/sources/secret/name"],
  ["Secret", "imagePullSecrets/name"],
  ...["containers", "initContainers"].flatMap((containers): Reference[] => [
    ["ConfigMap", `${containers}/env/valueFrom/configMapKeyRef/name`],
    ["ConfigMap", `${containers}/envFrom/configMapRef/name`],
    ["Secret", `${containers}/env/valueFrom/secretKeyRef/name`],
    ["Secret", `${containers}/envFrom/secretRef/name`],
  ]),
];

const references: Readonly<Record<string, readonly Reference[]>> = {
  ...Object.fromEntries(Object.entries(podSpecs).map(([kind, podSpec]) => [kind, below(podSpec)])),
  HorizontalPodAutoscaler: [
    ["Deployment", "spec/scaleTargetRef/name"],
    ["StatefulSet", "spec/scaleTargetRef/name"],
  ],
  Ingress: [
    ["Service", "spec/rules/http/paths/backend/service/name"],
    ["Service", "spec/defaultBackend/service/name"],
    ["Secret", "spec/tls/secretName"],
  ],
  PersistentVolumeClaim: [["PersistentVolume", "spec/volumeName"]],
  StatefulSet: [["Service", "spec/serviceName"], ...below("spec/template/spec")],
};

function below(podSpec: string): Reference[] {
  return inPodSpecs.map(([kind, path]) => [kind, `${podSpec}/${path}`]);
}

/**
 * The object with its references renamed, in those fields where kustomize follows a name that it changes (api v0.21,
 * namereference.go). Names in any other text stay.
 */
export function renameReferences<Manifest extends KubernetesObject>(
  object: Manifest,
  rename: (kind: string, name: string) => string,
): Manifest {
  return (references[object.kind] ?? []).reduce(
    (renamed, [kind, path]) =>
      changeAt(renamed, path, (name) => (typeof name === "string" ? rename(kind, name) : name)),
    object,
  );
}

/** The object with each of its containers' images changed, in those fields where kustomize sets an image's tag. */
export function changeImages<Manifest extends KubernetesObject>(
  object: Manifest,
  change: (image: string) => string,
): Manifest {
  const podSpec = podSpecs[object.kind];
  if (!podSpec) return object;
  return ["containers", "initContainers"].reduce(
    (changed, containers) =>
      changeAt(changed, `${podSpec}/${containers}/image`, (image) =>
        typeof image === "string" ? change(image) : image,
      ),
    object,
  );
}
