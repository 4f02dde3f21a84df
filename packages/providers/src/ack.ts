import { bitrate, choice, text } from "@weir/app/fields";
import type { Provider, SharedVolume } from "@weir/app/provider";
import type { SettingProblem } from "@weir/finding/finding";
import { z } from "zod";

const address = z.strictObject({
  slb: text(
    {
      description: "Id of an existing SLB (CLB). Services that name it share it, each with ports of its own.",
      examples: ["lb-2zetmjpao868s9yzvr5ld", "lb-bp1hfycf39bbeb019pg7m"],
    },
    /^lb-[a-z0-9]{1,40}$/,
    "the id of an SLB begins with lb-",
  ),
  reach: choice(
    ["intranet", "internet"],
    "The SLB's own address type. An intranet SLB becomes public by an EIP bound to it by hand.",
  ),
  bandwidth: bitrate({
    description: "What the SLB or its EIP is bought with. Counted with, never written to the cloud.",
    examples: ["2Gbps", "500Mbps"],
  }).optional(),
});

/**
 * Alibaba Cloud Container Service for Kubernetes. Annotations as cloud-provider-alibaba-cloud reads them since
 * 2019; file systems as the CSI driver of kubernetes-sigs/alibaba-cloud-csi-driver mounts them.
 */
export const ack: Provider<z.infer<typeof address>> = {
  name: "ack",
  address,
  expose: (to) =>
    to
      ? {
          type: "LoadBalancer",
          annotations: annotations({
            "address-type": to.reach,
            // An SLB that the cluster did not make keeps its listeners, and so carries no stream, unless told otherwise.
            "force-override-listeners": "true",
            id: to.slb,
            // The default, rr, ignores the weights by which nodes with more pods get more viewers.
            scheduler: "wrr",
          }),
          // Under Local a node's share does not follow its pods, and a canary's share would be another than its pods'.
          spec: { externalTrafficPolicy: "Cluster" },
        }
      : { type: "ClusterIP", annotations: {}, spec: {} },
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
  loadBalancer: ({ slb, bandwidth }) => ({ id: slb, bandwidth }),
};

function annotations(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      `service.beta.kubernetes.io/alibaba-cloud-loadbalancer-${key}`,
      value,
    ]),
  );
}

/** A NAS is mounted from the VPC of its own region; its region is part of the mount target's name. */
function checkSharedVolume({ server }: SharedVolume, region: string | undefined): SettingProblem[] {
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
