import { baseDirectives, defaultVhost, httpApi, httpFlv, httpServer } from "./base-config.ts";
import { block, type Directive, directive, type SrsConfig } from "./config.ts";
import { understands } from "./directives.ts";
import { planGrace } from "./grace.ts";
import type { Options } from "./options/option.ts";
import { ports } from "./ports.ts";
import type { SrsVersion } from "./versions.ts";

export interface EdgeSettings {
  readonly version: SrsVersion;
  readonly maxConnections: number;
  /** Host names of the origins, without a port: one stable Service is enough, also of an origin cluster. */
  readonly origins: readonly string[];
  /** Seconds that a session is given to end by itself. */
  readonly drain: number;
  /** Whether it serves HTTP-FLV too. */
  readonly flv: boolean;
  readonly options: Options;
}

/** An edge: RTMP and HTTP-FLV for many viewers, streams fetched from the origins. Drains on SIGTERM. */
export function edgeConfig({ version, maxConnections, origins, drain, flv, options }: EdgeSettings): SrsConfig {
  const peers = origins.map((host) => `${host}:${ports.rtmp}`);
  return [
    ...baseDirectives(maxConnections),
    ...graceDirectives(drain, version),
    ...options.root,
    httpApi("For probes and for a look at clients and streams."),
    httpServer(flv ? "HTTP-FLV: /live/livestream.flv" : "For probes.", undefined, options.httpServer),
    defaultVhost([
      {
        ...block("cluster", [directive("mode", "remote"), directive("origin", ...peers)]),
        comment: "Fetches a stream from the origin when the first viewer asks; passes on what is published here.",
      },
      ...(flv ? [httpFlv] : []),
      ...options.vhost,
    ]),
  ];
}

function graceDirectives(drain: number, version: SrsVersion): Directive[] {
  const { startWait, finalWait } = planGrace(drain, version);
  if (!understands(version, "force_grace_quit")) return [];
  return [
    {
      ...directive("force_grace_quit", "on"),
      comment: "SIGTERM: take nobody new, let everybody play on until they leave. Waits are milliseconds.",
    },
    ...(startWait === undefined ? [] : [directive("grace_start_wait", startWait)]),
    ...(finalWait === undefined ? [] : [directive("grace_final_wait", finalWait)]),
  ];
}
