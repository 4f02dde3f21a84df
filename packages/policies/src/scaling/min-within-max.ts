import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { Policy } from "../policy.ts";

export const minWithinMax: Policy = {
  id: "scaling/min-within-max",
  title: "An autoscaler's least number of pods is no more than its most.",
  why: "Kubernetes refuses the autoscaler, so the number of pods stays what it is, however many viewers come.",
  remedy: "lower min, or raise max.",
  severity: "error",
  check: ({ objects }) =>
    objects.flatMap(({ app, object }) => {
      if (object.kind !== "HorizontalPodAutoscaler") return [];
      const { minReplicas = 1, maxReplicas = 0 } = (object as typeof object & IHorizontalPodAutoscaler).spec ?? {};
      return minReplicas <= maxReplicas
        ? []
        : [{ app, object, what: `keeps at least ${minReplicas} pods, and at most ${maxReplicas}.` }];
    }),
};
