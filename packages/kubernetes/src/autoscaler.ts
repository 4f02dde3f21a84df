import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { Labels } from "./selectors.ts";

interface AutoscalerParts {
  readonly name: string;
  readonly labels: Labels;
  readonly target: { readonly kind: "Deployment" | "StatefulSet"; readonly name: string };
  readonly min: number;
  readonly max: number;
  readonly by: "cpu" | "memory";
  /** Percent of what the pods request. */
  readonly utilization: number;
}

/**
 * Adds pods at once and takes them away one at a time, after half an hour of less: a pod that goes cuts whoever does not
 * leave within its drain, and viewers of a stream that just ended come back for the next one.
 */
export function autoscaler({ name, labels, target, min, max, by, utilization }: AutoscalerParts) {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, labels },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", ...target },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        {
          type: "Resource",
          resource: { name: by, target: { type: "Utilization", averageUtilization: utilization } },
        },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: "Max",
          policies: [
            { type: "Percent", value: 100, periodSeconds: 60 },
            { type: "Pods", value: 2, periodSeconds: 60 },
          ],
        },
        scaleDown: {
          stabilizationWindowSeconds: 1800,
          selectPolicy: "Min",
          policies: [{ type: "Pods", value: 1, periodSeconds: 600 }],
        },
      },
    },
  } satisfies IHorizontalPodAutoscaler;
}
