import { header } from "@weir/kubernetes/generated";
import { authLocations } from "./auth.ts";
import { block, type Directive, directive, formatConfig, type NginxConfig, plain, said } from "./config.ts";
import { folderDirectives, folderLocations } from "./folder.ts";
import { namesDirectives, startScript } from "./names.ts";
import { cacheDirectives, originAsking, originLocations, segmentSeconds } from "./origin.ts";
import { proxyLocations } from "./proxy.ts";
import type { NginxSettings } from "./settings.ts";
import { certificateFolder, tlsDirectives } from "./tls.ts";
import { cacheControl, playerHeaders } from "./viewers.ts";

/** What a probe asks for; answered without touching a disk. */
export const healthPath = "/healthz";

/** What its ConfigMap holds: nginx.conf, and the script that starts it where it calls other servers. */
export function configFiles(settings: NginxSettings): Record<string, string> {
  return { "nginx.conf": renderConfig(settings), ...(dials(settings) && { "start.sh": startScript }) };
}

/** Starts nginx in the foreground on the files of a folder, whatever the image's own command is. */
export function commandFor(settings: NginxSettings, folder: string): string[] {
  const nginx = ["nginx", "-e", "stderr", "-c", `${folder}/nginx.conf`];
  return dials(settings) ? ["/bin/sh", `${folder}/start.sh`, ...nginx] : nginx;
}

/**
 * nginx.conf for HLS: non-root, writing to /tmp and its cache alone.
 *
 * @throws UnsafeSettingError for what the settings' schemas refuse
 */
export function renderConfig(settings: NginxSettings): string {
  return `${[
    header,
    ...formatConfig([
      directive("daemon", "off"),
      directive("worker_processes", 2),
      said(
        "Two files a viewer, a socket and a segment; a container may start with no more than 1024.",
        directive("worker_rlimit_nofile", 10_000),
      ),
      said(
        "SIGQUIT: finish what is being sent, for this long.",
        directive("worker_shutdown_timeout", `${settings.drain}s`),
      ),
      directive("error_log", "stderr", "warn"),
      directive("pid", "/tmp/nginx.pid"),
      block("events", [directive("worker_connections", 4096)]),
      block("http", [...httpDirectives(settings), block("server", serverDirectives(settings))]),
    ]),
  ].join("\n")}\n`;
}

function httpDirectives(settings: NginxSettings): NginxConfig {
  const cached = "origin" in settings;
  return [
    directive("server_tokens", "off"),
    said(
      "A viewer asks every few seconds: a line each would be most of what the cluster logs.",
      directive("access_log", "off"),
    ),
    said("An ended stream is missing, which is no error.", directive("log_not_found", "off")),
    ...(dials(settings) ? namesDirectives : []),
    said("Threads read files: a slow disk then holds up one viewer, not all.", directive("sendfile", "on")),
    directive("tcp_nopush", "on"),
    directive("aio", "threads"),
    ...(cached ? cacheDirectives(settings.origin) : folderDirectives(settings)),
    cacheControl(settings, cached ? segmentSeconds : 60),
    ...certificateFolder(settings),
    directive("client_max_body_size", "1k"),
    ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) =>
      directive(`${kind}_temp_path`, `/tmp/${kind.replace("_", "-")}`),
    ),
  ];
}

function serverDirectives(settings: NginxSettings): NginxConfig {
  return [
    directive("listen", settings.ports.http.number),
    ...tlsDirectives(settings),
    said("The port here is not the one that viewers know.", directive("absolute_redirect", "off")),
    block(["location", "=", healthPath], [directive("default_type", "text/plain"), directive("return", 200, "ok")]),
    ...authLocations(settings),
    ...proxyLocations(settings),
    block(["location", "/"], [...playerHeaders(settings), ...contentDirectives(settings)]),
  ];
}

function contentDirectives(settings: NginxSettings): NginxConfig {
  if ("origin" in settings) return [...originAsking, ...originLocations(settings), ...nothingElse];
  const { root, folder, pages } = settings;
  const files = [directive("root", folder ? `${plain(root)}/${plain(folder)}` : plain(root))];
  if (pages) return [...files, directive("index", "index.html"), ...folderLocations(settings)];
  return [...files, ...folderLocations(settings), ...nothingElse];
}

const nothingElse: readonly Directive[] = [
  said("Nothing else is for viewers, nor is a list of what there is.", directive("return", 404)),
];

/** Whether it calls other servers by their names. */
function dials(settings: NginxSettings): boolean {
  return "origin" in settings || settings.auth !== undefined || Object.keys(settings.proxy ?? {}).length > 0;
}
