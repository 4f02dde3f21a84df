import { block, type Directive, directive } from "./config.ts";
import { ports } from "./ports.ts";

/** What every role begins with: one foreground process that writes only to /tmp and to the console. */
export function baseDirectives(maxConnections: number): Directive[] {
  return [
    directive("listen", ports.rtmp),
    directive("max_connections", maxConnections),
    directive("daemon", "off"),
    directive("pid", "/tmp/srs.pid"),
    directive("srs_log_tank", "console"),
  ];
}

/** The API without a password: whoever reaches it can end any session, so only the cluster may. */
export function httpApi(comment: string): Directive {
  return { ...block("http_api", [directive("enabled", "on"), directive("listen", ports.api)]), comment };
}

/**
 * @param dir what is served beside the streams; left out, the image's own pages
 * @param more of the options that are on
 */
export function httpServer(comment: string, dir: string | undefined, more: readonly Directive[]): Directive {
  const serves = dir === undefined ? [] : [directive("dir", dir)];
  return {
    ...block("http_server", [directive("enabled", "on"), directive("listen", ports.http), ...serves, ...more]),
    comment,
  };
}

/** The one vhost: every domain that no other vhost names. */
export function defaultVhost(directives: readonly Directive[]): Directive {
  return block(["vhost", "__defaultVhost__"], directives);
}

export const httpFlv: Directive = block("http_remux", [directive("enabled", "on")]);
