import type { Problem } from "@weir/finding/finding";

/** How HLS is served from a folder that somebody else fills. */
export interface HlsServerSettings {
  /** The folder with playlists and segments, as the container sees it. */
  readonly root: string;
  /** Seconds that a download under way is given when the server stops; 0 would mean for ever. */
  readonly drain: number;
}

/** What cannot be written into nginx.conf, where ; { } $ quotes and spaces would begin something else. */
export function checkSettings({ root, drain }: HlsServerSettings): Problem[] {
  const problems: Problem[] = [];
  if (!/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(root)) {
    problems.push({
      id: "nginx/unsafe-path",
      severity: "error",
      what: `${JSON.stringify(root.slice(0, 80))} is not a folder that nginx.conf can name.`,
      fix: "Write an absolute path of letters, digits, - _ and dots, such as /data/hls.",
    });
  }
  if (!Number.isSafeInteger(drain) || drain < 1) {
    problems.push({
      id: "nginx/invalid-drain",
      severity: "error",
      what: `A drain of ${drain} seconds is not a whole number above zero.`,
      why: "nginx takes 0 for no limit, and a stopping pod would wait for its slowest viewer until it is killed.",
    });
  }
  return problems;
}
