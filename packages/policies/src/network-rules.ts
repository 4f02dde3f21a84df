import type { KubernetesObject } from "@weir/kubernetes/object";
import { matches } from "@weir/kubernetes/selectors";
import type {
  INetworkPolicyPeer,
  INetworkPolicyPort,
  INetworkPolicySpec,
} from "kubernetes-models/networking.k8s.io/v1";
import type { ModelIndex, Workload } from "./index-model.ts";

/** `Egress` is the caller's side of a connection, `Ingress` that of the pod it calls. */
type Side = "Egress" | "Ingress";

interface Call {
  readonly caller: Workload;
  readonly called: Workload;
  /** The called pod's: `1935/TCP`; by its name where no container has that name. */
  readonly port: string;
}

/** One rule of a NetworkPolicy. Without peers it is about everybody, without ports about every port of the called pod. */
interface Rule {
  readonly peers: readonly INetworkPolicyPeer[];
  readonly ports: readonly INetworkPolicyPort[];
}

/**
 * The calls between this environment's pods that a rule of one side names and the other side refuses. A rule without
 * ports means whatever the called pod offers: it names no refused call as long as one port is left.
 */
export function refusedCalls(
  side: Side,
  index: ModelIndex,
): (Call & { readonly app: string; readonly object: KubernetesObject })[] {
  return index.networkPolicies.flatMap(({ app, object }) => {
    const own = index.workloads.filter((workload) => isFor(object.spec, workload));
    return rulesOf(object.spec, side).flatMap(({ peers, ports }) => {
      const others = index.workloads.filter((workload) => isAmong(peers, workload, index));
      const pairs = own.flatMap((self) =>
        others.map((other) => (side === "Egress" ? { caller: self, called: other } : { caller: other, called: self })),
      );
      return pairs.flatMap((pair) => {
        const named = portsOf(ports, pair.called);
        const refused = named.filter(
          (port) => !lets(side === "Egress" ? "Ingress" : "Egress", { ...pair, port }, index),
        );
        if (ports.length === 0 && refused.length < named.length) return [];
        return refused.map((port) => ({ app, object, ...pair, port }));
      });
    });
  });
}

/** Whether a side's own NetworkPolicies let a call through. A pod that none of them is for takes and makes every call. */
function lets(side: Side, { caller, called, port }: Call, index: ModelIndex): boolean {
  const [self, other] = side === "Egress" ? [caller, called] : [called, caller];
  const guards = index.networkPolicies.filter(
    ({ object: { spec } }) => sidesOf(spec).includes(side) && isFor(spec, self),
  );
  return (
    guards.length === 0 ||
    guards.some(({ object }) =>
      rulesOf(object.spec, side).some(
        ({ peers, ports }) =>
          (peers.length === 0 || isAmong(peers, other, index)) && (ports.length === 0 || covers(ports, port, called)),
      ),
    )
  );
}

/**
 * Who is let in to a TCP port of a pod, by each rule that is about it; a rule without peers lets in anybody. Undefined
 * where no policy guards the pod, which is the same.
 */
export function callersOf(
  called: Workload,
  port: number,
  { networkPolicies }: ModelIndex,
): (readonly INetworkPolicyPeer[])[] | undefined {
  const guards = networkPolicies.filter(
    ({ object: { spec } }) => sidesOf(spec).includes("Ingress") && isFor(spec, called),
  );
  if (guards.length === 0) return undefined;
  return guards
    .flatMap(({ object }) => rulesOf(object.spec, "Ingress"))
    .filter(({ ports }) => ports.length === 0 || covers(ports, `${port}/TCP`, called))
    .map(({ peers }) => peers);
}

function rulesOf(spec: INetworkPolicySpec | undefined, side: Side): Rule[] {
  return side === "Egress"
    ? (spec?.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }))
    : (spec?.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports }));
}

/** As the API server fills it in (pkg/apis/networking/v1/defaults.go): calls only where there are rules for them. */
function sidesOf({ policyTypes, egress }: INetworkPolicySpec = {}): readonly string[] {
  if (policyTypes?.length) return policyTypes;
  return egress?.length ? ["Ingress", "Egress"] : ["Ingress"];
}

function isFor(spec: INetworkPolicySpec | undefined, { labels }: Workload): boolean {
  return matches(spec?.podSelector ?? {}, labels);
}

/** A peer that selects namespaces means this environment's pods only if it selects their namespace. */
function isAmong(peers: readonly INetworkPolicyPeer[], { labels }: Workload, { objects, model }: ModelIndex): boolean {
  const namespace = objects.find(({ object }) => object.kind === "Namespace")?.object.metadata.labels;
  const own = { ...namespace, "kubernetes.io/metadata.name": model.environment.namespace };
  return peers.some(
    ({ podSelector, namespaceSelector }) =>
      (podSelector !== undefined || namespaceSelector !== undefined) &&
      matches(namespaceSelector ?? {}, own) &&
      matches(podSelector ?? {}, labels),
  );
}

function portsOf(ports: readonly INetworkPolicyPort[], called: Workload): string[] {
  const all = declaredBy(called).map(({ written }) => written);
  if (ports.length === 0) return all;
  return ports.flatMap((rule) =>
    rule.port === undefined || rule.endPort !== undefined
      ? all.filter((port) => covers([rule], port, called))
      : [resolve(rule, called)],
  );
}

function covers(ports: readonly INetworkPolicyPort[], wanted: string, called: Workload): boolean {
  const [number, protocol] = wanted.split("/");
  return ports.some((rule) => {
    if ((rule.protocol ?? "TCP") !== protocol) return false;
    if (rule.port === undefined) return true;
    if (rule.endPort !== undefined) return Number(number) >= Number(rule.port) && Number(number) <= rule.endPort;
    return resolve(rule, called) === wanted;
  });
}

/** A number is open whether or not a container declares it; a name is what the called pod's containers say. */
function resolve({ port, protocol = "TCP" }: INetworkPolicyPort, called: Workload): string {
  const named = declaredBy(called).find((declared) => declared.name === port && declared.protocol === protocol);
  return named?.written ?? `${port}/${protocol}`;
}

function declaredBy({ template }: Workload) {
  return template.spec.containers.flatMap(({ ports = [] }) =>
    ports.map(({ name, containerPort, protocol = "TCP" }) => ({
      name,
      protocol,
      written: `${containerPort}/${protocol}`,
    })),
  );
}
