import type { KubernetesObject } from "@weir/kubernetes/object";
import { containersOf, type PodTemplate } from "@weir/kubernetes/walk";
import type { IVolume } from "kubernetes-models/v1";
import type { Policy } from "../policy.ts";

/**
 * Secrets are not looked for: weir makes none, they are named by reference and come from outside git (an operator, a
 * vault, an admin), so a missing one cannot be told from a legal one. That holds for volumes, environment variables and
 * imagePullSecrets alike.
 */
export const existingReferences: Policy = {
  id: "references/existing-references",
  title:
    "What a manifest names exists in its environment: ConfigMap, claim, ServiceAccount, volume, Service, workload, Gateway.",
  why: "The pod never starts, or is not found or scaled, or no route leads to it: whoever it should serve waits.",
  remedy: "make the object in this environment, or name the one that there is.",
  severity: "error",
  check: ({ workloads, names, objects }) => {
    const isMade = ([kind, name]: Reference) => byKubernetes.has(`${kind} ${name}`) || names.get(kind)?.has(name);
    return [
      ...workloads.flatMap(({ app, object, template }) =>
        referencesOfPod(template)
          .filter((reference) => !isMade(reference))
          .map(([kind, name]) => ({ app, object, what: `needs ${kind} ${name}, which nothing here makes.` })),
      ),
      ...workloads.flatMap(({ app, object, template }) =>
        missingVolumes(template).map((name) => ({
          app,
          object,
          what: `mounts the volume ${name}, which the pod does not have.`,
        })),
      ),
      ...objects.flatMap(({ app, object }) =>
        referencesOf(object)
          .filter(([, reference]) => !isMade(reference))
          .map(([verb, [kind, name]]) => ({ app, object, what: `${verb} ${kind} ${name}, which nothing here makes.` })),
      ),
    ];
  },
};

type Reference = readonly [kind: string, name: string];

/** In every namespace without being asked for. */
const byKubernetes = new Set(["ConfigMap kube-root-ca.crt", "ServiceAccount default"]);

interface Named {
  readonly name?: string;
  readonly optional?: boolean;
}

function referencesOfPod(template: PodTemplate): Reference[] {
  const { serviceAccountName, volumes = [] } = template.spec;
  return [
    ...(serviceAccountName === undefined ? [] : [["ServiceAccount", serviceAccountName] as const]),
    ...volumes.flatMap(referencesOfVolume),
    ...containersOf(template).flatMap(({ envFrom = [], env = [] }) => [
      ...envFrom.flatMap(({ configMapRef }) => configMap(configMapRef)),
      ...env.flatMap(({ valueFrom }) => configMap(valueFrom?.configMapKeyRef)),
    ]),
  ];
}

function referencesOfVolume({ configMap: whole, projected, persistentVolumeClaim }: IVolume): Reference[] {
  return [
    ...configMap(whole),
    ...(projected?.sources ?? []).flatMap((source) => configMap(source.configMap)),
    ...(persistentVolumeClaim ? [["PersistentVolumeClaim", persistentVolumeClaim.claimName] as const] : []),
  ];
}

function configMap(reference: Named | undefined): Reference[] {
  return reference?.name === undefined || reference.optional ? [] : [["ConfigMap", reference.name]];
}

/** What other kinds name, after the verb that says how. Secrets are left out, as above. */
function referencesOf(object: KubernetesObject): (readonly [verb: string, Reference])[] {
  const { spec = {} } = object as { spec?: Spec };
  if (object.kind === "PersistentVolumeClaim" && spec.volumeName) {
    return [["is bound to", ["PersistentVolume", spec.volumeName]]];
  }
  if (object.kind === "StatefulSet" && spec.serviceName) return [["names its pods by", ["Service", spec.serviceName]]];
  if (object.kind === "HorizontalPodAutoscaler" && spec.scaleTargetRef) {
    return [["scales", [spec.scaleTargetRef.kind, spec.scaleTargetRef.name]]];
  }
  if (object.kind === "HTTPRoute") {
    return (spec.parentRefs ?? []).map(({ kind = "Gateway", name }) => ["belongs to", [kind, name]]);
  }
  if (object.kind === "Gateway") {
    const certificates = (spec.listeners ?? []).flatMap(({ tls }) => tls?.certificateRefs ?? []);
    return certificates.flatMap(({ kind, name }) =>
      kind === undefined || kind === "Secret" ? [] : [["shows the certificate of", [kind, name]] as const],
    );
  }
  return [];
}

interface Spec {
  readonly volumeName?: string;
  readonly serviceName?: string;
  readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  readonly parentRefs?: readonly ObjectRef[];
  readonly listeners?: readonly { readonly tls?: { readonly certificateRefs?: readonly ObjectRef[] } }[];
}

interface ObjectRef {
  readonly kind?: string;
  readonly name: string;
}

function missingVolumes(template: PodTemplate): string[] {
  const volumes = new Set(template.spec.volumes?.map(({ name }) => name));
  const mounts = containersOf(template).flatMap(({ volumeMounts = [] }) => volumeMounts);
  return mounts.map(({ name }) => name).filter((name) => !volumes.has(name));
}
