import { choice, cidr, ipOrAuto, label, text } from "@weir/app/fields";
import type { Provider, Web } from "@weir/app/provider";
import { gateway } from "@weir/kubernetes/gateway";
import { ingress } from "@weir/kubernetes/ingress";
import { z } from "zod";
import { domain, httpRoutes, isEndless, longestPause } from "./web-address.ts";

/** Ids of Yandex Cloud: twenty letters and digits, three of which tell the kind of thing; of subnets, the zone. */
function id(description: string, examples: readonly [string, string]) {
  return text(
    { description, examples },
    /^[a-z0-9]{20}$/,
    "an id of Yandex Cloud is twenty lower case letters and digits",
  );
}

const subnet = id("A subnet's id.", ["e9bucvph2vf8r2rjvtnb", "e2lnhhdj9a0aqmr78d36"]);

const tcp = z
  .strictObject({
    nlb: choice(["public", "internal"], "A network load balancer, made for each Service: for RTMP, and TCP at large."),
    subnet: subnet.optional(),
    ip: ipOrAuto({
      description:
        "A public address that was reserved for it. Left out or auto: one of its own, as long as the Service lives.",
      examples: ["auto", "203.0.113.7"],
    }).optional(),
    allow: z
      .array(cidr("Addresses that may connect."))
      .min(1)
      .max(100)
      .meta({ description: "Who may connect; left out, anybody." })
      .optional(),
  })
  .refine(({ nlb, subnet }) => nlb === "internal" || subnet === undefined, {
    path: ["subnet"],
    message: "only an internal load balancer has its address in a subnet of yours",
  })
  .refine(({ nlb, ip }) => nlb === "public" || ip === undefined, {
    path: ["ip"],
    message: "only a public load balancer has an address that was reserved",
  });

const web = {
  domain,
  certificate: id("The certificate's id in Certificate Manager: for every host below the domain (*).", [
    "fpq6gvvm6piu8bnjh0a1",
    "fpqmg47avvim7k2c9d3e",
  ]),
  subnets: z.array(subnet).min(1).max(10).meta({ description: "Where the load balancer stands, one subnet a zone." }),
  ip: ipOrAuto({
    description:
      "Its public address: one that was reserved, or auto for one that goes with it. The DNS of every host needs an A record with it.",
    examples: ["auto", "203.0.113.7"],
  }),
};

const byGwin = z.strictObject({
  gwin: label({
    description:
      "The GatewayClass of Gwin, gwin-default unless somebody chose another. The app gateway makes the Gateway itself.",
    examples: ["gwin-default", "gwin-live"],
  }),
  ...web,
});

const byAlb = z.strictObject({
  alb: label({
    description:
      "The name of a group of Ingresses for the ALB Ingress controller: those of one name share a load balancer. Gwin is its successor.",
    examples: ["xiu-prod-ingress", "live"],
  }),
  ...web,
});

const address = z.union([tcp, byGwin, byAlb]);

type Address = z.infer<typeof address>;

/** A load balancer's node checks come from here (network-load-balancer/concepts/health-check). */
const healthChecks = ["198.18.235.0/24", "198.18.248.0/24"];

/**
 * Yandex Managed Service for Kubernetes. Names and meanings as Yandex's documentation has them (yandex-cloud/docs:
 * network-load-balancer/k8s-ref, application-load-balancer/gwin-ref and k8s-ref), those of the ALB Ingress controller as its source
 * reads them (yandex-cloud/yc-alb-ingress-controller, pkg/k8s/annotations.go). It has no file system that nodes mount without
 * more ado: a shared volume is an NFS server of yours.
 */
export const yandex: Provider<Address> = {
  name: "yandex",
  address,
  expose: (to) => {
    if (!to) return { type: "ClusterIP", annotations: {}, spec: {} };
    if (!("nlb" in to)) return { type: "NodePort", annotations: {}, spec: {} };
    const { nlb, subnet, ip, allow } = to;
    return {
      type: "LoadBalancer",
      annotations: {
        ...(nlb === "internal" && { "yandex.cloud/load-balancer-type": "internal" }),
        ...(subnet && { "yandex.cloud/subnet-id": subnet }),
      },
      spec: {
        // Under Cluster a pod sees a node's address and no visitor's, so that nobody on the list would get in.
        externalTrafficPolicy: allow ? "Local" : "Cluster",
        ...(ip && ip !== "auto" && { loadBalancerIP: ip }),
      },
      // loadBalancerSourceRanges has no effect here (managed-kubernetes/concepts/network-policy).
      ...(allow && { visitors: [...allow, ...healthChecks] }),
    };
  },
  web: (to, name) => ("gwin" in to ? gwinWeb(to, name) : "alb" in to ? albWeb(to) : undefined),
  sharedVolume: ({ server, path }) => ({ nfs: { server, path } }),
  // Each Service gets a load balancer of its own, but for a reserved address they would be two of one.
  loadBalancer: (to) =>
    "nlb" in to && to.ip !== undefined && to.ip !== "auto" ? { id: to.ip, bandwidth: undefined } : undefined,
};

/** Both cut a response after 60 seconds unless told otherwise, however busy it is. A day is longer than most people watch. */
const longestResponse = "24h";

function gwinWeb({ gwin, domain, certificate, subnets, ip }: z.infer<typeof byGwin>, address: string): Web {
  const name = `${address}-gateway`;
  const group = "gwin.yandex.cloud";
  return {
    domain,
    front: (labels) => [
      {
        apiVersion: `${group}/v1`,
        kind: "YCCertificate",
        metadata: { name: `${address}-certificate`, labels },
        ...{ spec: { certificateRef: { certificateID: certificate } } },
      },
      ...gateway({
        name,
        labels,
        annotations: { [`${group}/subnets`]: subnets.join(",") },
        className: gwin,
        domain,
        certificate: { group, kind: "YCCertificate", name: `${address}-certificate` },
        addresses: [ip === "auto" ? { type: `${group}/autoIPv4`, value: "auto" } : { type: "IPAddress", value: ip }],
      }),
    ],
    route: (route) =>
      httpRoutes(route, name, {
        annotations: { [`${group}/rules.idleTimeout`]: `${longestPause.seconds}s` },
        timeouts: { backendRequest: longestResponse },
      }),
  };
}

function albWeb({ alb, domain, certificate, subnets, ip }: z.infer<typeof byAlb>): Web {
  const prefix = "ingress.alb.yc.io";
  return {
    domain,
    // One backend group for a Service, of every port that an Ingress names (its pkg/builders/backendgroup.go).
    mixesPorts: true,
    front: () => [],
    route: ({ name, labels, hosts }) => [
      ingress({
        name: `${name}-ingress`,
        labels,
        annotations: {
          [`${prefix}/external-ipv4-address`]: ip,
          [`${prefix}/group-name`]: alb,
          ...(isEndless(hosts) && {
            [`${prefix}/idle-timeout`]: `${longestPause.seconds}s`,
            [`${prefix}/request-timeout`]: longestResponse,
          }),
          [`${prefix}/subnets`]: subnets.join(","),
        },
        secretName: `yc-certmgr-cert-id-${certificate}`,
        hosts: hosts.map(({ host, service, port: { name } }) => ({ host, service, port: { name } })),
      }),
    ],
  };
}
