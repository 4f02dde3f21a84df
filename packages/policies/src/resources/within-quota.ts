import { listWords } from "@weir/environment/subject";
import { parseQuantity } from "@weir/kubernetes/quantities";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IResourceQuota } from "kubernetes-models/v1";
import { autoscalersOf, replicasOf } from "../autoscalers-of.ts";
import type { ModelIndex, Workload } from "../index-model.ts";
import { beyondNode, requestOf, sayAmount } from "../pod-requests.ts";
import type { Policy } from "../policy.ts";

export const withinQuota: Policy = {
  id: "resources/within-quota",
  title:
    "All pods of an environment together, those that a release adds and the most that autoscalers make, request no more than its ResourceQuota allows.",
  why: "The pods beyond it are never made: a release hangs, and viewers share what is left.",
  remedy: "lower replicas, max or resources, or give the cluster file the nodes that there are.",
  severity: "error",
  check: (index) => {
    const short = index.objects
      .filter(({ object }) => object.kind === "ResourceQuota")
      .flatMap(({ object }) =>
        Object.entries((object as IResourceQuota).spec?.hard ?? {}).flatMap(([key, hard]) => {
          const kind = key.replace(/^requests\./, "");
          const needs = index.workloads
            .map((workload) => ({ workload, amount: amountOf(workload, kind, podsOf(workload, index)) }))
            .sort((a, b) => b.amount - a.amount);
          // A release makes new pods before it takes old ones: of one workload at a time, room must be left.
          const surge = Math.max(0, ...index.workloads.map((workload) => amountOf(workload, kind, surgeOf(workload))));
          const sum = needs.reduce((all, { amount }) => all + amount, surge);
          const most = parseQuantity(String(hard)) ?? Number.POSITIVE_INFINITY;
          const [largest] = needs;
          // A pod that is too large for one node is for resources/fits-node.
          if (!largest || sum <= most || beyondNode(largest.workload, index).length > 0) return [];
          const more = surge > 0 ? `, ${sayAmount(surge, kind)} of it for a release` : "";
          const part = `${kind} (${sayAmount(largest.amount, kind)} of ${sayAmount(sum, kind)}${more}, the quota is ${hard})`;
          return [{ workload: largest.workload, part }];
        }),
      );
    return [...Map.groupBy(short, ({ workload }) => workload)].map(([{ app, object }, parts]) => {
      const all = listWords(
        parts.map(({ part }) => part),
        "and of",
      );
      return { app, object, what: `needs the most of ${all}.` };
    });
  },
};

/** What so many pods of a workload request; of `pods` their number. */
function amountOf(workload: Workload, kind: string, count: number): number {
  return kind === "pods" ? count : count * requestOf(workload.template, kind);
}

/** A CronJob's run for moments and are left out. */
function podsOf(workload: Workload, index: ModelIndex): number {
  const most = autoscalersOf(workload, index).map(({ spec }) => spec?.maxReplicas ?? 0);
  return Math.max(replicasOf(workload) ?? 0, ...most);
}

/** The pods that a release of a workload makes before it takes old ones. */
function surgeOf({ object }: Workload): number {
  const { replicas, strategy } = (object as IDeployment).spec ?? {};
  const surge = strategy?.rollingUpdate?.maxSurge;
  return replicas !== 0 && typeof surge === "number" ? surge : 0;
}
