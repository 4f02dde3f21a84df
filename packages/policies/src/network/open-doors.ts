import { doorsOf } from "../doors-of.ts";
import { callersOf } from "../network-rules.ts";
import type { Policy } from "../policy.ts";

export const openDoors: Policy = {
  id: "network/open-doors",
  title: "A port that is reached from outside the cluster lets people in.",
  why: "The load balancer sends them on, and the pod's network drops them in silence.",
  remedy: "allow the port in the app's NetworkPolicy, for whoever may come by its address.",
  severity: "error",
  check: (index) =>
    doorsOf(index).flatMap(({ app, object, workload, port }) => {
      const callers = callersOf(workload, port, index);
      // Whoever comes from outside is a CIDR, or a controller in another namespace.
      const open = callers?.some(
        (peers) => peers.length === 0 || peers.some(({ ipBlock, namespaceSelector }) => ipBlock ?? namespaceSelector),
      );
      if (open ?? true) return [];
      const what = `brings people to port ${port} of ${workload.object.metadata.name}, whose own NetworkPolicy lets none of them in.`;
      return [{ app, object, what }];
    }),
};
