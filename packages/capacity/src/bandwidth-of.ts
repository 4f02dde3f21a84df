import type { Context } from "@weir/app/app";

/**
 * What the addresses of an environment let through together, in kbps; undefined where one of them names no bandwidth, or
 * there is none.
 */
export function bandwidthOf(
  names: readonly (string | undefined)[],
  { addresses, provider }: Context,
): number | undefined {
  const known = [...new Set(names)].filter((name) => name !== undefined && Object.hasOwn(addresses, name)) as string[];
  const each = known.map((name) => provider.loadBalancer(addresses[name])?.bandwidth);
  if (each.length === 0 || each.includes(undefined)) return undefined;
  return (each as number[]).reduce((all, one) => all + one, 0);
}
