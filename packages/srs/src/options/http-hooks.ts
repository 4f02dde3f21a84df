import { cidr, count, label, text } from "@weir/app/fields";
import { z } from "zod";
import { block, directive } from "../config.ts";
import type { Option } from "./option.ts";

const port = "([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

/** Plain HTTP: of a server with https SRS takes any certificate (`srs_verify_callback`, srs_protocol_http_client.cpp). */
function hook(when: string) {
  return text(
    {
      description: `Where SRS posts ${when}.`,
      examples: ["http://hooks.backend.svc:8085/api/v1/streams", "http://203.0.113.9/srs"],
    },
    new RegExp(`^http://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:${port})?(/[A-Za-z0-9._~%@!*()=&?:,/+-]{0,1000})?$`),
    "a hook is http://HOST:PORT/PATH, in lower case up to the path, without spaces, quotes and ; { } # $ \\",
  ).optional();
}

const sessions = {
  on_connect: hook("who connects by RTMP; an answer other than status 200 with 0 turns them away"),
  on_close: hook("who leaves"),
  on_publish: hook("who begins to publish; an answer other than status 200 with 0 turns them away"),
  on_unpublish: hook("whose stream ended"),
  on_play: hook("who begins to play; an answer other than status 200 with 0 turns them away"),
  on_stop: hook("who stopped playing"),
};

const files = {
  on_dvr: hook("each recording that is finished"),
  on_hls: hook("each segment of HLS that is finished"),
};

const to = z
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
  .meta({ description: "Where those servers are: the namespace lets nothing out otherwise." });

function settingWith<Hooks extends typeof sessions>(hooks: Hooks) {
  return z
    .strictObject({ ...hooks, to })
    .refine((written) => Object.keys(written).length > 1, "name at least one hook")
    .meta({
      description:
        "Tells a server of yours about clients and streams. While it is down, whoever it should have been asked about is turned away.",
    });
}

/** Of an edge, which makes no files. */
export const httpHooksSetting = settingWith(sessions);
export const originHttpHooksSetting = settingWith({ ...sessions, ...files });

export type HttpHooks = z.infer<typeof originHttpHooksSetting>;

export function httpHooks({ to: { namespaces, cidrs, ports }, ...hooks }: HttpHooks): Option {
  const urls = Object.entries(hooks).filter((hook): hook is [string, string] => hook[1] !== undefined);
  const dialled = [...new Set(urls.map(([, url]) => portOf(url)))].sort((a, b) => a - b);
  return {
    vhost: [
      {
        ...block("http_hooks", [directive("enabled", "on"), ...urls.map(([name, url]) => directive(name, url))]),
        comment:
          "Told about clients and streams. Whom on_connect, on_publish and on_play do not answer with 0, is turned away.",
      },
    ],
    // A NetworkPolicy sees a call after the Service has chosen a pod: the pod's port counts, not the Service's.
    egress: [{ namespaces, cidrs, ports: ports ?? dialled }],
  };
}

function portOf(url: string): number {
  return Number(/^http:\/\/[^/:]+:(\d+)/.exec(url)?.[1] ?? 80);
}
