import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { matches } from "@weir/kubernetes/selectors";
import type { Policy } from "../policy.ts";

export const monitoredServices: Policy = {
  id: "references/monitored-services",
  title: "A ServiceMonitor selects a Service that has the port it asks.",
  why: "Prometheus finds nothing to ask, so nobody is called when viewers lose their streams.",
  remedy: "give the Service the labels that it selects and a port of that name.",
  severity: "error",
  check: ({ objects, services }) =>
    objects.flatMap(({ app, object }) => {
      if (object.kind !== "ServiceMonitor") return [];
      const { selector = {}, endpoints = [] } = (object as typeof object & IServiceMonitor).spec ?? {};
      const selected = services.filter((service) => matches(selector, service.object.metadata.labels ?? {}));
      if (selected.length === 0) return [{ app, object, what: "selects no Service of this environment." }];
      const ports = selected.flatMap((service) => (service.object.spec?.ports ?? []).map(({ name }) => name));
      return endpoints
        .filter(({ port }) => port !== undefined && !ports.includes(port))
        .map(({ port }) => ({
          app,
          object,
          what: `asks port ${port}, which ${selected.map((service) => service.object.metadata.name).join(" and ")} ${selected.length === 1 ? "does" : "do"} not have.`,
        }));
    }),
};
