import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplates } from "@weir/kubernetes/walk";
import { changeAt } from "./value.ts";

/** Where a workload keeps its pods' spec. kustomize goes by the kind alone. */
const podSpecs: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(podTemplates).map(([id, path]) => [id.slice(id.indexOf("/") + 1), [...path, "spec"].join("/")]),
);

/** The kind that is named, and where. */
type Reference = readonly [kind: string, path: readonly string[]];

const inPodSpecs: readonly (readonly [kind: string, path: string])[] = [
  ["ServiceAccount", "serviceAccountName"],
  ["PersistentVolumeClaim", "volumes/persistentVolumeClaim/claimName"],
  ["ConfigMap", "volumes/configMap/name"],
  ["ConfigMap", "volumes/projected/sources/configMap/name"],
  ["Secret", "volumes/secret/secretName"],
  ["Secret", "volumes/projected/sources/secret/name"],
  ["Secret", "imagePullSecrets/name"],
  ...["containers", "initContainers"].flatMap((containers) => [
    ["ConfigMap", `${containers}/env/valueFrom/configMapKeyRef/name`] as const,
    ["ConfigMap", `${containers}/envFrom/configMapRef/name`] as const,
    ["Secret", `${containers}/env/valueFrom/secretKeyRef/name`] as const,
    ["Secret", `${containers}/envFrom/secretRef/name`] as const,
  ]),
];

const references: Readonly<Record<string, readonly Reference[]>> = {
  ...Object.fromEntries(Object.entries(podSpecs).map(([kind, podSpec]) => [kind, below(podSpec)])),
  HorizontalPodAutoscaler: [
    to("Deployment", "spec/scaleTargetRef/name"),
    to("StatefulSet", "spec/scaleTargetRef/name"),
  ],
  Ingress: [
    to("Service", "spec/rules/http/paths/backend/service/name"),
    to("Service", "spec/defaultBackend/service/name"),
    to("Secret", "spec/tls/secretName"),
  ],
  PersistentVolumeClaim: [to("PersistentVolume", "spec/volumeName")],
  StatefulSet: [to("Service", "spec/serviceName"), ...below(podSpecs.StatefulSet as string)],
};

const images: Readonly<Record<string, readonly (readonly string[])[]>> = Object.fromEntries(
  Object.entries(podSpecs).map(([kind, podSpec]) => [
    kind,
    ["containers", "initContainers"].map((containers) => [...podSpec.split("/"), containers, "image"]),
  ]),
);

function below(podSpec: string): Reference[] {
  return inPodSpecs.map(([kind, path]) => to(kind, `${podSpec}/${path}`));
}

function to(kind: string, path: string): Reference {
  return [kind, path.split("/")];
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
  return (images[object.kind] ?? []).reduce(
    (changed, path) => changeAt(changed, path, (image) => (typeof image === "string" ? change(image) : image)),
    object,
  );
}
