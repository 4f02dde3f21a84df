import type { Cluster } from "@weir/app/context";

/** Edge pods that are configured alike: one track, or the whole app without tracks. */
export interface EdgePods {
  readonly replicas: number;
  readonly max_connections: number;
  /** The part of a core that a pod can use, up to 1. */
  readonly core: number;
  /** Bytes beyond which a pod is killed. */
  readonly memory: number;
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
  readonly limit: "connections" | "processor" | "memory" | "network" | "bandwidth";
}

/** Share of a limit that is planned with, the rest is for bursts: overload of SRS begins at 80 % of its core. */
export const planned = 0.8;
/** Share of a network card that is planned with: it also carries what the edges fetch, and other pods. */
export const plannedNetwork = 0.7;
/** kbps that one core of SRS sends: 4000 RTMP players at 600 kbps (PERFORMANCE.md of SRS). */
const coreBitrate = 4000 * 600;
/** Bytes that SRS needs for each player: 419 MB for 4000 (PERFORMANCE.md of SRS). */
export const bytesPerViewer = 105_000;

/**
 * How many viewers the edges hold at a bit rate in kbps. A pod holds the least of 80 % of its connections, 80 % of
 * its core, 80 % of its memory and 70 % of a node's network; the pods behind a load balancer no more than 80 % of its bandwidth; all
 * together no more than the networks of all nodes.
 */
export function edgeCapacity(doors: readonly EdgeDoor[], bitrate: number, nodes: Cluster["nodes"]): EdgeCapacity {
  const card = ((nodes?.bandwidth ?? Number.POSITIVE_INFINITY) * plannedNetwork) / bitrate;
  const cards = card * (nodes?.count ?? Number.POSITIVE_INFINITY);
  const rooms = doors.map(({ pods, bandwidth = Number.POSITIVE_INFINITY }): Room => {
    const each = pods.filter(({ replicas }) => replicas > 0).map((alike) => roomOf(alike, bitrate, card));
    return {
      pods: sum(each.map(({ replicas, holds }) => replicas * holds)),
      largest: each.reduce((largest, pod) => (pod.holds > largest.holds ? pod : largest), nothing),
      door: (bandwidth * planned) / bitrate,
    };
  });
  const served = (rooms: readonly Room[]) => sum(rooms.map(({ pods, door }) => Math.min(pods, door)));
  const lost = rooms.map((room, index) => served(rooms.with(index, { ...room, pods: room.pods - room.largest.holds })));
  const all = served(rooms);
  const [largest = nothing] = rooms.map(({ largest }) => largest).sort((a, b) => b.holds - a.holds);
  const limit = all > cards ? "network" : rooms.some(({ pods, door }) => pods > door) ? "bandwidth" : largest.limit;
  return { viewers: whole(Math.min(all, cards)), onePodLost: whole(Math.min(all, ...lost, cards)), limit };
}

/** What one of some pods holds, and why no more. */
interface PodRoom {
  readonly replicas: number;
  readonly holds: number;
  readonly limit: EdgeCapacity["limit"];
}

const nothing: PodRoom = { replicas: 0, holds: 0, limit: "connections" };

function roomOf({ replicas, max_connections, core, memory }: EdgePods, bitrate: number, card: number): PodRoom {
  const limits = [
    ["network", card],
    ["processor", (coreBitrate * core * planned) / bitrate],
    ["memory", (memory * planned) / bytesPerViewer],
    ["connections", max_connections * planned],
  ] as const;
  const holds = Math.min(...limits.map(([, viewers]) => viewers));
  const [limit] = limits.find(([, viewers]) => viewers === holds) as (typeof limits)[number];
  return { replicas, holds, limit };
}

/** In viewers, what is behind one load balancer. */
interface Room {
  /** What its pods hold together, and the largest of them. */
  readonly pods: number;
  readonly largest: PodRoom;
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
