import { choice } from "@weir/app/fields";
import type { Provider } from "@weir/app/provider";
import { z } from "zod";

const address = z.strictObject({
  type: choice(
    ["LoadBalancer", "NodePort"],
    "LoadBalancer where the cluster has one (minikube tunnel, MetalLB, a cloud); NodePort for a port on every node.",
  ),
});

/** Kubernetes and nothing else: kind, minikube, bare metal. Files come from an NFS server. */
export const plain: Provider<z.infer<typeof address>> = {
  name: "plain",
  address,
  expose: (to) => ({ type: to?.type ?? "ClusterIP", annotations: {}, spec: {} }),
  sharedVolume: ({ server, path }) => ({ nfs: { server, path } }),
  loadBalancer: () => undefined,
};
