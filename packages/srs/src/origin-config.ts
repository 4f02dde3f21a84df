import { baseDirectives, defaultVhost, httpApi, httpFlv, httpServer } from "./base-config.ts";
import { block, directive, type SrsConfig } from "./config.ts";
import { type HlsSettings, hlsDirectives } from "./hls-config.ts";
import type { Options } from "./options/option.ts";
import { ports } from "./ports.ts";
import type { SrsVersion } from "./versions.ts";

export interface OriginSettings {
  readonly version: SrsVersion;
  readonly maxConnections: number;
  readonly hls: HlsSettings | undefined;
  readonly options: Options;
}

export interface OriginClusterSettings extends OriginSettings {
  /** Host names of all origins, this one included, without a port. */
  readonly coworkers: readonly string[];
}

/** A single origin: publishers arrive here, viewers play by RTMP, HTTP-FLV or HLS. */
export function originConfig({ version, maxConnections, hls, options }: OriginSettings): SrsConfig {
  return [
    ...baseDirectives(maxConnections),
    ...options.root,
    httpApi("For probes and for a look at clients and streams."),
    httpServer(
      hls ? "HTTP-FLV: /live/livestream.flv, HLS: /live/livestream.m3u8" : "HTTP-FLV: /live/livestream.flv",
      hls?.path,
      options.httpServer,
    ),
    defaultVhost([
      block("cluster", [directive("mode", "local")]),
      httpFlv,
      ...(hls ? [hlsDirectives(hls, version)] : []),
      ...options.vhost,
    ]),
  ];
}

/**
 * One of several origins that share the publishers (SRS 3 to 6); the same text for all. Without HTTP-FLV: an origin has
 * only its own publishers' streams and answers for others by an RTMP redirect, which edges follow.
 */
export function originClusterConfig({
  version,
  maxConnections,
  hls,
  coworkers,
  options,
}: OriginClusterSettings): SrsConfig {
  const peers = coworkers.map((host) => `${host}:${ports.api}`);
  return [
    ...baseDirectives(maxConnections),
    ...options.root,
    httpApi("Coworkers ask each other here who has a stream."),
    httpServer(
      hls ? "HLS: /live/livestream.m3u8, only of streams published here" : "For probes.",
      hls?.path,
      options.httpServer,
    ),
    defaultVhost([
      {
        ...block("cluster", [
          directive("mode", "local"),
          directive("origin_cluster", "on"),
          directive("coworkers", ...peers),
        ]),
        comment: "Who does not have a stream sends the edge to the coworker that has it.",
      },
      ...(hls ? [hlsDirectives(hls, version)] : []),
      ...options.vhost,
    ]),
  ];
}
