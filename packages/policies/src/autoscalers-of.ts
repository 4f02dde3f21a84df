import type { KubernetesObject } from "@weir/kubernetes/object";
import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { ModelIndex, Workload } from "./index-model.ts";

type Autoscaler = KubernetesObject & IHorizontalPodAutoscaler;

/** The autoscalers that decide how many pods a workload has; more than one are wrong. */
export function autoscalersOf({ object }: Workload, { objects }: Pick<ModelIndex, "objects">): Autoscaler[] {
  return objects
    .map((owned) => owned.object)
    .filter((one): one is Autoscaler => one.kind === "HorizontalPodAutoscaler")
    .filter(({ spec }) => {
      const target = spec?.scaleTargetRef;
      return target?.kind === object.kind && target.name === object.metadata.name;
    });
}

/** What a workload itself says of the number of its pods. */
export function replicasOf({ object }: Workload): number | undefined {
  return (object as { spec?: { replicas?: number } }).spec?.replicas;
}
