import type { Traffic } from "@weir/kubernetes/network-policy";
import type { IVolume, IVolumeMount } from "kubernetes-models/v1";
import type { Directive } from "../config.ts";

/** What an option asks of the server, of its pod and of the network around it. */
export interface Option {
  /** Directives of srs.conf outside of blocks, in `http_server`, and in the vhost. */
  readonly root?: readonly Directive[];
  readonly httpServer?: readonly Directive[];
  readonly vhost?: readonly Directive[];
  /** Ports that the container has, by name. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Ports that a Service for clients has beside its own, by the same names. */
  readonly servicePorts?: Readonly<Record<string, number>>;
  readonly volumes?: readonly IVolume[];
  readonly mounts?: readonly IVolumeMount[];
  readonly ingress?: readonly Traffic[];
  readonly egress?: readonly Traffic[];
}

/** Several options as one. */
export type Options = Required<Option>;

export function joinOptions(options: readonly (Option | undefined)[]): Options {
  const used = options.filter((option) => option !== undefined);
  return {
    root: used.flatMap(({ root = [] }) => root),
    httpServer: used.flatMap(({ httpServer = [] }) => httpServer),
    vhost: used.flatMap(({ vhost = [] }) => vhost),
    ports: Object.assign({}, ...used.map(({ ports }) => ports)),
    servicePorts: Object.assign({}, ...used.map(({ servicePorts }) => servicePorts)),
    volumes: used.flatMap(({ volumes = [] }) => volumes),
    mounts: used.flatMap(({ mounts = [] }) => mounts),
    ingress: used.flatMap(({ ingress = [] }) => ingress),
    egress: used.flatMap(({ egress = [] }) => egress),
  };
}

/** A server with every option off. */
export const noOptions: Options = joinOptions([]);
