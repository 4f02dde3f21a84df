import type { KubernetesObject } from "@weir/kubernetes/object";

interface Opening {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly ports?: readonly { readonly port: number }[];
    readonly ingress?: readonly { readonly ports: readonly { readonly port: number }[] }[];
  };
}

/** For tests: the ports that each Service and each NetworkPolicy opens, by its kind and name. */
export function openPorts(objects: readonly KubernetesObject[]): Record<string, number[]> {
  const openings = objects.filter(({ kind }) => kind === "Service" || kind === "NetworkPolicy") as unknown as Opening[];
  return Object.fromEntries(
    openings.map(({ kind, metadata, spec: { ports = [], ingress = [] } }) => [
      `${kind} ${metadata.name}`,
      [...ports, ...ingress.flatMap((rule) => rule.ports)].map(({ port }) => port),
    ]),
  );
}
