import { block, type Directive, directive, type NginxConfig, said } from "./config.ts";
import type { NginxSettings } from "./settings.ts";
import { has } from "./versions.ts";

/** Where the Secret is mounted, and what one of the type kubernetes.io/tls holds. */
export const tlsFolder = "/etc/nginx-tls";
export const tlsFiles = ["tls.crt", "tls.key"] as const;

const folder = "$certificates";

/**
 * A file named by a variable is read at each new connection, so a renewed certificate is used without a reload; one named
 * outright would be read once, at the start. In `http`.
 */
export function certificateFolder({ tls }: NginxSettings): Directive[] {
  if (!tls) return [];
  return [
    said(
      "Through a variable, nginx reads the certificate at each new connection: a renewed one is used at once.",
      block(["map", "", folder], [directive("default", tlsFolder)]),
    ),
  ];
}

/** In `server`. */
export function tlsDirectives({ tls, http2, ports, version }: NginxSettings): NginxConfig {
  if (!tls) return [];
  const modern = has("http2Directive", version);
  const words = http2 !== false && !modern ? ["http2"] : [];
  const [certificate, key] = tlsFiles;
  return [
    directive("listen", ports.https.number, "ssl", ...words),
    ...(modern ? [directive("http2", http2 === false ? "off" : "on")] : []),
    directive("ssl_certificate", `${folder}/${certificate}`),
    directive("ssl_certificate_key", `${folder}/${key}`),
    directive("ssl_protocols", "TLSv1.2", "TLSv1.3"),
    directive("ssl_session_cache", "shared:tls:10m"),
    directive("ssl_session_timeout", "1h"),
  ];
}
