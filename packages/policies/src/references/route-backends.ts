import type { ModelIndex } from "../index-model.ts";
import type { Policy } from "../policy.ts";
import { routesOf } from "../routes-of.ts";

export const routeBackends: Policy = {
  id: "references/route-backends",
  title: "A host name leads to a Service of its environment that has the port, as its load balancer reaches it.",
  why: "The load balancer answers for the server: 502 or 503, and nobody sees a stream.",
  remedy: "name a Service and a port that there are.",
  severity: "error",
  check: (index) =>
    index.objects.flatMap(({ app, object }) =>
      routesOf(object).flatMap(({ host, service, port }) => {
        const found = index.services.find(({ object: { metadata } }) => metadata.name === service)?.object;
        if (!found) return [{ app, object, what: `brings ${host} to ${service}, which nothing here makes.` }];
        const ports = found.spec?.ports ?? [];
        if (!ports.some(({ name, port: number }) => port === name || port === number)) {
          return [{ app, object, what: `brings ${host} to port ${port} of ${service}, which it does not have.` }];
        }
        if (!needsNodePort(host, index) || found.spec?.type === "NodePort" || found.spec?.type === "LoadBalancer") {
          return [];
        }
        const what = `brings ${host} to ${service}, which is inside the cluster, and its load balancer reaches node ports only.`;
        return [{ app, object, what, fix: "give the Service the address that the host is at." }];
      }),
    ),
};

/** Whether the load balancer of a host's address stands outside the cluster's network. */
function needsNodePort(host: string, { model: { provider, environment } }: ModelIndex): boolean {
  const own = Object.entries(environment.addresses).filter(([name, address]) => {
    const domain = provider.web?.(address, name)?.domain;
    return domain !== undefined && host.endsWith(`.${domain}`);
  });
  return own.length > 0 && own.every(([, address]) => provider.expose(address).type === "NodePort");
}
