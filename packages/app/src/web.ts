import { z } from "zod";
import type { Context } from "./app.ts";
import { label } from "./fields.ts";
import type { Web } from "./provider.ts";

/** The setting by which an app says under which host name it is reached. */
export function webHost(description: string) {
  return z
    .strictObject({
      address: label({
        description: "One of the environment's addresses, of the kind that has a domain.",
        examples: ["web", "public"],
      }),
      host: label({
        description: "The name below the address's domain: hls for hls.example.org.",
        examples: ["hls", "httpflv"],
      }),
    })
    .meta({ description });
}

export type WebSetting = z.infer<ReturnType<typeof webHost>>;

/** HTTP by host name at an address of the environment; undefined for one that is not there or carries TCP. */
export function webOf(name: string, { addresses, provider }: Context): Web | undefined {
  return Object.hasOwn(addresses, name) ? provider.web?.(addresses[name], name) : undefined;
}
