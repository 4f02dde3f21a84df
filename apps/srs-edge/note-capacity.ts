import type { Context } from "@weir/app/app";
import { edgeCapacity } from "@weir/capacity/edge-capacity";
import { type Settings, tracksOf } from "./settings.ts";

const limits = {
  connections: "max_connections",
  processor: "the pods' processors",
  network: "the nodes' network",
} as const;

/** How many viewers the edges hold; nothing where the environment does not say what a stream weighs. */
export function noteCapacity(settings: Settings, { audience, cluster }: Context): string[] {
  if (!audience) return [];
  const pods = tracksOf(settings).map((track) => ({
    replicas: track.replicas,
    max_connections: track.maxConnections,
  }));
  const { viewers, onePodLost, limit } = edgeCapacity(pods, audience.bitrate, cluster.nodes);
  const say = (count: number) => count.toLocaleString("en");
  return [
    `Holds ${say(viewers)} viewers at ${say(audience.bitrate)} kbps, ${say(onePodLost)} with one pod lost; ` +
      `the limit is ${limits[limit]}. Expected at peak: ${say(audience.viewers)}.`,
  ];
}
