import { parseQuantity } from "@weir/kubernetes/quantities";
import type { PodTemplate } from "@weir/kubernetes/walk";
import type { IContainer } from "kubernetes-models/v1";
import type { ModelIndex, Workload } from "./index-model.ts";

/**
 * What a pod is promised, in cores or bytes, as the scheduler counts: its containers together, or one that runs before them
 * where that wants more. Where nothing is requested, the limit counts.
 */
export function requestOf({ spec }: PodTemplate, kind: string): number {
  const amountOf = ({ resources }: IContainer) =>
    parseQuantity(String(resources?.requests?.[kind] ?? resources?.limits?.[kind] ?? 0)) ?? 0;
  const together = spec.containers.reduce((sum, container) => sum + amountOf(container), 0);
  return Math.max(together, ...(spec.initContainers ?? []).map(amountOf));
}

/** What a workload's pod wants more of than a whole node has; nothing where the cluster's file says nothing of nodes. */
export function beyondNode({ template }: Workload, { model }: Pick<ModelIndex, "model">) {
  const { nodes } = model.environment.cluster;
  if (!nodes) return [];
  return [
    { kind: "cpu", node: nodes.cpu },
    { kind: "memory", node: parseQuantity(nodes.memory) ?? Number.POSITIVE_INFINITY },
  ]
    .map(({ kind, node }) => ({ kind, node, request: requestOf(template, kind) }))
    .filter(({ node, request }) => request > node);
}

/** An amount of cores, pods or memory: `2.5`, `26Gi`. */
export function sayAmount(amount: number, kind: string): string {
  return kind === "memory" ? `${Math.round((amount / 1024 ** 3) * 10) / 10}Gi` : String(Math.round(amount * 10) / 10);
}
