import { type Directive, directive, type NginxConfig, said } from "./config.ts";
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

/** Playlists and segments of a folder. */
export function folderLocations(settings: NginxSettings & Folder): Directive[] {
  const segments = ["ts", "mp4", "m4s"];
  if (settings.auth?.files !== "playlists") return [playerFiles("playlists", ["m3u8", ...segments], settings)];
  return [playerFiles("playlists", ["m3u8"], settings), playerFiles("segments", segments, settings)];
}
