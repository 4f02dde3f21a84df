import { listWords } from "@weir/environment/subject";
import { type BalancerPort, portsTaken } from "../balancer-of.ts";
import type { Policy } from "../policy.ts";

export const onePortEach: Policy = {
  id: "addresses/one-port-each",
  title: "Services that share a load balancer share no port.",
  why: "The last Service to sync takes the port, and the viewers of the other reach the wrong server.",
  remedy: "give one of the two another address.",
  severity: "error",
  check: ({ model, services }) => {
    const taken = new Map<string, string>();
    return services.flatMap(({ app, object }) => {
      const { name } = object.metadata;
      const ports = portsTaken({ app, object }, model).map((port) => {
        const key = `${port.balancer} ${port.port}/${port.protocol}`;
        const owner = taken.get(key) ?? name;
        taken.set(key, owner);
        return { ...port, owner };
      });
      // One Service that two apps make is for names/one-owner.
      const others = ports.filter(({ owner }) => owner !== name);
      return [...Map.groupBy(others, ({ balancer, owner }) => `${balancer}, which ${owner} has`)].map(
        ([whose, ports]) => ({ app, object, what: `takes ${sayPorts(ports)} of ${whose}.`, at: ports[0]?.at }),
      );
    });
  },
};

function sayPorts(ports: readonly BalancerPort[]): string {
  const all = ports.map(({ port, protocol }) => (protocol === "TCP" ? `${port}` : `${port}/${protocol}`));
  return `port${all.length === 1 ? "" : "s"} ${listWords(all, "and")}`;
}
