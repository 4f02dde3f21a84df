import type { IIngress } from "kubernetes-models/networking.k8s.io/v1";
import type { Labels } from "./selectors.ts";

interface IngressParts {
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  /** Left out, the cluster's default class, or whatever else a controller goes by. */
  readonly className?: string;
  /** What the controller finds the certificate by: a Secret's name, but for Yandex's. */
  readonly secretName: string;
  readonly hosts: readonly {
    readonly host: string;
    readonly service: string;
    readonly port: { readonly name: string } | { readonly number: number };
  }[];
}

/** Brings each host name to a Service, whatever the path, with TLS that ends before it. */
export function ingress({ name, labels, annotations, className, secretName, hosts }: IngressParts) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, labels, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      ...(className !== undefined && { ingressClassName: className }),
      tls: [{ hosts: hosts.map(({ host }) => host), secretName }],
      rules: hosts.map(({ host, service, port }) => ({
        host,
        http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: service, port } } }] },
      })),
    },
  } satisfies IIngress;
}
