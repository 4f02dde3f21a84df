import type { Context } from "@weir/app/app";
import { usableCore } from "@weir/app/resources";
import { podsAtLeast } from "@weir/app/scale";
import { bandwidthOf } from "@weir/capacity/bandwidth-of";
import { bytesPerViewer, type EdgeCapacity, edgeCapacity } from "@weir/capacity/edge-capacity";
import type { SettingProblem } from "@weir/finding/finding";
import { groupDigits } from "@weir/finding/group-digits";
import { parseQuantity } from "@weir/kubernetes/quantities";
import { type Door, doorsOf, type Group } from "./doors.ts";
import type { Settings } from "./settings.ts";

const limits = {
  connections: { is: "max_connections", fix: (size: string) => `raise ${size} or max_connections.` },
  processor: { is: "the pods' processors", fix: (size: string) => `raise ${size}.` },
  memory: { is: "the pods' memory", fix: (size: string) => `raise ${size} or resources.memory.` },
  network: { is: "the nodes' network", fix: () => "add nodes, or take some with more bandwidth." },
  bandwidth: {
    is: "the bandwidth of the address",
    fix: () => "buy more bandwidth for the address, or put clusters at several addresses.",
  },
} as const;

/** How many viewers the edges hold; nothing where the environment does not say what a stream weighs. */
export function noteCapacity(settings: Settings, context: Context): string[] {
  const { audience } = context;
  if (!audience) return [];
  const doors = doorsOf(settings);
  const say = (doors: readonly Door[]) => {
    const { viewers, onePodLost, limit } = capacityOf(doors, context, audience.bitrate, podsAtLeast);
    const most = capacityOf(doors, context, audience.bitrate, podsAtMost);
    return [
      `${groupDigits(viewers)} viewers at ${groupDigits(audience.bitrate)} kbps, ${groupDigits(onePodLost)} with one pod lost; the limit is ${limits[limit].is}.`,
      ...(scales(doors)
        ? [
            `All the pods that scale allows would hold ${groupDigits(most.viewers)}; the limit is ${limits[most.limit].is}.`,
          ]
        : []),
    ].join(" ");
  };
  return [
    `Holds ${say(doors)} Expected at peak: ${groupDigits(audience.viewers)}.`,
    ...(settings.clusters ? doors.map((door) => `${door.name} holds ${say([door])}`) : []),
  ];
}

/** Edges for nobody, or for fewer than are expected even with all the pods that may run. */
export function checkCapacity(settings: Settings, context: Context): SettingProblem[] {
  const { audience } = context;
  const doors = doorsOf(settings);
  const shut = doors.flatMap((door) => checkPods(settings, door));
  if (shut.length > 0 || !audience) return shut;
  const { viewers, limit } = capacityOf(doors, context, audience.bitrate, podsAtMost);
  if (viewers >= audience.viewers) return [];
  const scaled = scales(doors);
  return [
    {
      id: "edge/too-few-pods",
      severity: "warning",
      at: [],
      what:
        `srs-edge holds ${groupDigits(viewers)} viewers at ${groupDigits(audience.bitrate)} kbps` +
        `${scaled ? " with all the pods that scale allows" : ""}, and ${groupDigits(audience.viewers)} are expected at peak.`,
      why: "Those beyond are turned away, or the stream stalls for all.",
      fix: limits[limit].fix(scaled ? "max" : "replicas"),
    },
  ];
}

function checkPods({ tracks }: Settings, { name, at, groups }: Door): SettingProblem[] {
  if (groups.some((group) => podsAtLeast(group) > 0)) return [];
  return [
    {
      id: "edge/no-pods",
      severity: "error",
      at: tracks ? ["tracks"] : [...at, "replicas"],
      what: tracks ? "No track of srs-edge has a replica." : `${name || "srs-edge"} has 0 replicas.`,
      why: "Nobody can watch.",
      fix: tracks ? "give one track replicas: 1 or more." : "replicas: 1 or more.",
    },
  ];
}

function capacityOf(
  doors: readonly Door[],
  context: Context,
  bitrate: number,
  podsOf: (group: Group) => number,
): EdgeCapacity {
  const rooms = doors.map((door) => ({
    pods: door.groups.map((group) => ({
      replicas: podsOf(group),
      max_connections: group.maxConnections,
      core: usableCore(group.resources),
      memory: bytesOf(group),
    })),
    bandwidth: bandwidthOf([door.address, door.web?.address], context),
  }));
  return edgeCapacity(rooms, bitrate, context.cluster.nodes);
}

function bytesOf({ resources }: Group): number {
  return parseQuantity(resources.memory) ?? Number.POSITIVE_INFINITY;
}

/** Connections that a pod would take and not survive: SRS knows of its count, and nothing of its memory. */
export function checkMemory(group: Group): SettingProblem[] {
  const most = Math.floor(bytesOf(group) / bytesPerViewer);
  if (group.maxConnections <= most) return [];
  const needed = Math.ceil((group.maxConnections * bytesPerViewer) / 2 ** 20 / 64) * 64;
  return [
    {
      id: "edge/memory-for-connections",
      severity: "error",
      at: [...group.at, "max_connections"],
      what: `A pod takes ${groupDigits(group.maxConnections)} connections, which need ${needed}Mi of memory; it gets ${group.resources.memory}.`,
      why: "Before it is full the kernel ends the process, and all viewers of the pod are cut at once.",
      fix: `resources.memory: ${needed}Mi or more, or max_connections: ${most} or fewer.`,
    },
  ];
}

function podsAtMost({ replicas = 0, scale }: Group): number {
  return scale?.max ?? replicas;
}

function scales(doors: readonly Door[]): boolean {
  return doors.some(({ groups }) => groups.some(({ scale }) => scale !== undefined));
}
