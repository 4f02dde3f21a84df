import { choice } from "@weir/app/fields";
import { z } from "zod";
import { backendFields, hasPeers, noPeers, targetOf } from "./backend.ts";
import { block, type Directive, directive, type NginxConfig, said } from "./config.ts";
import type { NginxSettings } from "./settings.ts";

export const authSetting = z
  .strictObject({
    ...backendFields,
    files: choice(
      ["all", "playlists"],
      "What a viewer must be let in for. Players send a playlist's token with the playlist alone: with all, your server must know them by a cookie or a header.",
    ).default("all"),
  })
  .refine(hasPeers, noPeers)
  .meta({
    description:
      "Asks a server of yours, by GET, about every request for HLS and for a recording: 2xx lets the viewer in, 401 and 403 are passed on, and so long as it does not answer nobody gets in.",
  });

const path = "/_auth";

/** Has a kind of files asked for, where it is to be. */
export function authRequest(kind: "playlists" | "segments", { auth }: NginxSettings): NginxConfig {
  return auth && (auth.files === "all" || kind === "playlists") ? [directive("auth_request", path)] : [];
}

/** The request itself. It carries the viewer's own headers, such as Authorization and Cookie, and says what was asked for, by whom. */
export function authLocations({ auth }: NginxSettings): Directive[] {
  if (!auth) return [];
  const { origin, path: uri } = targetOf(auth);
  const header = (name: string, value: string) => directive("proxy_set_header", name, value);
  return [
    said(
      "Asked about each request for HLS; the token, if any, is in X-Original-URI.",
      block(
        ["location", "=", path],
        [
          directive("internal"),
          directive("proxy_pass", `${origin}${uri || "/"}`),
          directive("proxy_pass_request_body", "off"),
          header("Content-Length", ""),
          header("X-Original-URI", "$request_uri"),
          header("X-Original-Method", "$request_method"),
          header("X-Forwarded-For", "$proxy_add_x_forwarded_for"),
          directive("proxy_connect_timeout", "2s"),
          directive("proxy_read_timeout", "5s"),
        ],
      ),
    ),
  ];
}
