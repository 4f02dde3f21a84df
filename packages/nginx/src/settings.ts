import type { Backend } from "./backend.ts";
import type { NginxPorts } from "./ports.ts";

/** What one nginx does. `configFiles` makes nginx.conf of it and `nginxPod` the container that can run that file. */
export type NginxSettings = Served & Content;

interface Served {
  /** Tag of the image nginx: `1.29.3`, `1.29.3-alpine`, with or without a digest. */
  readonly version: string;
  readonly ports: NginxPorts;
  /** Seconds that a download under way is given when the server stops; 0 would mean for ever. */
  readonly drain: number;
  /** The Secret with the certificate for HTTPS. */
  readonly tls?: { readonly secretName: string } | undefined;
  /** With a certificate: left out, on. */
  readonly http2?: boolean | undefined;
  readonly auth?: Auth | undefined;
  /** By path (`/console/`): what another server answers. */
  readonly proxy?: Readonly<Record<string, Backend>> | undefined;
}

/** Where HLS comes from: a folder that somebody else fills, or an origin's own HTTP server. */
export type Content = Folder | { readonly origin: Origin };

export interface Folder {
  /** The folder with playlists and segments, as the container sees it: where its volume is mounted. */
  readonly root: string;
  /** A folder below it, which alone is served. */
  readonly folder?: string | undefined;
  /** Also serves whatever else is in the folder: pages, scripts, pictures. */
  readonly pages?: boolean | undefined;
}

export interface Origin {
  /** A Service of the same namespace. A headless one means all of its pods: they are asked in turn until one has the file. */
  readonly service: string;
  readonly port: number;
  /** The one argument of a playlist's URL that the origin must see; others would only make copies of the same. */
  readonly argument: string;
  /** Disk for the cache, as a Kubernetes quantity. */
  readonly cache: string;
}

export interface Auth extends Backend {
  /** Whether segments are asked for too: their URLs have no token, so it takes a header or a cookie. */
  readonly files: "all" | "playlists";
}
