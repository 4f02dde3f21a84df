import { matches, type Selector } from "@weir/kubernetes/selectors";
import type { Policy } from "../policy.ts";
import { sharedObjectsOf } from "../shared-objects.ts";

export const disjointSelectors: Policy = {
  id: "selectors/disjoint-selectors",
  title: "A workload selects its own pods and nobody else's.",
  why: "Two workloads that select one pod fight over it, and viewers are cut each time one of them deletes it.",
  remedy: "select by a label that only this workload's pods carry, such as run.",
  severity: "error",
  check: ({ workloads, objects }) => {
    // Two apps of which one has to go are for names/one-owner.
    const rivals = new Set(
      sharedObjectsOf({ objects }).flatMap(({ app, owner }) => [`${app} ${owner}`, `${owner} ${app}`]),
    );
    return workloads.flatMap((workload) => {
      const { app, object, labels } = workload;
      const { selector } = (object as unknown as { spec: { selector?: Selector } }).spec;
      if (!selector) return [];
      if (!matches(selector, labels)) return [{ app, object, what: "does not select the pods of its own template." }];
      return workloads
        .filter((other) => other !== workload && matches(selector, other.labels) && !rivals.has(`${app} ${other.app}`))
        .map((other) => ({ app, object, what: `also selects the pods of ${other.object.metadata.name}.` }));
    });
  },
};
