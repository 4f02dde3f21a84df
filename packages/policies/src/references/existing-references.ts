import type { PodTemplate } from "@weir/kubernetes/walk";
import type { IVolume } from "kubernetes-models/v1";
import type { Policy } from "../policy.ts";

export const existingReferences: Policy = {
  id: "references/existing-references",
  title: "What a pod names exists in its environment: ConfigMap, claim, ServiceAccount, volume.",
  why: "The pod never starts, so whoever it should serve waits.",
  remedy: "make the object in this environment, or name the one that there is.",
  severity: "error",
  check: ({ workloads, names, objects }) => [
    ...workloads.flatMap(({ app, object, template }) =>
      referencesOf(template)
        .filter(([kind, name]) => !names.get(kind)?.has(name))
        .map(([kind, name]) => ({ app, object, what: `needs ${kind} ${name}, which nothing here makes.` })),
    ),
    ...workloads.flatMap(({ app, object, template }) =>
      missingVolumes(template).map((name) => ({
        app,
        object,
        what: `mounts the volume ${name}, which the pod does not have.`,
      })),
    ),
    ...objects.flatMap(({ app, object }) => {
      const { volumeName } = (object as { spec?: { volumeName?: string } }).spec ?? {};
      return volumeName === undefined || names.get("PersistentVolume")?.has(volumeName)
        ? []
        : [{ app, object, what: `is bound to PersistentVolume ${volumeName}, which nothing here makes.` }];
    }),
  ],
};

function referencesOf({ spec }: PodTemplate): [kind: string, name: string][] {
  const { serviceAccountName, volumes = [] } = spec;
  return [
    ...(serviceAccountName === undefined ? [] : [["ServiceAccount", serviceAccountName] as [string, string]]),
    ...volumes.flatMap(volumeReference),
  ];
}

function volumeReference({ configMap, persistentVolumeClaim }: IVolume): [string, string][] {
  if (configMap?.name !== undefined && !configMap.optional) return [["ConfigMap", configMap.name]];
  if (persistentVolumeClaim) return [["PersistentVolumeClaim", persistentVolumeClaim.claimName]];
  return [];
}

function missingVolumes({ spec }: PodTemplate): string[] {
  const volumes = new Set(spec.volumes?.map(({ name }) => name));
  const mounts = [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ volumeMounts = [] }) => volumeMounts);
  return mounts.map(({ name }) => name).filter((name) => !volumes.has(name));
}
