import { overrideResources, type Resources } from "@weir/app/resources";
import type { Size } from "@weir/app/scale";
import type { WebSetting } from "@weir/app/web";
import type { Path } from "@weir/finding/finding";
import { sharedNames } from "@weir/srs/names";
import type { Pods, Protocol, Settings } from "./settings.ts";

/** What viewers come in by: the one of the app, or a cluster's. */
export interface Door {
  /** The cluster; empty for the app's. */
  readonly name: string;
  /** Where it is written, from the app's key. */
  readonly at: Path;
  readonly address: string | undefined;
  readonly web: WebSetting | undefined;
  /** What the address offers. */
  readonly serves: readonly Protocol[];
  readonly groups: readonly Group[];
}

/** Pods that are configured alike: a track, a cluster, or all of them where there is neither. */
export interface Group extends Size {
  /** The track or cluster; empty for an app with neither. */
  readonly name: string;
  /** Where it is written, and where its drain is, which may be the app's. From the app's key. */
  readonly at: Path;
  readonly drainAt: Path;
  readonly version: string;
  readonly maxConnections: number;
  readonly drain: number;
  readonly resources: Resources;
  /** Whether it has HTTP-FLV, at the address or under a host name. */
  readonly flv: boolean;
  /** Whether releases are held back, and where that is written. */
  readonly paused: boolean;
  readonly pausedAt: Path;
}

/** All doors by name, with their pods by name, each with what it takes over from the app. */
export function doorsOf(settings: Settings): Door[] {
  const { clusters, tracks, version = "" } = settings;
  if (clusters) {
    return byName(clusters).map(([name, cluster]) => {
      const at = ["clusters", name];
      const door = { name, at, address: cluster.address, web: cluster.flv, serves: cluster.serves ?? settings.serves };
      return { ...door, groups: [groupOf(settings, door, name, at, cluster)] };
    });
  }
  const door = { name: "", at: [], address: settings.address, web: settings.flv, serves: settings.serves };
  const groups = tracks
    ? byName(tracks).map(([name, track]) => groupOf(settings, door, name, ["tracks", name], track))
    : [groupOf(settings, door, "", [], { ...settings, version })];
  return [{ ...door, groups }];
}

export function groupsOf(settings: Settings): Group[] {
  return doorsOf(settings).flatMap(({ groups }) => groups);
}

/** What the objects of a track or cluster begin with, and their label `run`. */
export function runOf(name: string): string {
  return name ? `${sharedNames.edge}-${name}` : sharedNames.edge;
}

/** What the doors offer at their addresses. */
export function servedBy(doors: readonly Door[]): readonly Protocol[] {
  return (["rtmp", "flv"] as const).filter((protocol) => doors.some(({ serves }) => serves.includes(protocol)));
}

function groupOf(settings: Settings, door: Omit<Door, "groups">, name: string, at: Path, pods: Pods): Group {
  return {
    name,
    at,
    drainAt: pods.drain === undefined ? ["drain"] : [...at, "drain"],
    version: pods.version,
    replicas: pods.replicas,
    scale: pods.scale,
    maxConnections: pods.max_connections ?? settings.max_connections,
    drain: pods.drain ?? settings.drain,
    resources: overrideResources(settings.resources, pods.resources),
    flv: door.serves.includes("flv") || door.web !== undefined,
    paused: pods.paused ?? settings.paused,
    pausedAt: pods.paused === undefined ? ["paused"] : [...at, "paused"],
  };
}

function byName<Value>(map: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
