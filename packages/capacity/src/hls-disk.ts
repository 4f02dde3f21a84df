import type { Audience } from "@weir/app/context";

const gib = 1024 ** 3;
/** Segments leave after their window, those of an ended stream after two more; streams vary above their mean. */
const slack = 4;

/**
 * Disk for the HLS of all streams as a Kubernetes quantity, in whole Gi: streams × bit rate × window, with room for
 * what leaves late. Nobody said how many publish: 1Gi.
 *
 * @param window length of a playlist, in seconds
 */
export function hlsDisk(audience: Audience | undefined, window: number): string {
  const { publishers, bitrate } = audience ?? { publishers: 0, bitrate: 0 };
  return `${Math.max(1, Math.ceil((publishers * bitrate * 125 * window * slack) / gib))}Gi`;
}
