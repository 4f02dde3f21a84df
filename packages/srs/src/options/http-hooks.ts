import { hookServer, hookUrl, trafficTo } from "@weir/app/hook-server";
import { z } from "zod";
import { block, directive } from "../config.ts";
import type { Option } from "./option.ts";

/** Plain HTTP: of a server with https SRS takes any certificate (`srs_verify_callback`, srs_protocol_http_client.cpp). */
function hook(when: string) {
  return hookUrl(`Where SRS posts ${when}.`, { https: false }).optional();
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

function settingWith<Hooks extends typeof sessions>(hooks: Hooks) {
  return z
    .strictObject({ ...hooks, to: hookServer })
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

export function httpHooks({ to, ...hooks }: HttpHooks): Option {
  const urls = Object.entries(hooks).filter((hook): hook is [string, string] => hook[1] !== undefined);
  return {
    vhost: [
      {
        ...block("http_hooks", [directive("enabled", "on"), ...urls.map(([name, url]) => directive(name, url))]),
        comment:
          "Told about clients and streams. Whom on_connect, on_publish and on_play do not answer with 0, is turned away.",
      },
    ],
    egress: [
      trafficTo(
        to,
        urls.map(([, url]) => url),
      ),
    ],
  };
}
