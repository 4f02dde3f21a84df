interface HlsLengths {
  readonly fragment?: number | undefined;
  readonly segments?: number | undefined;
}

/** Seconds of a playlist: of xiu 0.14 6 segments of 5 s where its file does not say (hls 0.5.6: flv2hls.rs, m3u8.rs). */
export function hlsWindow({ fragment = 5, segments = 6 }: HlsLengths = {}): number {
  return fragment * segments;
}
