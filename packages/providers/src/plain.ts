import { choice, label } from "@weir/app/fields";
import type { Provider, Web } from "@weir/app/provider";
import { gateway } from "@weir/kubernetes/gateway";
import { ingress } from "@weir/kubernetes/ingress";
import { z } from "zod";
import { certificateSecret, domain, httpRoutes, isEndless, longestPause } from "./web-address.ts";

const tcp = z.strictObject({
  type: choice(
    ["LoadBalancer", "NodePort"],
    "LoadBalancer where the cluster has one (minikube tunnel, MetalLB, a cloud); NodePort for a port on every node.",
  ),
});

const byIngress = z.strictObject({
  ingress: label({
    description: "The IngressClass of the cluster's Ingress controller.",
    examples: ["nginx", "traefik"],
  }),
  domain,
  certificate: certificateSecret,
});

const byGateway = z.strictObject({
  gateway: label({
    description: "The GatewayClass of the cluster's Gateway controller. The app gateway makes the Gateway itself.",
    examples: ["envoy", "cilium"],
  }),
  domain,
  certificate: certificateSecret,
});

const address = z.union([tcp, byIngress, byGateway]);

type Address = z.infer<typeof address>;

/** Kubernetes and nothing else: kind, minikube, bare metal. Files come from an NFS server. */
export const plain: Provider<Address> = {
  name: "plain",
  address,
  expose: (to) => ({ type: to && "type" in to ? to.type : "ClusterIP", annotations: {}, spec: {} }),
  web: (to, name) =>
    "ingress" in to ? ingressWeb(to) : "gateway" in to ? gatewayWeb(to, `${name}-gateway`) : undefined,
  sharedVolume: ({ server, path }) => ({ nfs: { server, path } }),
  loadBalancer: () => undefined,
};

function ingressWeb({ ingress: className, domain, certificate: { secretName } }: z.infer<typeof byIngress>): Web {
  return {
    domain,
    front: () => [],
    route: ({ name, labels, hosts }) => [
      ingress({
        name: `${name}-ingress`,
        labels,
        annotations: className === "nginx" && isEndless(hosts) ? nginxStreaming : {},
        className,
        secretName,
        hosts: hosts.map(({ host, service, port: { name } }) => ({ host, service, port: { name } })),
      }),
    ],
  };
}

/**
 * ingress-nginx (docs/user-guide/nginx-configuration/annotations.md): it waits 60 seconds for the next byte unless told
 * otherwise, in seconds without a unit; whoever runs it may have turned buffering on for all.
 */
const nginxStreaming = {
  "nginx.ingress.kubernetes.io/proxy-buffering": "off",
  "nginx.ingress.kubernetes.io/proxy-read-timeout": String(longestPause.seconds),
};

/** The Gateway API from 1.2 on, which has time-outs in its standard channel. `request: 0s` turns one off (guides/http-timeouts). */
function gatewayWeb({ gateway: className, domain, certificate }: z.infer<typeof byGateway>, name: string): Web {
  return {
    domain,
    front: (labels) =>
      gateway({ name, labels, className, domain, certificate: { kind: "Secret", name: certificate.secretName } }),
    route: (route) => httpRoutes(route, name, { timeouts: { request: "0s" } }),
  };
}
