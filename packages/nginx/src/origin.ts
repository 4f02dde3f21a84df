import { parseQuantity } from "@weir/kubernetes/quantities";
import { block, type Directive, directive, type NginxConfig, plain, said } from "./config.ts";
import { hostOf } from "./names.ts";
import type { NginxSettings, Origin } from "./settings.ts";
import { playerFiles } from "./viewers.ts";

/** Where the cache's disk is mounted. */
export const cacheFolder = "/cache";

/**
 * Seconds that a segment is kept. Viewers at the live edge ask for it within that, and a publisher who comes back may
 * write other pictures under the same name: xiu counts from 0 at each publish, SRS at each start.
 */
export const segmentSeconds = 10;
const playlistSeconds = 1;

/** The cache, in `http`. It may grow beyond its size for a moment, and a pod that fills its disk is evicted: a quarter is left free. */
export function cacheDirectives({ argument, cache }: Origin): NginxConfig {
  const mebibytes = Math.floor(((parseQuantity(cache) ?? 0) * 3) / 4 / 1024 ** 2);
  return [
    directive(
      "proxy_cache_path",
      `${cacheFolder}/hls`,
      "levels=1:2",
      "keys_zone=hls:10m",
      `max_size=${mebibytes}m`,
      "inactive=10s",
      "use_temp_path=off",
    ),
    said(
      "What the origin must know of a playlist's URL. Whatever else viewers add would only make copies.",
      block(
        ["map", `$arg_${plain(argument)}`, "$origin_args"],
        [directive("default", `${plain(argument)}=$arg_${plain(argument)}`), directive("", "")],
      ),
    ),
  ];
}

/** How the origin is asked, in the location around `originLocations`: once for all viewers, and gently when it is in trouble. */
export const originAsking: NginxConfig = [
  said("One request asks the origin, those that come meanwhile wait for it.", directive("proxy_cache", "hls")),
  directive("proxy_cache_key", "$uri?$args"),
  directive("proxy_cache_lock", "on"),
  directive("proxy_cache_lock_timeout", "15s"),
  said(
    "Rather a moment old than nothing, while somebody asks or nobody answers.",
    directive("proxy_cache_use_stale", "updating", "error", "timeout", "http_500", "http_502", "http_503", "http_504"),
  ),
  directive("proxy_ignore_headers", "Cache-Control", "Expires", "Set-Cookie", "Vary", "X-Accel-Expires"),
  said(
    "Of several origins one has the stream: the next is asked when one has not.",
    directive("proxy_next_upstream", "error", "timeout", "http_404", "http_500", "http_502", "http_503", "http_504"),
  ),
  directive("proxy_next_upstream_timeout", "10s"),
  directive("proxy_connect_timeout", "1s"),
  directive("proxy_read_timeout", "10s"),
  directive("proxy_http_version", "1.1"),
  directive("proxy_set_header", "Connection", ""),
  said("Parts of a segment, whether or not the origin offers them.", directive("proxy_force_ranges", "on")),
  said("The answer is everybody's, so it depends on nobody's headers.", directive("proxy_pass_request_headers", "off")),
  said("These headers are nginx's own.", directive("proxy_hide_header", "Access-Control-Allow-Origin")),
  directive("proxy_hide_header", "Access-Control-Allow-Methods"),
  directive("proxy_hide_header", "Access-Control-Allow-Headers"),
  directive("proxy_hide_header", "Access-Control-Expose-Headers"),
  directive("proxy_hide_header", "Access-Control-Allow-Credentials"),
  directive("proxy_hide_header", "Access-Control-Max-Age"),
  directive("proxy_hide_header", "Cache-Control"),
  directive("proxy_hide_header", "Expires"),
];

/** Playlists and segments of an origin. */
export function originLocations(settings: NginxSettings & { readonly origin: Origin }): Directive[] {
  const { service, port } = settings.origin;
  const ask = (args: string, seconds: number) => [
    directive("set", "$args", args),
    directive("proxy_pass", `http://${hostOf(plain(service))}:${port}`),
    directive("proxy_cache_valid", "200", `${seconds}s`),
    directive("proxy_cache_valid", "404", "502", "504", "1s"),
  ];
  return [
    playerFiles("playlists", ["m3u8"], settings, ask("$origin_args", playlistSeconds)),
    playerFiles("segments", ["ts"], settings, ask("", segmentSeconds)),
  ];
}
