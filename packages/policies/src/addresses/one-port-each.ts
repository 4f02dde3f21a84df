import { portsTaken } from "../balancer-of.ts";
import type { Policy } from "../policy.ts";

export const onePortEach: Policy = {
  id: "addresses/one-port-each",
  title: "Services that share a load balancer share no port.",
  why: "The last Service to sync takes the port, and the viewers of the other reach the wrong server.",
  remedy: "give one of the two another address.",
  severity: "error",
  check: ({ model, services }) => {
    const taken = new Map<string, string>();
    return services.flatMap(({ app, object }) =>
      portsTaken(object, model).flatMap(({ balancer, port, protocol }) => {
        const key = `${balancer} ${port}/${protocol}`;
        const other = taken.get(key);
        if (other === undefined) taken.set(key, object.metadata.name);
        return other === undefined
          ? []
          : [{ app, object, what: `takes port ${port} of ${balancer}, which ${other} has.` }];
      }),
    );
  },
};
