import { listWords } from "@weir/environment/subject";
import { beyondNode, sayAmount } from "../pod-requests.ts";
import type { Policy } from "../policy.ts";
import { pickFor, writtenAs } from "../written-settings.ts";

export const fitsNode: Policy = {
  id: "resources/fits-node",
  title: "A pod requests no more than one node has.",
  why: "No node can take the pod: it stays Pending, and nobody is served by it.",
  remedy: "lower resources, or give the cluster file the nodes that there are.",
  severity: "error",
  check: (index) =>
    index.workloads.flatMap((workload) => {
      const { app, object } = workload;
      const parts = beyondNode(workload, index).map(
        ({ kind, request, node }) => `${sayAmount(request, kind)} of ${kind} (a node has ${sayAmount(node, kind)})`,
      );
      if (parts.length === 0) return [];
      const at = pickFor(object, writtenAs("resources", app, index.model.environment))?.at;
      return [{ app, object, what: `needs ${listWords(parts, "and")} for one pod.`, at }];
    }),
};
