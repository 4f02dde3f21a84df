import type { Path, SettingProblem } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import type { Context } from "./app.ts";
import { label } from "./fields.ts";
import type { Exposure } from "./provider.ts";

/** The setting by which an app says where it is reached. */
export function address(description: string) {
  return label({
    description: `${description} One of the environment's addresses; left out, only the cluster reaches it.`,
    examples: ["main", "web"],
  });
}

/** How a Service is reached at an address of the environment, or that it stays inside. */
export function exposureOf(name: string | undefined, { addresses, provider }: Context): Exposure {
  return provider.expose(name !== undefined && Object.hasOwn(addresses, name) ? addresses[name] : undefined);
}

/** Who connects to the pods behind a Service at an address: the peers of a NetworkPolicy's rule for its ports. */
export function visitorsOf(name: string | undefined, context: Context) {
  const { visitors } = exposureOf(name, context);
  return visitors ? { cidrs: visitors } : { apps: "anybody" as const };
}

/**
 * For a setting that brings RTMP, or whatever else is not HTTP, to an address: one that the environment does not have, or
 * one that carries HTTP alone.
 *
 * @param at of the mapping that `address` is a key of
 */
export function checkAddress(name: string | undefined, context: Context, at: Path = []): SettingProblem[] {
  if (name === undefined) return [];
  const { addresses, provider } = context;
  if (!Object.hasOwn(addresses, name)) return [unknownAddress(name, context, at)];
  if (!provider.web?.(addresses[name], name)) return [];
  const others = addressesOf("tcp", context);
  return [
    {
      id: "addresses/http-only",
      severity: "error",
      at: [...at, "address"],
      what: `${name} carries HTTP by host name; RTMP cannot go through it.`,
      why: "Publishers and players of RTMP get no connection.",
      fix: `${others.length > 0 ? `use ${others.join(" or ")}, or declare` : "declare"} a load balancer for TCP under addresses.`,
    },
  ];
}

/** A name that the environment has no address for: the Service would stay inside, and nobody outside would reach it. */
export function unknownAddress(name: string, { addresses }: Context, at: Path): SettingProblem {
  const known = Object.keys(addresses).sort();
  const meant = suggest(name, known);
  return {
    id: "addresses/unknown",
    severity: "error",
    at: [...at, "address"],
    what: `This environment has no address ${name}.`,
    why: "Nobody outside the cluster would reach the server.",
    fix:
      known.length === 0
        ? `declare ${name} under addresses.`
        : `${meant ? `did you mean ${meant}? Otherwise ` : ""}use ${known.join(" or ")}, or declare ${name} under addresses.`,
  };
}

/** The environment's addresses that carry HTTP by host name, or the others. */
export function addressesOf(kind: "web" | "tcp", { addresses, provider }: Context): string[] {
  const isWeb = (name: string) => provider.web?.(addresses[name], name) !== undefined;
  return Object.keys(addresses)
    .filter((name) => isWeb(name) === (kind === "web"))
    .sort();
}
