import type { INetworkPolicy, INetworkPolicyPeer } from "kubernetes-models/networking.k8s.io/v1";
import type { Labels } from "./selectors.ts";

/** Who may connect to which TCP ports: nobody where the list of peers or of ports is empty. */
export type Traffic = { readonly ports: readonly number[] } & ({ readonly apps: "anybody" } | Peers);

interface Peers {
  /** Pods of the same namespace, by the value of their label `app`. */
  readonly apps?: readonly string[];
  /** All pods of other namespaces, by the namespace's name. */
  readonly namespaces?: readonly string[];
  /** Outside the cluster: `203.0.113.0/24`. */
  readonly cidrs?: readonly string[];
}

interface NetworkParts {
  readonly name: string;
  readonly labels: Labels;
  /** Labels of the pods it is for. */
  readonly pods: Labels;
  readonly ingress: readonly Traffic[];
  readonly egress?: readonly Traffic[];
}

/** What an app's pods accept and dial, beside the namespace's default: nothing in, nothing out but name lookups. */
export function networkPolicy({ name, labels, pods, ingress, egress }: NetworkParts) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, labels },
    spec: {
      podSelector: { matchLabels: pods },
      policyTypes: egress ? ["Ingress", "Egress"] : ["Ingress"],
      ingress: ingress.filter(isAnything).map((traffic) => ({
        ...(traffic.apps !== "anybody" && { from: peersOf(traffic) }),
        ports: traffic.ports.map(tcp),
      })),
      ...(egress && {
        egress: egress.filter(isAnything).map((traffic) => ({
          ...(traffic.apps !== "anybody" && { to: peersOf(traffic) }),
          ports: traffic.ports.map(tcp),
        })),
      }),
    },
  } satisfies INetworkPolicy;
}

/** The API reads an empty list as no list at all: everybody, or every port. */
function isAnything(traffic: Traffic): boolean {
  return traffic.ports.length > 0 && (traffic.apps === "anybody" || peersOf(traffic).length > 0);
}

function peersOf({ apps = [], namespaces = [], cidrs = [] }: Peers): INetworkPolicyPeer[] {
  return [
    ...apps.map((app) => ({ podSelector: { matchLabels: { app } } })),
    ...namespaces.map((name) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } })),
    ...cidrs.map((cidr) => ({ ipBlock: { cidr } })),
  ];
}

function tcp(port: number) {
  return { port, protocol: "TCP" } as const;
}
