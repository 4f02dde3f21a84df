import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { Labels } from "./selectors.ts";

/** Who may connect to which TCP ports: pods by the value of their label `app`, or anybody. */
interface Traffic {
  readonly apps: readonly string[] | "anybody";
  readonly ports: readonly number[];
}

interface NetworkParts {
  readonly name: string;
  readonly labels: Labels;
  /** The value of the label `app` on the pods it is for. */
  readonly app: string;
  readonly ingress: readonly Traffic[];
  readonly egress?: readonly Traffic[];
}

/** What an app's pods accept and dial, beside the namespace's default: nothing in, nothing out but name lookups. */
export function networkPolicy({ name, labels, app, ingress, egress }: NetworkParts) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, labels },
    spec: {
      podSelector: { matchLabels: { app } },
      policyTypes: egress ? ["Ingress", "Egress"] : ["Ingress"],
      ingress: ingress.map(({ apps, ports }) => ({
        ...(apps !== "anybody" && { from: apps.map(peer) }),
        ports: ports.map(tcp),
      })),
      ...(egress && {
        egress: egress.map(({ apps, ports }) => ({
          ...(apps !== "anybody" && { to: apps.map(peer) }),
          ports: ports.map(tcp),
        })),
      }),
    },
  } satisfies INetworkPolicy;
}

function peer(app: string) {
  return { podSelector: { matchLabels: { app } } };
}

function tcp(port: number) {
  return { port, protocol: "TCP" } as const;
}
