import { type Context, defineApp } from "@weir/app/app";
import { bytes, text } from "@weir/app/fields";
import { dottedNames } from "@weir/app/label-form";
import type { SettingProblem } from "@weir/finding/finding";
import { recommendedLabels } from "@weir/kubernetes/labels";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { sharedNames } from "@weir/srs/names";
import type { IPersistentVolume, IPersistentVolumeClaim } from "kubernetes-models/v1";
import { z } from "zod";

const settings = z.strictObject({
  nas: text(
    {
      description:
        "Host name of the file system's mount target, in the cluster's own region. A volume that exists keeps its own.",
      examples: ["1abb5492f7-ubq80.cn-zhangjiakou.nas.aliyuncs.com", "nfs.example.com"],
    },
    new RegExp(`^(?=.{1,253}$)${dottedNames(1)}$`),
    "a mount target is a host name, without a path",
  ).optional(),
  path: text(
    {
      description: "The folder on it, this environment's alone. A volume that exists keeps its own.",
      examples: ["/srs-prod", "/live/srs-prod"],
    },
    /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]{1,100}){1,10}$/,
    "a path begins with a slash, names a folder, and has no . or .. in it",
  ).optional(),
  size: bytes({
    description:
      "What the volume is announced with. A NAS grows by itself and nothing enforces it; a claim that exists cannot be resized.",
    examples: ["100Gi", "20Gi"],
  }),
});
type Settings = z.infer<typeof settings>;

export default defineApp({
  name: "srs-storage",
  summary:
    "One file system for the whole environment: origins write HLS to it, nginx serves it, srs-cleanup tidies it.",
  settings,
  base: { size: "20Gi" },
  render: (settings, context) => {
    const volume = volumeOf(settings, context);
    return { shared: [claimOf(settings, volume), ...(volume ? [volume] : [])], instances: [] };
  },
  check,
});

const labels = recommendedLabels({ name: "nas", component: "storage", partOf: "streaming" });

/** Nothing of Argo CD's may remove recordings: not a pull request that drops the app, not a deleted Application. */
const keep = {
  "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
  "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
};

function claimOf({ size }: Settings, volume: KubernetesObject | undefined) {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: sharedNames.storageClaim, labels, annotations: keep },
    spec: {
      accessModes: ["ReadWriteMany"],
      resources: { requests: { storage: size } },
      // Empty, not absent: the cluster's default class would make a disk that one node alone can mount.
      storageClassName: "",
      ...(volume && { volumeName: volume.metadata.name }),
    },
  } satisfies IPersistentVolumeClaim;
}

function volumeOf({ nas, path, size }: Settings, { environment, namespace, provider }: Context) {
  if (nas === undefined || path === undefined) return undefined;
  const name = volumeName(environment);
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, labels, annotations: keep },
    spec: {
      accessModes: ["ReadWriteMany"],
      capacity: { storage: size },
      claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name: sharedNames.storageClaim, namespace },
      persistentVolumeReclaimPolicy: "Retain",
      storageClassName: "",
      ...provider.sharedVolume({ name, server: nas, path }),
    },
  } satisfies IPersistentVolume;
}

/** Volumes are cluster-wide, so the name holds the environment's: two environments never share one by accident. */
function volumeName(environment: string): string {
  return `pv-nas-${environment}`;
}

function check({ nas, path }: Settings, { environment, cluster, provider }: Context): SettingProblem[] {
  if (nas === undefined || path === undefined) {
    return [
      {
        id: "storage/no-file-system",
        severity: "error",
        at: [],
        what: `srs-storage names no ${nas === undefined ? "nas" : "path"}.`,
        why: "Nothing backs its claim, so every pod that mounts it waits for ever.",
        fix: "write the mount target's host name as nas and this environment's folder as path.",
      },
    ];
  }
  return provider.checkSharedVolume?.({ name: volumeName(environment), server: nas, path }, cluster.region) ?? [];
}
