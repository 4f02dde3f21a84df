import { parseQuantity } from "@weir/kubernetes/quantities";
import { containersOf } from "@weir/kubernetes/walk";
import type { IResourceQuota } from "kubernetes-models/v1";
import { autoscalersOf, replicasOf } from "../autoscalers-of.ts";
import type { ModelIndex, Workload } from "../index-model.ts";
import type { Policy } from "../policy.ts";

export const withinQuota: Policy = {
  id: "resources/within-quota",
  title:
    "All pods of an environment together request no more than its ResourceQuota allows, at the most that autoscalers make.",
  why: "The pods beyond it are never made: a release hangs, and viewers share what is left.",
  remedy: "lower replicas, max or requests, or give the cluster file the nodes that there are.",
  severity: "error",
  check: (index) =>
    index.objects
      .filter(({ object }) => object.kind === "ResourceQuota")
      .flatMap(({ object }) =>
        Object.entries((object as IResourceQuota).spec?.hard ?? {}).flatMap(([key, hard]) => {
          const kind = key.replace(/^requests\./, "");
          const needs = index.workloads
            .map((workload) => ({ workload, amount: amountOf(workload, kind, index) }))
            .sort((a, b) => b.amount - a.amount);
          const sum = needs.reduce((all, { amount }) => all + amount, 0);
          const most = parseQuantity(String(hard)) ?? Number.POSITIVE_INFINITY;
          const [largest] = needs;
          if (!largest || sum <= most) return [];
          const { app, object: mine } = largest.workload;
          const part = `${say(largest.amount, kind)} of ${say(sum, kind)}`;
          return [{ app, object: mine, what: `needs the most of ${kind}, ${part}; the quota is ${hard}.` }];
        }),
      ),
};

/** What all pods of a workload request, of `pods` their number. A CronJob's run for moments and are left out. */
function amountOf(workload: Workload, kind: string, index: ModelIndex): number {
  const count = podsOf(workload, index);
  if (kind === "pods") return count;
  const requests = containersOf(workload.template).map(({ resources }) => resources?.requests?.[kind]);
  return count * requests.reduce<number>((sum, amount) => sum + (parseQuantity(String(amount ?? 0)) ?? 0), 0);
}

function podsOf(workload: Workload, index: ModelIndex): number {
  const most = autoscalersOf(workload, index).map(({ spec }) => spec?.maxReplicas ?? 0);
  return Math.max(replicasOf(workload) ?? 0, ...most);
}

function say(amount: number, kind: string): string {
  return kind === "memory" ? `${Math.round((amount / 1024 ** 3) * 10) / 10}Gi` : String(Math.round(amount * 10) / 10);
}
