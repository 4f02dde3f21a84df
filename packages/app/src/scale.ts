import type { Path, SettingProblem } from "@weir/finding/finding";
import { autoscaler } from "@weir/kubernetes/autoscaler";
import type { Labels } from "@weir/kubernetes/selectors";
import { z } from "zod";
import { choice, count, percent } from "./fields.ts";

/** How many pods run, decided by Kubernetes within bounds; instead of `replicas`. */
export const scale = z
  .strictObject({
    min: count({ description: "Pods that always run.", examples: [2, 3] }, { min: 1, max: 1000 }),
    max: count({ description: "Pods at most; the nodes must hold them.", examples: [10, 20] }, { min: 1, max: 1000 }),
    by: choice(["cpu", "memory"], "What is watched: the use of it, as a share of what a pod is promised.").default(
      "cpu",
    ),
    target: percent(
      { description: "The share of it that is kept, 50% to 80%.", examples: ["60%", "70%"] },
      { min: 50, max: 80 },
    ).prefault("60%"),
    handover: count(
      {
        description:
          "The replicas there were, for as long as the count changes hands: they stay written until Kubernetes has changed them once, or " +
          "it would fall back to one pod. It must be below min, so that it changes them at once. A second pull request removes it.",
        examples: [3, 4],
      },
      { min: 1, max: 1000 },
    ).optional(),
  })
  .meta({ description: "Kubernetes decides how many pods run, instead of replicas." });

export type Scale = z.infer<typeof scale>;

/** What says how many pods run: one of the two. */
export interface Size {
  readonly replicas?: number | undefined;
  readonly scale?: Scale | undefined;
}

/** What a workload states; nothing where an autoscaler decides, and the old count while it takes over. */
export function replicasOf({ replicas, scale }: Size): number | undefined {
  return scale ? scale.handover : replicas;
}

/** The pods that capacity may count on. */
export function podsAtLeast({ replicas, scale }: Size): number {
  return scale?.min ?? replicas ?? 0;
}

/** The autoscaler of a workload; none where the file says how many run. */
export function autoscalers(
  { scale }: Size,
  name: string,
  labels: Labels,
  target: { kind: "Deployment"; name: string },
) {
  if (!scale) return [];
  const { min, max, by, target: utilization } = scale;
  return [autoscaler({ name, labels, target, min, max, by, utilization })];
}

/**
 * Nobody to serve viewers, both or none of replicas and scale, bounds that no count fits into, and a hand-over that may never
 * come about. Whether the nodes hold `max` is for a policy.
 *
 * @param least pods that must run: 0 for one of several groups, which may be empty
 */
export function checkSize({ replicas, scale }: Size, at: Path = [], least: 0 | 1 = 1): SettingProblem[] {
  if (!scale) {
    if (replicas !== undefined && replicas >= least) return [];
    if (replicas !== undefined) {
      return [
        {
          id: "scale/no-pods",
          severity: "error",
          at: [...at, "replicas"],
          what: "No pod runs with 0 replicas.",
          why: "Nobody can watch.",
          fix: "replicas: 1 or more.",
        },
      ];
    }
    return [
      {
        id: "scale/missing",
        severity: "error",
        at,
        what: "Neither replicas nor scale says how many pods run.",
        fix: "write replicas, or scale with min and max.",
      },
    ];
  }
  const problems: SettingProblem[] = [];
  if (replicas !== undefined) {
    problems.push({
      id: "scale/with-replicas",
      severity: "error",
      at: [...at, "replicas"],
      what: "Both replicas and scale say how many pods run.",
      why: "Argo CD would set the count back whenever the autoscaler changes it, and each time viewers are cut.",
      fix:
        replicas === 0
          ? "remove replicas."
          : `remove replicas. If ${replicas} run today, write handover: ${replicas} with ${minAbove(replicas, scale)} in scale, merge that, and remove handover in a second pull request.`,
    });
  }
  if (scale.min > scale.max) {
    problems.push({
      id: "scale/min-above-max",
      severity: "error",
      at: [...at, "scale", "min"],
      what: `min ${scale.min} is above max ${scale.max}.`,
      why: "Kubernetes refuses the autoscaler, so the number of pods stays what it is, however many viewers come.",
      fix: `min: ${scale.max} or less, or a higher max.`,
    });
  }
  if (scale.handover !== undefined && scale.handover >= scale.min) {
    problems.push({
      id: "scale/handover-below-min",
      severity: "error",
      at: [...at, "scale", "handover"],
      what: `The count changes hands from ${scale.handover}, and min is ${scale.min}.`,
      why: "The autoscaler owns the count from its first change on, and may make none for days: without handover one pod would be left, and whoever watches on the others is cut.",
      fix: `${minAbove(scale.handover, scale)} until handover is removed: Kubernetes then raises the count at once.`,
    });
  }
  return problems;
}

/** The bounds under which a hand-over from so many pods comes about at once. */
function minAbove(replicas: number, { max }: Scale): string {
  const min = replicas + 1;
  return min > max ? `min: ${min} and max: ${min} or more` : `min: ${min}`;
}

/** What whoever merges the second pull request has to see first; nothing without a hand-over. */
export function noteScale({ scale }: Size, deployment: string): string[] {
  if (scale?.handover === undefined) return [];
  return [
    `The count of ${deployment} changes hands: Kubernetes raises it from ${scale.handover} to ${scale.min}. Remove handover once ` +
      `\`kubectl get deployment ${deployment} --show-managed-fields -o jsonpath='{.metadata.managedFields[?(@.subresource=="scale")].manager}'\` says ` +
      "kube-controller-manager; with nothing there, the count would fall to one.",
  ];
}
