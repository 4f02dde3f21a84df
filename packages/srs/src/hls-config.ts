import { block, type Directive, directive } from "./config.ts";
import { understands } from "./directives.ts";
import type { SrsVersion } from "./versions.ts";

export interface HlsSettings {
  /** The folder that playlists and segments are written to, as the container sees it. */
  readonly path: string;
  /** Length of a segment, in seconds; it ends at the next key frame. */
  readonly fragment: number;
  /** Length of a playlist, in seconds: at least three segments, or players stall. */
  readonly window: number;
  /** Seconds after which the files of a stream that ended go; left out, two windows, when the slowest viewer is done with them. */
  readonly dispose?: number | undefined;
  /** Whether a cache asks for it: then all viewers get the same playlist, where SRS would make one for each. */
  readonly cached: boolean;
}

/** HLS into a folder. */
export function hlsDirectives(
  { path, fragment, window, dispose, cached }: HlsSettings,
  version: SrsVersion,
): Directive {
  return block("hls", [
    directive("enabled", "on"),
    directive("hls_path", path),
    directive("hls_fragment", fragment),
    directive("hls_window", window),
    directive("hls_dispose", dispose ?? Math.max(120, 2 * window)),
    ...(cached && understands(version, "vhost", "hls", "hls_ctx")
      ? [
          {
            ...directive("hls_ctx", "off"),
            comment: "One playlist for all viewers, or nginx would have to ask for each of them.",
          },
          directive("hls_ts_ctx", "off"),
        ]
      : []),
  ]);
}
