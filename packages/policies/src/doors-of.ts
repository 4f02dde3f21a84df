import type { KubernetesObject } from "@weir/kubernetes/object";
import { matches } from "@weir/kubernetes/selectors";
import type { IService } from "kubernetes-models/v1";
import type { ModelIndex, Owned, Workload } from "./index-model.ts";
import { portOf } from "./ports/port-of.ts";
import { routesOf } from "./routes-of.ts";

/** A port of a pod that a Service brings to people outside the cluster. */
export interface Door {
  readonly app: string;
  readonly object: Owned<KubernetesObject & IService>["object"];
  readonly workload: Workload;
  /** The pod's own. */
  readonly port: number;
}

/**
 * The doors of all Services that have a load balancer or node ports, or that a host name leads to. A Service that host
 * names lead to opens for these alone: that its other ports get node ports, too, is no door that anybody means.
 */
export function doorsOf(index: ModelIndex): Door[] {
  const routes = index.objects.flatMap(({ object }) => routesOf(object));
  return index.services.flatMap(({ app, object }) => {
    const { type, selector, ports = [] } = object.spec ?? {};
    const leading = routes.filter(({ service }) => service === object.metadata.name);
    const open = ports.filter(({ name, port }) =>
      leading.length > 0
        ? leading.some((route) => route.port === name || route.port === port)
        : type === "LoadBalancer" || type === "NodePort",
    );
    const behind = selector ? index.workloads.filter(({ labels }) => matches({ matchLabels: selector }, labels)) : [];
    return open.flatMap(({ port, targetPort = port }) =>
      behind.flatMap((workload) => {
        const own = portOf(workload.template, targetPort);
        return own === undefined ? [] : [{ app, object, workload, port: own }];
      }),
    );
  });
}
