import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { IServiceAccount, ITopologySpreadConstraint } from "kubernetes-models/v1";
import type { Labels } from "./selectors.ts";

/** An account of its own for every app, so that a right given to one is not given to all; it carries no token. */
export function serviceAccount(name: string, labels: Labels) {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, labels },
    automountServiceAccountToken: false,
  } satisfies IServiceAccount;
}

/** Nodes are drained one pod at a time. A pod that does not work anyway never holds a node back. */
export function disruptionBudget(name: string, labels: Labels, matchLabels: Labels) {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name, labels },
    spec: { maxUnavailable: 1, selector: { matchLabels }, unhealthyPodEvictionPolicy: "AlwaysAllow" },
  } satisfies IPodDisruptionBudget;
}

/** Pods on as many nodes as there are, so that a lost node takes few viewers; too few nodes hold no pod back. */
export function spreadOverNodes(matchLabels: Labels) {
  return [
    {
      maxSkew: 1,
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels },
    },
  ] satisfies ITopologySpreadConstraint[];
}
