import type { KubernetesObject } from "@weir/kubernetes/object";
import { type Labels, matches, type Selector } from "@weir/kubernetes/selectors";
import type { Policy } from "../policy.ts";

export const matchingSelectors: Policy = {
  id: "selectors/matching-selectors",
  title: "What a Service, a PodDisruptionBudget or a NetworkPolicy selects exists.",
  why: "A Service without pods refuses every viewer; a budget or a policy without pods protects nothing.",
  remedy: "give the pods the labels that it selects, or select the labels that they have.",
  severity: "error",
  check: ({ objects, workloads }) =>
    objects.flatMap(({ app, object }) => {
      const selector = selectorOf(object);
      if (
        !selector ||
        workloads.some(({ object: { metadata }, labels }) =>
          matches(selector, withPodName(labels, selector, metadata.name)),
        )
      ) {
        return [];
      }
      return [{ app, object, what: `selects no pod: ${format(selector)}.` }];
    }),
};

/** The selector of what must select something; one that says nothing selects everything. */
function selectorOf({ kind, ...object }: KubernetesObject): Selector | undefined {
  const { spec = {} } = object as { spec?: { selector?: object; podSelector?: Selector } };
  const selectors: Record<string, Selector | undefined> = {
    Service: spec.selector && { matchLabels: spec.selector as Labels },
    PodDisruptionBudget: spec.selector,
    NetworkPolicy: spec.podSelector,
  };
  const selector = selectors[kind];
  return selector?.matchLabels || selector?.matchExpressions ? selector : undefined;
}

const podName = "statefulset.kubernetes.io/pod-name";

/** A StatefulSet's controller labels each pod with its name. */
function withPodName(labels: Labels, { matchLabels }: Selector, workload: string) {
  const wanted = matchLabels?.[podName];
  return wanted?.replace(/-\d+$/, "") === workload ? { ...labels, [podName]: wanted } : labels;
}

function format({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values }) =>
      [key, operator, values?.join("|")].filter(Boolean).join(" "),
    ),
  ].join(", ");
}
