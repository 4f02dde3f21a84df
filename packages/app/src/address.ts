import type { SettingProblem } from "@weir/finding/finding";
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

/** A name that the environment has no address for: the Service would stay inside, and nobody outside would reach it. */
export function checkAddress(name: string | undefined, { addresses }: Context): SettingProblem[] {
  if (name === undefined || Object.hasOwn(addresses, name)) return [];
  const known = Object.keys(addresses).sort();
  const meant = suggest(name, known);
  return [
    {
      id: "addresses/unknown",
      severity: "error",
      at: ["address"],
      what: `This environment has no address ${name}.`,
      why: "Nobody outside the cluster would reach the server.",
      fix:
        known.length === 0
          ? `declare ${name} under addresses.`
          : `${meant ? `did you mean ${meant}? Otherwise ` : ""}use ${known.join(" or ")}, or declare ${name} under addresses.`,
    },
  ];
}
