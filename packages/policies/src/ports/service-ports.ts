import { matches } from "@weir/kubernetes/selectors";
import type { Policy } from "../policy.ts";
import { portOf } from "./port-of.ts";

export const servicePorts: Policy = {
  id: "ports/service-ports",
  title: "Every port of a Service leads to a port that its pods have.",
  why: "Connections to the port are refused, whatever the pods do.",
  remedy: "name a port of the container as targetPort.",
  severity: "error",
  check: ({ services, workloads }) =>
    services.flatMap(({ app, object }) => {
      const { selector, ports = [] } = object.spec ?? {};
      if (!selector) return [];
      const behind = workloads.filter(({ labels }) => matches({ matchLabels: selector }, labels));
      return ports.flatMap(({ port, targetPort = port }) =>
        behind
          .filter(({ template }) => portOf(template, targetPort) === undefined)
          .map((workload) => ({
            app,
            object,
            what: `sends port ${port} to ${targetPort}, which ${workload.object.metadata.name} does not have.`,
          })),
      );
    }),
};
