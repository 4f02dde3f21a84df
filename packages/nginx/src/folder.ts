import { block, type Directive, directive, type NginxConfig, said } from "./config.ts";
import type { Folder, NginxSettings } from "./settings.ts";
import { playerFiles, types } from "./viewers.ts";

/** How files of a shared folder are read, in `http`. */
export function folderDirectives({ pages }: Folder): NginxConfig {
  return [
    said(
      "A playlist is replaced every few seconds: an open file would be the old one.",
      directive("open_file_cache", "off"),
    ),
    types(pages === true),
  ];
}

/** Playlists and segments of a folder; with pages, recordings too, each of which is asked for by itself as a playlist is. */
export function folderLocations(settings: NginxSettings & Folder): Directive[] {
  const whole = ["m3u8", ...(settings.pages ? ["flv"] : [])];
  const segments = ["ts", "mp4", "m4s"];
  return [
    ...(settings.pages ? [unfinished] : []),
    ...(settings.auth?.files === "playlists"
      ? [playerFiles("playlists", whole, settings), playerFiles("segments", segments, settings)]
      : [playerFiles("playlists", [...whole, ...segments], settings)]),
  ];
}

/** As SRS calls what it still writes to (srs_app_dvr.cpp, srs_app_hls.cpp). */
const unfinished = said(
  "Files that are still written are nobody's.",
  block(["location", "~", "\\.(tmp|temp)$"], [directive("return", 404)]),
);
