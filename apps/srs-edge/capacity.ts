import type { Context } from "@weir/app/app";
import { type EdgeCapacity, edgeCapacity } from "@weir/capacity/edge-capacity";
import type { SettingProblem } from "@weir/finding/finding";
import { groupDigits } from "@weir/finding/group-digits";
import { type Settings, tracksOf } from "./settings.ts";

const limits = {
  connections: { is: "max_connections", fix: "raise replicas or max_connections." },
  processor: { is: "the pods' processors", fix: "raise replicas." },
  network: { is: "the nodes' network", fix: "add nodes, or take some with more bandwidth." },
} as const;

/** How many viewers the edges hold; nothing where the environment does not say what a stream weighs. */
export function noteCapacity(settings: Settings, context: Context): string[] {
  const { audience } = context;
  if (!audience) return [];
  const { viewers, onePodLost, limit } = capacityOf(settings, context, audience.bitrate);
  return [
    `Holds ${groupDigits(viewers)} viewers at ${groupDigits(audience.bitrate)} kbps, ${groupDigits(onePodLost)} with one pod lost; ` +
      `the limit is ${limits[limit].is}. Expected at peak: ${groupDigits(audience.viewers)}.`,
  ];
}

/** Edges for nobody, or for fewer than are expected. */
export function checkCapacity(settings: Settings, context: Context): SettingProblem[] {
  const { audience } = context;
  if (tracksOf(settings).every(({ replicas }) => replicas === 0)) {
    return [
      {
        id: "edge/no-pods",
        severity: "error",
        at: [settings.tracks ? "tracks" : "replicas"],
        what: settings.tracks ? "No track of srs-edge has a replica." : "srs-edge has 0 replicas.",
        why: "Nobody can watch.",
        fix: settings.tracks ? "give one track replicas: 1 or more." : "replicas: 1 or more.",
      },
    ];
  }
  if (!audience) return [];
  const { viewers, limit } = capacityOf(settings, context, audience.bitrate);
  if (viewers >= audience.viewers) return [];
  return [
    {
      id: "edge/too-few-pods",
      severity: "warning",
      at: [],
      what: `srs-edge holds ${groupDigits(viewers)} viewers at ${groupDigits(audience.bitrate)} kbps, and ${groupDigits(audience.viewers)} are expected at peak.`,
      why: "Those beyond are turned away, or the stream stalls for all.",
      fix: limits[limit].fix,
    },
  ];
}

function capacityOf(settings: Settings, { cluster }: Context, bitrate: number): EdgeCapacity {
  const pods = tracksOf(settings).map(({ replicas, maxConnections }) => ({
    replicas,
    max_connections: maxConnections,
  }));
  return edgeCapacity(pods, bitrate, cluster.nodes);
}
