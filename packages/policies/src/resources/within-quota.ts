import { parseQuantity } from "@weir/kubernetes/quantities";
import { containersOf } from "@weir/kubernetes/walk";
import type { IResourceQuota } from "kubernetes-models/v1";
import type { Workload } from "../index-model.ts";
import type { Policy } from "../policy.ts";

export const withinQuota: Policy = {
  id: "resources/within-quota",
  title: "All pods of an environment together request no more than its ResourceQuota allows.",
  why: "The pods beyond it are never made: a release hangs, and viewers share what is left.",
  remedy: "lower replicas or requests, or give the cluster file the nodes that there are.",
  severity: "error",
  check: ({ objects, workloads }) =>
    objects
      .filter(({ object }) => object.kind === "ResourceQuota")
      .flatMap(({ object }) =>
        Object.entries((object as IResourceQuota).spec?.hard ?? {}).flatMap(([key, hard]) => {
          const kind = key.replace(/^requests\./, "");
          const needs = workloads
            .map((workload) => ({ workload, amount: amountOf(workload, kind) }))
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
function amountOf({ object, template }: Workload, kind: string): number {
  const { replicas } = (object as { spec?: { replicas?: number } }).spec ?? {};
  if (replicas === undefined) return 0;
  if (kind === "pods") return replicas;
  const requests = containersOf(template).map(({ resources }) => resources?.requests?.[kind]);
  return replicas * requests.reduce<number>((sum, amount) => sum + (parseQuantity(String(amount ?? 0)) ?? 0), 0);
}

function say(amount: number, kind: string): string {
  return kind === "memory" ? `${Math.round((amount / 1024 ** 3) * 10) / 10}Gi` : String(Math.round(amount * 10) / 10);
}
