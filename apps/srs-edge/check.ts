import { checkAddress } from "@weir/app/address";
import type { Context } from "@weir/app/app";
import { checkNodesWait } from "@weir/app/drain";
import { checkSize } from "@weir/app/scale";
import { checkWeb } from "@weir/app/web";
import type { Path, SettingProblem } from "@weir/finding/finding";
import { checkServer } from "@weir/srs/check-server";
import { checkGrace, planGrace } from "@weir/srs/grace";
import { checkOptions } from "@weir/srs/options/options";
import { parseVersion } from "@weir/srs/versions";
import { checkCapacity, checkMemory } from "./capacity.ts";
import { type Door, doorsOf, type Group, groupsOf, servedBy } from "./doors.ts";
import { configOf } from "./render.ts";
import type { Settings } from "./settings.ts";

const origins = ["srs-origin", "srs-origin-cluster", "srs-origin-deployments"];

export function check(settings: Settings, context: Context): SettingProblem[] {
  const shape = checkShape(settings);
  if (shape.length > 0) return shape;
  const groups = groupsOf(settings);
  const versions = [...new Set(groups.map(({ version }) => version))];
  return [
    ...doorsOf(settings).flatMap((door) => checkDoor(door, context)),
    ...checkOrigin(context),
    ...checkHttps(settings),
    ...groups.flatMap((group) => checkSize(group, group.at, 0)),
    ...checkCapacity(settings, context),
    ...groups.flatMap(checkMemory),
    ...checkDrain(groups, context),
    ...checkPaused(groups),
    ...checkShares(settings),
    ...versions.flatMap((version) => checkOptions(settings, version)),
    ...groups.flatMap((group) => checkGroup(settings, group)),
  ];
}

/** Clusters, or tracks, or a version and how many of it. */
function checkShape(settings: Settings): SettingProblem[] {
  const { address, flv, version, replicas, scale, tracks, clusters } = settings;
  const problem = (what: string, at: Path): SettingProblem => ({
    id: "edge/version-and-replicas",
    severity: "error",
    at,
    what,
    fix: "write version and replicas, or tracks or clusters with a version and replicas each; scale instead of replicas.",
  });
  if (clusters || tracks) {
    const kind = clusters ? "clusters" : "tracks";
    const one = clusters ? "cluster" : "track";
    if (Object.keys(settings[kind] ?? {}).length === 0) {
      return [problem(`srs-edge has ${kind}, and there is no ${one}.`, [kind])];
    }
    const beside = Object.entries({ version, replicas, scale, ...(clusters && { tracks, address, flv }) });
    return beside
      .filter(([, value]) => value !== undefined)
      .map(([key]) => problem(`srs-edge has ${kind} and ${key}: which of them is meant is not clear.`, [key]));
  }
  const missing = Object.entries({ version, replicas: replicas ?? scale }).flatMap(([key, value]) =>
    value === undefined ? [key] : [],
  );
  return missing.length === 0 ? [] : [problem(`srs-edge has no ${missing.join(" and no ")}.`, [])];
}

function checkDoor({ at, address, web }: Door, context: Context): SettingProblem[] {
  return [...checkAddress(address, context, at), ...checkWeb(web, context, [...at, "flv"])];
}

function checkOrigin({ apps }: Context): SettingProblem[] {
  if (origins.some((origin) => apps.has(origin))) return [];
  return [
    {
      id: "edge/no-origin",
      severity: "error",
      at: [],
      what: "srs-edge has no origin to fetch streams from.",
      why: "Viewers connect and never see a picture.",
      fix: `add ${origins.join(" or ")} to this environment.`,
    },
  ];
}

function checkHttps(settings: Settings): SettingProblem[] {
  if (!settings.https || servedBy(doorsOf(settings)).includes("flv")) return [];
  return [
    {
      id: "edge/https-without-flv",
      severity: "error",
      at: ["https"],
      what: "https is for HTTP-FLV, and no address serves it.",
      why: "Nobody could connect to it.",
      fix: "add flv to serves, or remove https.",
    },
  ];
}

/** A drain takes longer than its sessions: the waits around it count too, and a node waits for all of it. */
function checkDrain(groups: readonly Group[], context: Context): SettingProblem[] {
  return [...Map.groupBy(groups, ({ drainAt }) => drainAt.join(".")).values()].flatMap((alike) => {
    const [{ drain, drainAt: at }] = alike as [Group];
    const graces = alike.map(({ version }) => planGrace(drain, parseVersion(version)).terminationGracePeriodSeconds);
    return checkNodesWait({ drain, whole: Math.max(...graces), at }, context);
  });
}

/** An allow-list needs clients' own addresses, and with them a load balancer spreads over nodes instead of pods. */
function checkShares({ tracks, publish, address }: Settings): SettingProblem[] {
  if (!publish || address === undefined || Object.keys(tracks ?? {}).length < 2) return [];
  return [
    {
      id: "edge/share-by-node",
      severity: "warning",
      at: ["publish"],
      what: "With publish a load balancer spreads new connections over nodes, whatever pods each of them has.",
      why: "A canary gets another share of the viewers than its share of the pods.",
      fix: "while tracks run side by side, have publishers come to srs-origin at an address of its own, with publish there.",
    },
  ];
}

/** A release that is held back for long is forgotten, and then the next pod that starts has no configuration. */
function checkPaused(groups: readonly Group[]): SettingProblem[] {
  const places = new Map(groups.filter(({ paused }) => paused).map(({ pausedAt }) => [pausedAt.join("."), pausedAt]));
  return [...places.values()].map((at) => ({
    id: "edge/paused",
    severity: "warning",
    at,
    what: "Releases are held back.",
    why: "What is merged reaches no pod; and once a changed configuration is merged, the old one is gone, so a pod that has to be replaced cannot start.",
    fix: "remove paused as soon as the release may go on.",
  }));
}

function checkGroup(settings: Settings, group: Group): SettingProblem[] {
  const reload = settings.reload === "inotify";
  const problems = [
    ...checkServer(group.version, configOf(settings, group), { reload }),
    ...checkGrace(parseVersion(group.version)),
  ];
  return problems.map((problem) => ({ ...problem, at: [...group.at, "version"] }));
}
