import type { Auth, Hls, Peer, XiuConfig } from "./config.ts";
import { ports } from "./ports.ts";
import { isAtLeast, type XiuVersion } from "./versions.ts";

/** What every xiu is told, whatever its role. */
export interface XiuOptions {
  readonly version: XiuVersion;
  /** Groups of pictures that a new viewer is sent at once: 0 saves memory, 1 starts without waiting for a key frame. */
  readonly gopNum: number;
  readonly logLevel: LogLevel;
  readonly hls?: HlsOptions | undefined;
  readonly auth?: AuthOptions | undefined;
}

export const logLevels = ["error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface HlsOptions {
  /** Seconds; 0.14 and later. */
  readonly fragment?: number | undefined;
  /** Segments in a playlist; 0.14 and later. */
  readonly segments?: number | undefined;
}

export const playProtocols = ["rtmp", "httpflv", "hls"] as const;
export type PlayProtocol = (typeof playProtocols)[number];

/** Who must show a token; what it is made of is in a Secret. */
export interface AuthOptions {
  readonly publish: boolean;
  /** Viewers, by what they play. */
  readonly play: readonly PlayProtocol[];
  readonly algorithm: Auth["algorithm"];
}

/** Takes what is published: an origin, and an edge that an origin pushes to. */
export function originConfig(options: XiuOptions): XiuConfig {
  return configOf(options, {});
}

/** The same, and every stream goes on to each of these hosts at once. */
export function pushOriginConfig(options: XiuOptions & { readonly edges: readonly string[] }): XiuConfig {
  return configOf(options, { push: options.edges.map(peer) });
}

/** Fetches a stream from the origin when a viewer asks for it. RTMP and HTTP-FLV: a request for HLS fetches nothing. */
export function pullEdgeConfig(options: Omit<XiuOptions, "hls"> & { readonly origin: string }): XiuConfig {
  return configOf({ ...options, hls: undefined }, { pull: peer(options.origin) });
}

function peer(address: string): Peer {
  return { enabled: true, address, port: ports.rtmp };
}

function configOf(options: XiuOptions, relays: { pull?: Peer; push?: Peer[] }): XiuConfig {
  const { gopNum, hls, auth } = options;
  return {
    rtmp: {
      enabled: true,
      port: ports.rtmp,
      gop_num: gopNum,
      ...relays,
      ...(auth && { auth: { ...playAuth(auth, "rtmp"), push_enabled: auth.publish } }),
    },
    httpflv: { enabled: true, port: ports.httpflv, ...(auth && { auth: playAuth(auth, "httpflv") }) },
    ...(hls && { hls: { ...hlsTable(hls, options.version), ...(auth && { auth: playAuth(auth, "hls") }) } }),
    httpapi: { port: ports.api },
    log: { level: logFilter(options.logLevel) },
    // The pod adds the table where tokens are asked for; without it xiu does not start.
    ...(!auth && { authsecret: { key: "", password: "" } }),
  };
}

function hlsTable({ fragment, segments }: HlsOptions, version: XiuVersion): Hls {
  return {
    enabled: true,
    port: ports.hls,
    need_record: false,
    ...(fragment !== undefined && { fragment }),
    ...(segments !== undefined && { live_ts_count: segments }),
    // 0.14 panics without it; older ones do not read it.
    ...(isAtLeast(version, "0.14.0") && { s3: { enabled: false, bucket: "", region: "" } }),
  };
}

function playAuth({ play, algorithm }: AuthOptions, protocol: PlayProtocol): Auth {
  return { pull_enabled: play.includes(protocol), algorithm };
}

/**
 * As env_logger reads it. Every question that a probe asks of the API makes streamhub write all it knows of every
 * stream at level info.
 */
function logFilter(level: LogLevel): string {
  return level === "info" ? "info,streamhub=warn,xiu::api=warn" : level;
}
