import { checkAddress, exposureOf, visitorsOf } from "@weir/app/address";
import type { Context } from "@weir/app/app";
import { count, duration, label } from "@weir/app/fields";
import { checkHost, hostName, routesOf, webAt } from "@weir/app/web";
import type { SettingProblem } from "@weir/finding/finding";
import type { Traffic } from "@weir/kubernetes/network-policy";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Labels } from "@weir/kubernetes/selectors";
import { service } from "@weir/kubernetes/service";
import type { IIngress } from "kubernetes-models/networking.k8s.io/v1";
import { z } from "zod";
import { ports } from "./ports.ts";

/** The setting by which one kind of HTTP leaves the cluster: under a host name, or by its port where the address has no names. */
export const httpDoor = z.strictObject({
  address: label({
    description: "One of the environment's addresses: with a host one that has a domain, else one for TCP.",
    examples: ["web", "main"],
  }).optional(),
  host: hostName().optional(),
});

/** The same for HLS, which is made on a disk of the pod's own. */
export const hlsDoor = httpDoor.extend({
  fragment: duration(
    { description: "Length of a segment at least; xiu 0.14 and later.", examples: ["2s", "5s"] },
    { min: "1s", max: "60s" },
  ).optional(),
  segments: count(
    { description: "Segments in a playlist; xiu 0.14 and later.", examples: [6, 10] },
    { min: 3, max: 1000 },
  ).optional(),
});

type Door = z.infer<typeof httpDoor>;
type PortName = "rtmp" | "hls" | "httpflv";

/** Where an app's ports are reached from outside; without an address, inside the cluster only. */
export type Doors = Readonly<Partial<Record<PortName, Door | undefined>>>;

interface Pods {
  /** What the objects' names begin with: `xiu-prod-`. */
  readonly prefix: string;
  readonly labels: Labels;
  readonly selector: Labels;
}

/**
 * A Service for each address, with the ports that leave there and no other: where the web's front needs NodePorts, they open
 * every port of a Service on every node, past the allow-list of another address. Host names come from an Ingress or routes,
 * and each port that they lead to has a Service of its own: Yandex's ALB Ingress controller shares the viewers of a Service
 * out among all of its ports (pkg/builders/backendgroup.go).
 */
export function renderDoors(doors: Doors, { prefix, labels, selector }: Pods, context: Context): KubernetesObject[] {
  const byService = Map.groupBy(openOf(doors), (door) => serviceOf(door, prefix));
  const services = [...byService].map(([name, leaving]) =>
    service({
      name,
      labels,
      selector,
      ports: Object.fromEntries(leaving.map(({ port }) => [port, ports[port]])),
      exposure: exposureOf(leaving[0]?.address, context),
    }),
  );
  return [...services, ...renderRoutes(doors, { prefix, labels }, context)];
}

function renderRoutes(doors: Doors, { prefix, labels }: Pick<Pods, "prefix" | "labels">, context: Context) {
  const hosts = openOf(doors).map(({ port, address, host }) => ({
    at: webAt({ address, host }),
    service: serviceOf({ port, address, host }, prefix),
    port: { name: port, number: ports[port] },
    endless: port === "httpflv",
  }));
  return routesOf(prefix.slice(0, -1), labels, hosts, context);
}

/** What people have to do for the host names of an Ingress; of a Gateway the app gateway says it. */
export function noteHosts(doors: Doors, prefix: string, context: Context): string[] {
  return renderRoutes(doors, { prefix, labels: {} }, context).flatMap((route) => {
    const { kind, metadata, spec } = route as KubernetesObject & IIngress;
    if (kind !== "Ingress") return [];
    const hosts = (spec?.rules ?? []).map(({ host }) => `\`${host}\``).join(" and ");
    const shown = `kubectl -n ${context.namespace} get ingress ${metadata.name}`;
    return [`DNS is yours: an A record for ${hosts}, with the address that \`${shown}\` shows.`];
  });
}

/** Who comes in by the doors, for the pods' NetworkPolicy. */
export function visitorsAt(doors: Doors, context: Context): Traffic[] {
  return openOf(doors).map(({ port, address }) => ({ ...visitorsOf(address, context), ports: [ports[port]] }));
}

/** Addresses that are not there, or of the wrong kind. The settings are called `address`, `hls` and `flv`. */
export function checkDoors({ rtmp, hls, httpflv }: Doors, context: Context): SettingProblem[] {
  return [
    ...checkAddress(rtmp?.address, context),
    ...(hls ? checkHost(hls, context, ["hls"]) : []),
    ...(httpflv ? checkHost(httpflv, context, ["flv"]) : []),
  ];
}

/** The Services that the doors make, by the port that leaves there. */
export function servicesOf(doors: Doors, prefix: string) {
  return openOf(doors).map((door) => ({ ...door, name: serviceOf(door, prefix) }));
}

function serviceOf({ port, address, host }: ReturnType<typeof openOf>[number], prefix: string): string {
  return host === undefined ? `${prefix}${address}-service` : `${prefix}${address}-${port}-service`;
}

function openOf(doors: Doors) {
  return (["rtmp", "hls", "httpflv"] as const).flatMap((port) => {
    const { address, host } = doors[port] ?? {};
    return address === undefined ? [] : [{ port, address, host }];
  });
}
