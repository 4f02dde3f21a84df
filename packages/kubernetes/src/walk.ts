import type { IContainer, IPodSpec } from "kubernetes-models/v1";
import { groupOf, type KubernetesObject, type ObjectMeta } from "./object.ts";

/** A pod as a workload's template, or a Pod itself, describes it. */
export interface PodTemplate {
  readonly metadata?: Partial<ObjectMeta>;
  readonly spec: IPodSpec;
}

/** Where a workload keeps its pods' template, by group and kind. */
export const podTemplates: Readonly<Record<string, readonly string[]>> = {
  "/Pod": [],
  "apps/DaemonSet": ["spec", "template"],
  "apps/Deployment": ["spec", "template"],
  "apps/ReplicaSet": ["spec", "template"],
  "apps/StatefulSet": ["spec", "template"],
  "batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
  "batch/Job": ["spec", "template"],
};

/** The pod that an object makes; undefined for an object that makes none. */
export function podTemplateOf(object: KubernetesObject): PodTemplate | undefined {
  const path = podTemplates[`${groupOf(object)}/${object.kind}`];
  const template = path?.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], object);
  return (template as Partial<PodTemplate> | undefined)?.spec && (template as PodTemplate);
}

/** All containers of a pod, those that run before the others first. */
export function containersOf({ spec }: PodTemplate): IContainer[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}
