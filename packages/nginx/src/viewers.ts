import { authRequest } from "./auth.ts";
import { block, type Directive, directive, type NginxConfig, said } from "./config.ts";
import type { NginxSettings } from "./settings.ts";

/** The MIME types of HLS; with pages, of a web site's usual files too. */
export function types(pages: boolean): Directive {
  const hls = {
    "application/vnd.apple.mpegurl": ["m3u8"],
    "video/mp2t": ["ts"],
    "video/mp4": ["mp4", "m4s"],
  };
  const web = {
    "text/html": ["html", "htm"],
    "text/css": ["css"],
    "text/javascript": ["js", "mjs"],
    "text/plain": ["txt"],
    "application/json": ["json", "map"],
    "application/wasm": ["wasm"],
    "image/png": ["png"],
    "image/jpeg": ["jpg", "jpeg"],
    "image/gif": ["gif"],
    "image/svg+xml": ["svg"],
    "image/x-icon": ["ico"],
    "font/woff2": ["woff2"],
    "video/x-flv": ["flv"],
  };
  const all = Object.entries<readonly string[]>({ ...hls, ...(pages && web) });
  return block(
    "types",
    all.map(([type, endings]) => directive(type, ...endings)),
  );
}

/** `$cache_control`, by what was answered; segments for so many seconds. What a viewer was let in for, no cache may give to others. */
export function cacheControl({ auth }: NginxSettings, seconds: number): Directive {
  const whose = auth ? "private" : "public";
  return said(
    "Caches may keep a segment, a playlist hardly, an error never.",
    block(
      ["map", "$status$uri", "$cache_control"],
      [
        directive("default", "no-store"),
        directive("~^(200|206|304)/.*\\.m3u8$", `${whose}, max-age=1`),
        directive("~^(200|206|304)/.*\\.(ts|mp4|m4s)$", `${whose}, max-age=${seconds}`),
      ],
    ),
  );
}

/** Headers of every answer about HLS, errors included: a player that may not read an error cannot say what is wrong. */
export function playerHeaders({ auth }: NginxSettings): NginxConfig {
  const header = (name: string, value: string) => directive("add_header", name, value, "always");
  return [
    said("Players run in pages of any site.", header("Access-Control-Allow-Origin", "*")),
    header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
    header("Access-Control-Allow-Headers", auth ? "Range, Authorization" : "Range"),
    header("Access-Control-Expose-Headers", "Content-Length, Content-Range"),
    header("Cache-Control", "$cache_control"),
  ];
}

/** Files for players by the endings of their names: readable, and nothing else. */
export function playerFiles(
  kind: "playlists" | "segments",
  endings: readonly string[],
  settings: NginxSettings,
  directives: NginxConfig = [],
): Directive {
  const names = endings.length === 1 ? endings[0] : `(${endings.join("|")})`;
  return block(
    ["location", "~", `\\.${names}$`],
    [
      block(["if", "($request_method", "=", "OPTIONS)"], [directive("return", 204)]),
      block(["if", "($request_method", "!~", "^(GET|HEAD)$)"], [directive("return", 405)]),
      ...authRequest(kind, settings),
      ...directives,
    ],
  );
}
