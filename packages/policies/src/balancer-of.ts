import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Model } from "@weir/render/model";
import type { IService } from "kubernetes-models/v1";

type Service = KubernetesObject & IService;
type Addresses = Pick<Model, "provider" | "environment">;

/**
 * The environment's addresses that make a Service what it is; none for one inside the cluster. More than one where their
 * Services are all the same, such as those of a cloud that makes a load balancer for each.
 */
export function addressesOf({ metadata, spec = {} }: Service, { provider, environment }: Addresses): unknown[] {
  const { annotations = {} } = metadata;
  const fields = spec as Readonly<Record<string, unknown>>;
  const fitting = Object.values(environment.addresses)
    .map((address) => ({ address, exposure: provider.expose(address) }))
    .filter(
      ({ exposure }) =>
        exposure.type !== "ClusterIP" &&
        exposure.type === spec.type &&
        Object.entries(exposure.annotations).every(([key, value]) => annotations[key] === value) &&
        Object.entries(exposure.spec).every(([key, value]) => isDeepStrictEqual(fields[key], value)),
    )
    .map(({ address, exposure }) => ({
      address,
      size: Object.keys(exposure.annotations).length + Object.keys(exposure.spec).length,
    }));
  // What a Service on a new load balancer says, one on an existing says too, and its id.
  const most = Math.max(...fitting.map(({ size }) => size));
  return fitting.filter(({ size }) => size === most).map(({ address }) => address);
}

/** A port of a load balancer that more than one Service may be on. */
export interface BalancerPort {
  readonly balancer: string;
  readonly port: number;
  readonly protocol: string;
}

/** What a Service takes for itself alone; nothing of a load balancer that is its own. */
export function portsTaken(object: KubernetesObject, addresses: Addresses): BalancerPort[] {
  if (object.kind !== "Service") return [];
  const service = object as Service;
  const ids = addressesOf(service, addresses).map((address) => addresses.provider.loadBalancer(address)?.id);
  return [...new Set(ids)].flatMap((balancer) =>
    balancer === undefined
      ? []
      : (service.spec?.ports ?? []).map(({ port, protocol = "TCP" }) => ({ balancer, port, protocol })),
  );
}
