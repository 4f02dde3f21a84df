import { matches } from "@weir/kubernetes/selectors";
import type { INetworkPolicyPort, INetworkPolicySpec } from "kubernetes-models/networking.k8s.io/v1";
import type { ModelIndex, Workload } from "../index-model.ts";
import type { Policy } from "../policy.ts";
import { portOf } from "../ports/port-of.ts";

export const bothSides: Policy = {
  id: "network/both-sides",
  title: "What one app may call, the other lets in.",
  why: "The connection is dropped in silence: edges hold viewers and never get a stream for them.",
  remedy: "allow the caller's pods and the port in the other app's NetworkPolicy.",
  severity: "error",
  check: (index) =>
    index.networkPolicies.flatMap(({ app, object }) => {
      const callers = selected(object.spec, index);
      return (object.spec?.egress ?? []).flatMap(({ to = [], ports = [] }) =>
        to.flatMap(({ podSelector, namespaceSelector }) => {
          if (!podSelector || namespaceSelector) return [];
          const called = index.workloads.filter(({ labels }) => matches(podSelector, labels));
          return called.flatMap((target) =>
            ports
              .filter((port) => callers.some((caller) => caller !== target && !isLetIn(caller, target, port, index)))
              .map(({ port }) => ({
                app,
                object,
                what: `may call ${target.object.metadata.name} on port ${port}, whose own NetworkPolicy refuses it.`,
              })),
          );
        }),
      );
    }),
};

function selected(spec: INetworkPolicySpec | undefined, { workloads }: ModelIndex): Workload[] {
  return workloads.filter(({ labels }) => matches(spec?.podSelector ?? {}, labels));
}

function isLetIn(
  caller: Workload,
  target: Workload,
  port: INetworkPolicyPort,
  { networkPolicies }: ModelIndex,
): boolean {
  const guards = networkPolicies.filter(
    ({ object: { spec } }) =>
      (spec?.policyTypes ?? ["Ingress"]).includes("Ingress") && matches(spec?.podSelector ?? {}, target.labels),
  );
  if (guards.length === 0) return true;
  const wanted = port.port === undefined ? undefined : portOf(target.template, port.port);
  return guards.some(({ object }) =>
    (object.spec?.ingress ?? []).some(
      ({ from, ports }) =>
        (from === undefined || from.some(({ podSelector }) => podSelector && matches(podSelector, caller.labels))) &&
        (ports === undefined ||
          ports.some((open) => open.port === undefined || portOf(target.template, open.port) === wanted)),
    ),
  );
}
