import type { Cluster } from "@weir/app/context";

/** Edge pods that are configured alike: one track, or the whole app without tracks. */
export interface EdgePods {
  readonly replicas: number;
  readonly max_connections: number;
}

/** Edge pods that viewers reach by the same load balancer. */
export interface EdgeDoor {
  readonly pods: readonly EdgePods[];
  /** What the load balancer is bought with, in kbps; undefined for one without a limit, or none. */
  readonly bandwidth: number | undefined;
}

export interface EdgeCapacity {
  /** Viewers of all pods together. */
  readonly viewers: number;
  /** The same with the pod gone that takes most: a node died, or a release is under way. */
  readonly onePodLost: number;
  /** What one more viewer would hit first. */
  readonly limit: "connections" | "processor" | "network" | "bandwidth";
}

/** Share of a limit that is planned with, the rest is for bursts: overload of SRS begins at 80 % of its core. */
export const planned = 0.8;
/** Share of a network card that is planned with: it also carries what the edges fetch, and other pods. */
export const plannedNetwork = 0.7;
/** kbps that one core of SRS sends: 4000 RTMP players at 600 kbps (PERFORMANCE.md of SRS). */
const coreBitrate = 4000 * 600;

/**
 * How many viewers the edges hold at a bit rate in kbps. A pod holds the least of 80 % of its connections, 80 % of
 * its core and 70 % of a node's network; the pods behind a load balancer no more than 80 % of its bandwidth; all
 * together no more than the networks of all nodes.
 */
export function edgeCapacity(doors: readonly EdgeDoor[], bitrate: number, nodes: Cluster["nodes"]): EdgeCapacity {
  const card = ((nodes?.bandwidth ?? Number.POSITIVE_INFINITY) * plannedNetwork) / bitrate;
  const cards = card * (nodes?.count ?? Number.POSITIVE_INFINITY);
  const processor = (coreBitrate * planned) / bitrate;
  const rooms = doors.map(({ pods, bandwidth = Number.POSITIVE_INFINITY }): Room => {
    const each = pods
      .filter(({ replicas }) => replicas > 0)
      .map(({ replicas, max_connections }) => ({
        replicas,
        holds: Math.min(max_connections * planned, processor, card),
      }));
    return {
      pods: sum(each.map(({ replicas, holds }) => replicas * holds)),
      largest: Math.max(0, ...each.map(({ holds }) => holds)),
      door: (bandwidth * planned) / bitrate,
    };
  });
  const served = (rooms: readonly Room[]) => sum(rooms.map(({ pods, door }) => Math.min(pods, door)));
  const lost = rooms.map((room, index) => served(rooms.with(index, { ...room, pods: room.pods - room.largest })));
  const all = served(rooms);
  const largest = Math.max(0, ...rooms.map(({ largest }) => largest));
  const limit =
    all > cards || largest === card
      ? "network"
      : rooms.some(({ pods, door }) => pods > door)
        ? "bandwidth"
        : largest === processor
          ? "processor"
          : "connections";
  return { viewers: whole(Math.min(all, cards)), onePodLost: whole(Math.min(all, ...lost, cards)), limit };
}

/** In viewers, what is behind one load balancer. */
interface Room {
  /** What its pods hold together, and the largest of them. */
  readonly pods: number;
  readonly largest: number;
  /** What the load balancer lets through. */
  readonly door: number;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function whole(viewers: number): number {
  // 0.8 × 1000 is 800 to a person; a float may be a hair below.
  return Math.floor(viewers + 1e-6);
}
