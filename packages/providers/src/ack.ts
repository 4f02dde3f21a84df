import { bitrate, choice, label, text } from "@weir/app/fields";
import type { Provider, SharedVolume, Web } from "@weir/app/provider";
import type { SettingProblem } from "@weir/finding/finding";
import { ingress } from "@weir/kubernetes/ingress";
import { z } from "zod";
import { certificateSecret, domain } from "./web-address.ts";

const reach = choice(
  ["intranet", "internet"],
  "The load balancer's own address type. An intranet one becomes public by an EIP bound to it by hand.",
);
const bandwidth = bitrate({
  description: "What the load balancer or its EIP is bought with. Counted with, never written to the cloud.",
  examples: ["2Gbps", "500Mbps"],
}).optional();

const existingClb = z.strictObject({
  slb: id("lb-", "an SLB", "Id of an existing SLB (CLB). Services that name it share it, each with ports of its own.", [
    "lb-2zetmjpao868s9yzvr5ld",
    "lb-bp1hfycf39bbeb019pg7m",
  ]),
  reach,
  bandwidth,
});

const existingNlb = z.strictObject({
  nlb: id(
    "nlb-",
    "an NLB",
    "Id of an existing NLB. Services that name it share it, each with ports of its own. A Service never moves between CLB and NLB.",
    ["nlb-wb7r6dlwetvt5j3yv7", "nlb-83ckzc8d4xlp8o1ucc"],
  ),
  bandwidth,
});

const vswitch = (description: string) =>
  id("vsw-", "a vSwitch", description, ["vsw-2zeqgkyib34gw1fxs", "vsw-bp1hfycf39bbeb019"]);

const newClb = z
  .strictObject({
    new: z.literal("clb").meta({ description: "A CLB that the cluster makes for each Service, and deletes with it." }),
    reach,
    vswitch: vswitch("Where an intranet CLB gets its address. Left out, the cluster chooses.").optional(),
    bandwidth,
  })
  .refine(({ reach, vswitch }) => reach === "intranet" || vswitch === undefined, {
    path: ["vswitch"],
    message: "only an intranet CLB has its address in a vSwitch",
  });

const newNlb = z.strictObject({
  new: z.literal("nlb").meta({ description: "An NLB that the cluster makes for each Service, and deletes with it." }),
  reach,
  zones: z
    .record(
      label({ description: "A zone of the cluster's region.", examples: ["cn-zhangjiakou-a", "cn-zhangjiakou-b"] }),
      vswitch("A vSwitch in the zone."),
    )
    .refine((zones) => Object.keys(zones).length >= 2, "an NLB has its addresses in two zones or more")
    .meta({ description: "Where the NLB gets its addresses: a vSwitch in each of two zones or more." }),
  bandwidth,
});

const alb = z.strictObject({
  alb: label({
    description: "The IngressClass of an AlbConfig that listens to HTTP on 80 and HTTPS on 443.",
    examples: ["alb", "alb-live"],
  }),
  domain,
  certificate: certificateSecret,
});

const address = z.union([existingClb, existingNlb, newClb, newNlb, alb]);

type Address = z.infer<typeof address>;

/**
 * Alibaba Cloud Container Service for Kubernetes. Annotations as cloud-provider-alibaba-cloud reads them since 2019
 * (pkg/controller/service/reconcile/annotation; NLB since its 2.5), those of ALB Ingresses as its docs/usage-alb.md says; file
 * systems as the CSI driver of kubernetes-sigs/alibaba-cloud-csi-driver mounts them.
 */
