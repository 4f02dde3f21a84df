import type { Policy } from "../policy.ts";

export const onePortEach: Policy = {
  id: "addresses/one-port-each",
  title: "Services that share a load balancer share no port.",
  why: "The last Service to sync takes the port, and the viewers of the other reach the wrong server.",
  remedy: "give one of the two another address.",
  severity: "error",
  check: ({ model, services }) => {
    const { environment, provider } = model;
    const taken = new Map<string, string>();
    return services.flatMap(({ app, object }) => {
      if (object.spec?.type !== "LoadBalancer") return [];
      const { address } = (environment.apps[app]?.settings ?? {}) as { address?: string };
      const balancer = address === undefined ? undefined : provider.loadBalancer(environment.addresses[address]);
      return (object.spec.ports ?? []).flatMap(({ port, protocol = "TCP" }) => {
        if (!balancer) return [];
        const key = `${balancer.id} ${port}/${protocol}`;
        const other = taken.get(key);
        if (other !== undefined)
          return [{ app, object, what: `takes port ${port} of ${balancer.id}, which ${other} has.` }];
        taken.set(key, object.metadata.name);
        return [];
      });
    });
  },
};
