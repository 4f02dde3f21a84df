import type { Traffic } from "@weir/kubernetes/network-policy";
import { z } from "zod";
import { cidr, count, label, text } from "./fields.ts";

/** A port as a URL writes it, for a regular expression. */
export const portForm = "[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]";

/**
 * A URL that a media server posts to; nothing in it ends a value in any configuration file.
 *
 * @param https whether the server may be asked by https too: not where it would take any certificate
 */
export function hookUrl(description: string, { https = true } = {}) {
  return text(
    {
      description,
      examples: ["http://hooks.backend.svc:8085/streams", `http${https ? "s" : ""}://hooks.example.org/streams`],
    },
    new RegExp(
      `^http${https ? "s?" : ""}://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:(${portForm}))?(/[A-Za-z0-9._~%@!*()=&?:,/+-]{0,1000})?$`,
    ),
    `a hook is http://HOST:PORT/PATH${https ? " or https://…" : ""}, in lower case up to the path, without spaces, quotes and ; { } # $ \\`,
  );
}

/** The setting that says where the server behind hooks is. */
export const hookServer = z
  .strictObject({
    namespaces: z
      .array(label({ description: "A namespace's name.", examples: ["backend", "auth"] }))
      .default([])
      .meta({ description: "Namespaces of this cluster." }),
    cidrs: z
      .array(cidr("Addresses in CIDR notation."))
      .default([])
      .meta({ description: "Addresses outside of the cluster." }),
    ports: z
      .array(count({ description: "A port of the pods.", examples: [8085, 8080] }, { min: 1, max: 65_535 }))
      .min(1)
      .meta({ description: "Ports that the pods behind a Service listen on, where they are not those of the URLs." })
      .optional(),
  })
  .refine(({ namespaces, cidrs }) => namespaces.length + cidrs.length > 0, "name at least one namespace or cidr")
  .meta({ description: "Where that server is: the namespace lets nothing out otherwise." });

/** What a NetworkPolicy lets out. It sees a call after the Service has chosen a pod: the pod's port counts, not the Service's. */
export function trafficTo(
  { namespaces, cidrs, ports }: z.infer<typeof hookServer>,
  urls: readonly (string | undefined)[],
): Traffic {
  const dialled = urls.flatMap((url) => (url === undefined ? [] : [portOf(url)]));
  return { namespaces, cidrs, ports: ports ?? [...new Set(dialled)].sort((a, b) => a - b) };
}

function portOf(url: string): number {
  return Number(/^https?:\/\/[^/:]+:(\d+)/.exec(url)?.[1] ?? (url.startsWith("https:") ? 443 : 80));
}
