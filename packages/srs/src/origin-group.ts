import type { Context } from "@weir/app/app";
import { networkPolicy } from "@weir/kubernetes/network-policy";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { disruptionBudget, serviceAccount } from "@weir/kubernetes/parts";
import type { Labels } from "@weir/kubernetes/selectors";
import { service } from "@weir/kubernetes/service";
import { monitoring } from "./monitoring.ts";
import type { Pods } from "./monitoring-alerts.ts";
import { sharedNames } from "./names.ts";
import type { Metrics } from "./options/metrics.ts";
import type { Options } from "./options/option.ts";
import { callersOf, originLabels as labels, originSelector as selector } from "./origin.ts";
import { ports } from "./ports.ts";

interface OriginGroup {
  /** The app; the ServiceAccount and the NetworkPolicy are called after it. */
  readonly app: string;
  /** The pods of the first origin, whose API stands for all. */
  readonly first: Labels;
  readonly options: Options;
  readonly metrics: Metrics | undefined;
  readonly pods: readonly Pods[];
}

/** What origins that share the publishers have together, whatever runs them: a StatefulSet, or a Deployment each. */
export function originGroup({ app, first, options, metrics, pods }: OriginGroup, context: Context): KubernetesObject[] {
  const name = sharedNames.origin;
  const others = { apps: [name], ports: [ports.api] };
  return [
    service({ name: sharedNames.originService, labels, selector, ports: { rtmp: ports.rtmp } }),
    // One origin alone, for `kubectl port-forward`: the API has no password and ends sessions on request, so the
    // NetworkPolicy lets no other pod reach it.
    service({ name: "srs-api-service", labels, selector: first, ports: { api: ports.api } }),
    // One budget for all: a drained node takes one origin at a time, where a budget for each would let it take every one.
    disruptionBudget(`${name}-pdb`, labels, selector),
    networkPolicy({
      name: app,
      labels,
      pods: selector,
      ingress: [...callersOf(app, context), others, ...options.ingress],
      egress: [others, ...options.egress],
    }),
    serviceAccount(app, labels),
    ...monitoring({ name, labels, metrics, pods }, context),
  ];
}
