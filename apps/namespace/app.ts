import { type Context, defineApp } from "@weir/app/app";
import type { Nodes } from "@weir/app/context";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { INamespace, IResourceQuota, IServiceAccount } from "kubernetes-models/v1";
import { z } from "zod";

/** The kubelet's own limit for one node. */
const podsPerNode = 110;

export default defineApp({
  name: "namespace",
  summary:
    "The namespace everything else lives in: closed by default, no root, no token, no more pods than its nodes carry.",
  settings: z.strictObject({}),
  base: {},
  render: (_settings, context) => ({
    shared: [
      namespace(context),
      defaultDeny,
      defaultAccount,
      ...(context.cluster.nodes ? [quota(context.cluster.nodes)] : []),
    ],
    instances: [],
  }),
});

function namespace({ namespace, cluster }: Context) {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: namespace,
      labels: Object.fromEntries(
        ["audit", "enforce", "warn"].flatMap((mode) => [
          [`pod-security.kubernetes.io/${mode}`, "restricted"],
          ...(cluster.kubernetes ? [[`pod-security.kubernetes.io/${mode}-version`, `v${cluster.kubernetes}`]] : []),
        ]),
      ),
      // A namespace that goes takes every stream with it: Argo CD asks first.
      annotations: { "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm" },
    },
  } satisfies INamespace;
}

/** Nothing in, nothing out but names; every app opens what it needs. */
const defaultDeny = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "default-deny" },
  spec: {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    egress: [
      {
        to: [
          { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
          // NodeLocal DNSCache answers on the node itself, which no selector of pods matches.
          { ipBlock: { cidr: "169.254.20.10/32" } },
        ],
        ports: [
          { port: 53, protocol: "UDP" },
          { port: 53, protocol: "TCP" },
        ],
      },
    ],
  },
} satisfies INetworkPolicy;

/** Every app has an account of its own; a pod that names none gets this one, without a key to the cluster. */
const defaultAccount = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "default" },
  automountServiceAccountToken: false,
} satisfies IServiceAccount;

/** As much as the nodes have: a replica count with a digit too many is refused, not left Pending. */
function quota({ count, cpu, memory }: Nodes) {
  const [amount, unit] = [Number.parseInt(memory, 10), memory.replace(/^\d+/, "")];
  return {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "quota" },
    spec: {
      hard: {
        pods: String(count * podsPerNode),
        "requests.cpu": String(count * cpu),
        "requests.memory": `${count * amount}${unit}`,
      },
    },
  } satisfies IResourceQuota;
}