export const ack: Provider<Address> = {
  name: "ack",
  address,
  expose: (to) => {
    if (!to) return { type: "ClusterIP", annotations: {}, spec: {} };
    // With the Flannel network, an ALB reaches NodePorts only.
    if ("alb" in to) return { type: "NodePort", annotations: {}, spec: {} };
    return {
      type: "LoadBalancer",
      // The default scheduler of a CLB, rr, ignores the weights by which nodes with more pods get more viewers.
      annotations: annotations({ ...balancerOf(to), scheduler: "wrr" }),
      spec: {
        // Under Local a node's share does not follow its pods, and a canary's share would be another than its pods'.
        externalTrafficPolicy: "Cluster",
        ...(isNlb(to) && { loadBalancerClass: "alibabacloud.com/nlb" }),
      },
      // Off unless somebody asks, with TCP listeners (docs/usage-nlb.md of cloud-provider-alibaba-cloud). A CLB always does.
      ...(isNlb(to) && { showingClients: annotations({ "preserve-client-ip": "on" }) }),
    };
  },
  web: (to) => ("alb" in to ? albWeb(to) : undefined),
  sharedVolume: ({ name, server, path }) => ({
    mountOptions: ["nolock", "tcp", "noresvport", "vers=3"],
    csi: {
      driver: "nasplugin.csi.alibabacloud.com",
      volumeHandle: name,
      // The driver makes a missing folder as root, so a server that is not root could not write into it.
      volumeAttributes: { server, path, mode: "0777" },
    },
  }),
  checkSharedVolume,
  loadBalancer: (to) => {
    if ("alb" in to) return undefined;
    return { id: "slb" in to ? to.slb : "nlb" in to ? to.nlb : undefined, bandwidth: to.bandwidth };
  },
};

type Balancer = Exclude<Address, { alb: string }>;

function isNlb(to: Balancer): boolean {
  return "nlb" in to || ("new" in to && to.new === "nlb");
}

function balancerOf(to: Balancer): Record<string, string> {
  // A load balancer that the cluster did not make keeps its listeners, and so carries no stream, unless told otherwise.
  if ("slb" in to) return { id: to.slb, "address-type": to.reach, "force-override-listeners": "true" };
  if ("nlb" in to) return { id: to.nlb, "force-override-listeners": "true" };
  if (to.new === "nlb") {
    const zones = Object.entries(to.zones).sort(([a], [b]) => (a < b ? -1 : 1));
    return { "address-type": to.reach, "zone-maps": zones.map((zone) => zone.join(":")).join(",") };
  }
  return { "address-type": to.reach, ...(to.vswitch && { "vswitch-id": to.vswitch }) };
}

function annotations(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [`service.beta.kubernetes.io/alibaba-cloud-loadbalancer-${key}`, value]),
  );
}

/**
 * The listeners are the AlbConfig's, and so is their requestTimeout: how long an ALB waits for a server's answer, 60 seconds
 * unless it says otherwise.
 */
function albWeb({ alb: className, domain, certificate: { secretName } }: z.infer<typeof alb>): Web {
  return {
    domain,
    front: () => [],
    route: ({ name, labels, hosts }) => [
      ingress({
        name: `${name}-ingress`,
        labels,
        annotations: {
          "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
          "alb.ingress.kubernetes.io/ssl-redirect": "true",
        },
        className,
        secretName,
        hosts: hosts.map(({ host, service, port: { number } }) => ({ host, service, port: { number } })),
      }),
    ],
  };
}

function checkSharedVolume(volume: SharedVolume, region: string | undefined): SettingProblem[] {
  return [...checkRegion(volume, region), ...checkExtremePath(volume)];
}

/** A NAS is mounted from the VPC of its own region; its region is part of the mount target's name. */
function checkRegion({ server }: SharedVolume, region: string | undefined): SettingProblem[] {
  const nas = /\.([a-z]{2}-[a-z0-9-]+)\.(?:extreme\.)?nas\.aliyuncs\.com$/.exec(server)?.[1];
  if (nas === undefined || region === undefined || nas === region) return [];
  return [
    {
      id: "storage/same-region",
      severity: "error",
      at: ["nas"],
      what: `The NAS ${server} is in ${nas}, the cluster in ${region}.`,
      why: "Nodes cannot mount it, so origins do not start and nobody can publish.",
      fix: `name a mount target in ${region}.`,
    },
  ];
}

/** Folders of an Extreme NAS are below /share (NAS documentation, "mount a file system"). */
function checkExtremePath({ server, path }: SharedVolume): SettingProblem[] {
  if (!server.endsWith(".extreme.nas.aliyuncs.com") || /^\/share(\/|$)/.test(path)) return [];
  return [
    {
      id: "storage/extreme-path",
      severity: "error",
      at: ["path"],
      what: `The folder ${path} is not below /share, where an Extreme NAS has all of its folders.`,
      why: "Nodes cannot mount it, so origins do not start and nobody can publish.",
      fix: `path: /share${path}`,
    },
  ];
}

function id(prefix: string, thing: string, description: string, examples: readonly [string, string]) {
  return text(
    { description, examples },
    new RegExp(`^${prefix}[a-z0-9]{1,40}$`),
    `the id of ${thing} begins with ${prefix}`,
  );
}
