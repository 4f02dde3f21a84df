import type { Web } from "@weir/app/provider";
import type { ModelIndex } from "../index-model.ts";
import type { Policy } from "../policy.ts";
import { type Route, routesOf } from "../routes-of.ts";

export const routeBackends: Policy = {
  id: "references/route-backends",
  title: "A host name leads to a Service of its environment that has the port, as its load balancer reaches it.",
  why: "The load balancer answers for the server: 502 or 503, or another server's 404, and nobody sees a stream.",
  remedy: "name a Service and a port that there are.",
  severity: "error",
  check: (index) => {
    const routes = index.objects.flatMap(({ app, object }) =>
      routesOf(object).map((route) => ({ app, object, ...route })),
    );
    return routes.flatMap(({ app, object, ...route }) => {
      const problem = problemOf(route, routes, index);
      return problem ? [{ app, object, ...problem }] : [];
    });
  },
};

function problemOf({ host, service, port }: Route, routes: readonly Route[], index: ModelIndex) {
  const found = index.services.find(({ object: { metadata } }) => metadata.name === service)?.object.spec;
  if (!found) return { what: `brings ${host} to ${service}, which nothing here makes.` };
  const numberOf = (wanted: Route["port"]) =>
    found.ports?.find(({ name, port: number }) => wanted === name || wanted === number)?.port;
  if (numberOf(port) === undefined) {
    return { what: `brings ${host} to port ${port} of ${service}, which it does not have.` };
  }
  const webs = websOf(host, index);
  if (found.type !== "NodePort" && webs.length > 0 && webs.every(({ type }) => type === "NodePort")) {
    return {
      what: `brings ${host} to ${service}, a Service of type ${found.type}, and its load balancer reaches NodePorts only.`,
      fix: "give the Service the address that the host is at, and no other.",
    };
  }
  const other = routes.find((route) => route.service === service && numberOf(route.port) !== numberOf(port));
  if (other && webs.some(({ web }) => web.mixesPorts)) {
    return {
      what: `brings ${host} to port ${port} of ${service}, and ${other.host} to its port ${other.port}: the load balancer mixes the two.`,
      fix: "give each port a Service of its own.",
    };
  }
  return undefined;
}

/** The addresses whose domain a host is below, and how they reach Services. */
function websOf(host: string, { model: { provider, environment } }: ModelIndex) {
  return Object.entries(environment.addresses).flatMap(([name, address]): { web: Web; type: string }[] => {
    const web = provider.web?.(address, name);
    return web && host.endsWith(`.${web.domain}`) ? [{ web, type: provider.expose(address).type }] : [];
  });
}
