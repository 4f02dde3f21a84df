import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Model } from "@weir/render/model";
import type { IService } from "kubernetes-models/v1";
import type { Owned } from "./index-model.ts";
import { pickFor, type Written, writtenAs } from "./written-settings.ts";

type Service = KubernetesObject & IService;
type Addresses = Pick<Model, "provider" | "environment">;

/** An address of the environment, and the setting that names it. */
interface Address extends Pick<Written, "at"> {
  readonly address: unknown;
}

/**
 * The addresses that an app names and that make a Service what it is; none for one inside the cluster. More than one where
 * their Services are all the same, such as those of a cloud that makes a load balancer for each.
 */
export function addressesOf(
  { app, object: { metadata, spec = {} } }: Owned<Service>,
  { provider, environment }: Addresses,
): Address[] {
  const { annotations = {} } = metadata;
  const fields = spec as Readonly<Record<string, unknown>>;
  const fitting = writtenAs("address", app, environment)
    .filter(({ value }) => Object.hasOwn(environment.addresses, String(value)))
    .map(({ at, value }) => ({ at, address: environment.addresses[String(value)] }))
    .map((address) => ({ address, exposure: provider.expose(address.address) }))
    .filter(
      ({ exposure }) =>
        exposure.type !== "ClusterIP" &&
        exposure.type === spec.type &&
        Object.entries(exposure.annotations).every(([key, value]) => annotations[key] === value) &&
        Object.entries(exposure.spec).every(
          // An option such as an allow-list of publishers has its own.
          ([key, value]) => key === "externalTrafficPolicy" || isDeepStrictEqual(fields[key], value),
        ),
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
export interface BalancerPort extends Pick<Written, "at"> {
  readonly balancer: string;
  readonly port: number;
  readonly protocol: string;
}

/** What a Service takes for itself alone; nothing of a load balancer that is its own. */
export function portsTaken({ app, object }: Owned, model: Addresses): BalancerPort[] {
  if (object.kind !== "Service") return [];
  const service = object as Service;
  const byBalancer = Map.groupBy(
    addressesOf({ app, object: service }, model),
    ({ address }) => model.provider.loadBalancer(address)?.id,
  );
  return [...byBalancer].flatMap(([balancer, settings]) => {
    const setting = pickFor(service, settings);
    if (balancer === undefined || !setting) return [];
    return (service.spec?.ports ?? []).map(({ port, protocol = "TCP" }) => ({
      balancer,
      port,
      protocol,
      at: setting.at,
    }));
  });
}
