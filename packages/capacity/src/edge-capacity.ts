import type { Cluster } from "@weir/app/context";

/** Edge pods that are configured alike: one track, or the whole app without tracks. */
export interface EdgePods {
  readonly replicas: number;
  readonly max_connections: number;
}

export interface EdgeCapacity {
  /** Viewers of all pods together. */
  readonly viewers: number;
  /** The same with the largest pod gone: a node died, or a release is under way. */
  readonly onePodLost: number;
  /** What one more viewer would hit first. */
  readonly limit: "connections" | "processor" | "network";
}

/** Share of a pod's limits that is planned with, the rest is for bursts: overload of SRS begins at 80 % of its core. */
const planned = 0.8;
/** Share of a network card that is planned with. */
const plannedNetwork = 0.7;
/** kbps that one core of SRS sends: 4000 RTMP players at 600 kbps (PERFORMANCE.md of SRS). */
const coreBitrate = 4000 * 600;

/**
 * How many viewers the edges hold at a bit rate in kbps. A pod holds the least of 80 % of its connections, 80 % of
 * its core and 70 % of a node's network; all pods together no more than the networks of all nodes.
 */
export function edgeCapacity(tracks: readonly EdgePods[], bitrate: number, nodes: Cluster["nodes"]): EdgeCapacity {
  const card = ((nodes?.bandwidth ?? Number.POSITIVE_INFINITY) * plannedNetwork) / bitrate;
  const processor = (coreBitrate * planned) / bitrate;
  const pods = tracks
    .filter(({ replicas }) => replicas > 0)
    .map(({ replicas, max_connections }) => ({
      replicas,
      holds: Math.min(max_connections * planned, processor, card),
    }));
  const all = pods.reduce((total, { replicas, holds }) => total + replicas * holds, 0);
  const largest = Math.max(0, ...pods.map(({ holds }) => holds));
  const cards = card * (nodes?.count ?? Number.POSITIVE_INFINITY);
  const network = all > cards || largest === card;
  return {
    viewers: whole(Math.min(all, cards)),
    onePodLost: whole(Math.min(all - largest, cards)),
    limit: network ? "network" : largest === processor ? "processor" : "connections",
  };
}

function whole(viewers: number): number {
  // 0.8 × 1000 is 800 to a person; a float may be a hair below.
  return Math.floor(viewers + 1e-6);
}
