import { header } from "@weir/kubernetes/generated";
import { checkSettings, type HlsServerSettings } from "./check-settings.ts";

/** Where nginx listens: above 1024, as it does not run as root. */
export const port = 8080;

/** What a probe asks for; answered without touching the folder. */
export const healthPath = "/healthz";

/** Starts nginx in the foreground on a configuration of `renderConfig`, whatever the image's own command is. */
export function commandFor(file: string): string[] {
  return ["nginx", "-e", "stderr", "-g", "daemon off;", "-c", file];
}

/**
 * nginx.conf for HLS: read only, non-root, writing to /tmp alone. Needs nginx 1.19.5 or later with threads, as the
 * official images have it.
 *
 * @throws UnsafeSettingError for what `checkSettings` reports
 */
export function renderConfig(settings: HlsServerSettings): string {
  const [problem] = checkSettings(settings);
  if (problem) throw new UnsafeSettingError(problem.what);
  const { root, drain } = settings;
  return `\
${header}
worker_processes 2;
# Two files a viewer, a socket and a segment; a container may start with no more than 1024.
worker_rlimit_nofile 10000;
# SIGQUIT: finish what is being sent, for this long.
worker_shutdown_timeout ${drain}s;
error_log stderr warn;
pid /tmp/nginx.pid;

events {
    worker_connections 4096;
}

http {
    server_tokens off;
    # A viewer asks every few seconds: a line each would be most of what the cluster logs.
    access_log off;
    # An ended stream is missing, which is no error.
    log_not_found off;

    types {
        application/vnd.apple.mpegurl m3u8;
        video/mp2t ts;
        video/mp4 mp4 m4s;
    }

    # Threads read the files: a slow network disk then holds up one viewer, not all.
    sendfile on;
    tcp_nopush on;
    aio threads;
    # A playlist is replaced every few seconds: an open file would be the old one.
    open_file_cache off;

    # Caches may keep a segment, a playlist hardly, an error never.
    map $status$uri $cache_control {
        default no-store;
        "~^(200|206|304)/.*\\.m3u8$" "public, max-age=1";
        "~^(200|206|304)/.*\\.(ts|mp4|m4s)$" "public, max-age=60";
    }

    client_max_body_size 1k;
    client_body_temp_path /tmp/client-body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;

    server {
        listen ${port};
        root ${root};

        # Players run in pages of any site.
        add_header Access-Control-Allow-Origin * always;
        add_header Access-Control-Allow-Methods "GET, HEAD, OPTIONS" always;
        add_header Access-Control-Allow-Headers Range always;
        add_header Access-Control-Expose-Headers "Content-Length, Content-Range" always;
        add_header Cache-Control $cache_control always;

        if ($request_method = OPTIONS) {
            return 204;
        }
        if ($request_method !~ ^(GET|HEAD)$) {
            return 405;
        }

        location = ${healthPath} {
            default_type text/plain;
            return 200 "ok\\n";
        }

        location ~ \\.(m3u8|ts|mp4|m4s)$ {
        }

        # Nothing else is for viewers, nor is a list of what there is.
        location / {
            return 404;
        }
    }
}
`;
}

/** A setting that could break out of its place in nginx.conf. */
export class UnsafeSettingError extends Error {
  override readonly name = "UnsafeSettingError";
}
