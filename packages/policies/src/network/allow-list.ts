import { addressesOf } from "../balancer-of.ts";
import { doorsOf } from "../doors-of.ts";
import { callersOf } from "../network-rules.ts";
import type { Policy } from "../policy.ts";
import { pickFor } from "../written-settings.ts";

export const allowList: Policy = {
  id: "network/allow-list",
  title: "At an address with an allow-list, pods let in nobody else.",
  why: "The load balancer itself sends on whoever comes: anybody could publish over a stream that runs.",
  remedy: "give the app an address whose allow names everybody who may come, or one without allow.",
  severity: "error",
  check: (index) =>
    doorsOf(index).flatMap(({ app, object, workload, port }) => {
      const { provider } = index.model;
      const addresses = addressesOf({ app, object }, index.model);
      const lists = addresses.map(({ address }) => provider.expose(address).visitors);
      // Two addresses may look the same but for their lists: whichever fits is the one.
      const fits = (list: readonly string[] | undefined) => {
        if (list === undefined) return true;
        const callers = callersOf(workload, port, index) ?? [[]];
        return callers.every(
          (peers) => peers.length > 0 && peers.every(({ ipBlock }) => !ipBlock || list.includes(ipBlock.cidr)),
        );
      };
      if (lists.length === 0 || lists.some(fits)) return [];
      const what = `is at an address with an allow-list, and the NetworkPolicy of ${workload.object.metadata.name} lets others in to port ${port}.`;
      return [{ app, object, what, at: pickFor(object, addresses)?.at }];
    }),
};
