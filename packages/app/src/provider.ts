import type { SettingProblem } from "@weir/finding/finding";
import type { ZodType } from "zod";

/**
 * What differs between clouds: one file each in packages/providers, named as environment files name it.
 * `Address` is whatever its own schema gives; only the provider looks inside.
 */
export interface Provider<Address = unknown> {
  readonly name: string;
  /** What `addresses.<name>` may say on this provider. */
  readonly address: ZodType<Address>;
  /** How a Service is reached at an address. Without one it stays inside the cluster. */
  readonly expose: (address: Address | undefined) => Exposure;
  /** A PersistentVolume's source for a network file system that every node can mount. */
  readonly sharedVolume: (volume: SharedVolume) => VolumeSource;
  /** Problems of settings that only the provider knows of, such as a file system in another region. Paths start at the app's key. */
  readonly checkSharedVolume?: (volume: SharedVolume, region: string | undefined) => SettingProblem[];
  /** The load balancer behind an address and the bandwidth it is bought with, where the address names one. */
  readonly loadBalancer: (address: Address) => LoadBalancer | undefined;
}

export interface Exposure {
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer";
  readonly annotations: Readonly<Record<string, string>>;
  /** Further fields of the Service's spec. */
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface LoadBalancer {
  /** Two Services with the same id share one balancer, so their ports must differ. */
  readonly id: string;
  /** kbps */
  readonly bandwidth: number | undefined;
}

/** The network file system that srs-storage names. */
export interface SharedVolume {
  /** Name of the PersistentVolume; unique in the cluster. */
  readonly name: string;
  /** Host name of the mount target. */
  readonly server: string;
  readonly path: string;
}

/** Part of a PersistentVolume's spec: `{csi: …}` or `{nfs: …}`, with `mountOptions`. */
export type VolumeSource = Readonly<Record<string, unknown>>;
