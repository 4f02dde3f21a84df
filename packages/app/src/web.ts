import type { Path, SettingProblem } from "@weir/finding/finding";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Labels } from "@weir/kubernetes/selectors";
import { z } from "zod";
import { addressesOf, unknownAddress } from "./address.ts";
import type { Context } from "./app.ts";
import { label } from "./fields.ts";
import type { Web, WebHost } from "./provider.ts";

/** The setting by which an app says under which host name it is reached. */
export function webHost(description: string) {
  return z
    .strictObject({
      address: label({
        description: "One of the environment's addresses, of the kind that has a domain.",
        examples: ["web", "public"],
      }),
      host: hostName(),
    })
    .meta({ description });
}

/** One name below the domain of an address. The domain itself is no host of a server: a wildcard certificate has not got it. */
export function hostName() {
  return label({
    description: "The name below the address's domain: hls for hls.example.org.",
    examples: ["hls", "httpflv"],
  });
}

export type WebSetting = z.infer<ReturnType<typeof webHost>>;

/** `address` and `host` side by side, of an app that is reached by HTTP alone: without a host, the address carries TCP. */
interface HostSetting {
  readonly address?: string | undefined;
  readonly host?: string | undefined;
}

export function webAt({ address, host }: HostSetting): WebSetting | undefined {
  return address === undefined || host === undefined ? undefined : { address, host };
}

/** HTTP by host name at an address of the environment; undefined for one that is not there or carries TCP. */
export function webOf(name: string, { addresses, provider }: Context): Web | undefined {
  return Object.hasOwn(addresses, name) ? provider.web?.(addresses[name], name) : undefined;
}

/** A port of one of an app's Services, and the host name it is reached under. */
export interface Door extends Omit<WebHost, "host"> {
  /** Left out, nobody outside reaches it. */
  readonly at: WebSetting | undefined;
}

/**
 * What brings host names to an app's Services: an Ingress, or HTTPRoutes.
 *
 * @param name what the objects' names begin with
 */
export function routesOf(name: string, labels: Labels, doors: readonly Door[], context: Context): KubernetesObject[] {
  const byAddress = Map.groupBy(doors, ({ at }) => at?.address ?? "");
  byAddress.delete("");
  return [...byAddress].flatMap(([address, doors]) => {
    const web = webOf(address, context);
    const hosts = doors.flatMap(({ at, ...door }): WebHost[] =>
      at && web ? [{ ...door, host: `${at.host}.${web.domain}` }] : [],
    );
    const own = byAddress.size > 1 ? `${name}-${address}` : name;
    return web ? web.route({ name: own, labels, hosts }) : [];
  });
}

/**
 * For a setting of `webHost`: an address that is not there or has no domain, or one whose front door nobody makes.
 *
 * @param at of the setting
 */
export function checkWeb(setting: WebSetting | undefined, context: Context, at: Path = []): SettingProblem[] {
  if (!setting) return [];
  const { address } = setting;
  if (!Object.hasOwn(context.addresses, address)) return [unknownAddress(address, context, at)];
  const web = webOf(address, context);
  return web ? checkFront(address, web, context, at) : [notWeb(address, context, at)];
}

/** The same for `address` and `host` side by side. */
export function checkHost(setting: HostSetting, context: Context, at: Path = []): SettingProblem[] {
  const { address, host } = setting;
  if (address === undefined) {
    if (host === undefined) return [];
    return [
      {
        id: "addresses/host-without-address",
        severity: "error",
        at: [...at, "host"],
        what: `The host ${host} is a name below the domain of an address, and no address is written.`,
        why: "Nobody outside the cluster would reach the server.",
        fix: `write address beside it${suchAs(addressesOf("web", context))}.`,
      },
    ];
  }
  if (host !== undefined) return checkWeb({ address, host }, context, at);
  if (!Object.hasOwn(context.addresses, address)) return [unknownAddress(address, context, at)];
  const web = webOf(address, context);
  if (!web) return [];
  return [
    {
      id: "addresses/host-missing",
      severity: "error",
      at: [...at, "address"],
      what: `${address} tells servers apart by their host names, and no host is written.`,
      why: "Viewers have no name to ask for.",
      fix: `write host beside it: host: hls for hls.${web.domain}.`,
    },
  ];
}

/** An address without a domain, where host names are needed. */
export function notWeb(address: string, context: Context, at: Path): SettingProblem {
  return {
    id: "addresses/tcp-only",
    severity: "error",
    at: [...at, "address"],
    what: `${address} carries TCP by port: it knows neither host names nor certificates.`,
    why: "Nobody would answer under the host name.",
    fix: `use an address with a domain${suchAs(addressesOf("web", context))}, or declare one under addresses.`,
  };
}

function suchAs(addresses: readonly string[]): string {
  return addresses.length > 0 ? `, such as ${addresses.join(" or ")}` : "";
}

/** A route leads nowhere without the Gateway that it belongs to. */
function checkFront(address: string, web: Web, { settingsOf }: Context, at: Path): SettingProblem[] {
  if (web.front({}).length === 0) return [];
  const gateway = settingsOf("gateway") as { readonly address: string } | undefined;
  if (gateway?.address === address) return [];
  return [
    {
      id: "addresses/no-gateway",
      severity: "error",
      at: [...at, "address"],
      what: gateway
        ? `The app gateway makes the front door of ${gateway.address}, and none of ${address}.`
        : `Nothing in this environment makes the front door of ${address}.`,
      why: "The route belongs to no Gateway, and no viewer gets through.",
      fix: gateway
        ? `use ${gateway.address}, or give gateway the address ${address}.`
        : `add gateway: {address: ${address}} to the apps of this environment.`,
    },
  ];
}
