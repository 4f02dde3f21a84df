import type { SettingProblem } from "@weir/finding/finding";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Labels } from "@weir/kubernetes/selectors";
import type { ZodType } from "zod";

/**
 * What differs between clouds: one file each in packages/providers, named as environment files name it.
 * `Address` is whatever its own schema gives; only the provider looks inside.
 */
export interface Provider<Address = unknown> {
  readonly name: string;
  /** What `addresses.<name>` may say on this provider. */
  readonly address: ZodType<Address>;
  /**
   * How a Service is reached at an address. Without one it stays inside the cluster; at an address for the web, it is as
   * the web's front needs it (Yandex's load balancers reach NodePorts only).
   */
  readonly expose: (address: Address | undefined) => Exposure;
  /** HTTP by host name, with TLS, at an address of that kind; undefined for one that carries TCP. Left out, there are none. */
  readonly web?: (address: Address, name: string) => Web | undefined;
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
  /** Annotations besides for a server that has to see its clients' own addresses, where the load balancer would hide them. */
  readonly showingClients?: Readonly<Record<string, string>>;
  /**
   * Who reaches the pods through the address, as CIDRs for their NetworkPolicies, the load balancer's own health checks among
   * them. Left out: anybody.
   */
  readonly visitors?: readonly string[];
}

/** An address that tells its Services apart by host name: an Ingress, or the Gateway API. */
export interface Web {
  /** Hosts are names below it: `example.org`. */
  readonly domain: string;
  /**
   * What all routes of the address share, such as a Gateway; empty where a controller makes it from the routes. The app
   * gateway makes it, once in an environment.
   */
  readonly front: (labels: Labels) => KubernetesObject[];
  /** Brings host names to Services of one app: an Ingress, or an HTTPRoute. */
  readonly route: (route: WebRoute) => KubernetesObject[];
  /** Whether it shares the viewers of a Service out among all ports that hosts lead to: each port then needs a Service of its own. */
  readonly mixesPorts?: true;
}

export interface WebRoute {
  /**
   * What the objects' names begin with; the kind follows: `xiu-prod` → `xiu-prod-ingress` for all hosts, or an HTTPRoute for
   * each, called after the Service's port: `xiu-prod-hls-route`.
   */
  readonly name: string;
  readonly labels: Labels;
  readonly hosts: readonly WebHost[];
}

export interface WebHost {
  /** In full: `hls.example.org`. */
  readonly host: string;
  readonly service: string;
  /** The Service's port. */
  readonly port: { readonly name: string; readonly number: number };
  /** Whether one response lasts as long as somebody watches (HTTP-FLV): a load balancer's usual time-out would cut it. */
  readonly endless: boolean;
}

export interface LoadBalancer {
  /** Two Services with the same id share one balancer, so their ports must differ; undefined where each gets its own. */
  readonly id: string | undefined;
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
