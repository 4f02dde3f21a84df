import { checkAddress } from "@weir/app/address";
import type { Context } from "@weir/app/app";
import { sayDuration, writeDuration } from "@weir/app/say-duration";
import type { Path, SettingProblem } from "@weir/finding/finding";
import { checkServer } from "@weir/srs/check-server";
import { checkGrace, planGrace } from "@weir/srs/grace";
import { parseVersion } from "@weir/srs/versions";
import { checkCapacity } from "./capacity.ts";
import { configOf } from "./render.ts";
import { type Settings, type Track, tracksOf } from "./settings.ts";

export function check(settings: Settings, context: Context): SettingProblem[] {
  const shape = checkShape(settings);
  if (shape.length > 0) return shape;
  return [
    ...checkAddress(settings.address, context),
    ...checkOrigin(context),
    ...checkCapacity(settings, context),
    ...checkDrain(settings, context),
    ...tracksOf(settings).flatMap(checkTrack),
  ];
}

/** Either tracks, or a version and a number of replicas. */
function checkShape({ version, replicas, tracks }: Settings): SettingProblem[] {
  const fix = "write version and replicas, or one or more tracks with a version and replicas each.";
  const problem = (what: string, at: Path): SettingProblem => ({
    id: "edge/version-and-replicas",
    severity: "error",
    at,
    what,
    fix,
  });
  if (tracks) {
    if (Object.keys(tracks).length === 0) return [problem("srs-edge has tracks, and there is no track.", ["tracks"])];
    const beside = Object.entries({ version, replicas }).filter(([, value]) => value !== undefined);
    return beside.map(([key]) =>
      problem(`srs-edge has tracks and ${key}: which of them is meant is not clear.`, [key]),
    );
  }
  const missing = Object.entries({ version, replicas }).flatMap(([key, value]) => (value === undefined ? [key] : []));
  return missing.length === 0 ? [] : [problem(`srs-edge has no ${missing.join(" and no ")}.`, [])];
}

function checkOrigin({ apps }: Context): SettingProblem[] {
  if (["srs-origin", "srs-origin-cluster"].some((origin) => apps.has(origin))) return [];
  return [
    {
      id: "edge/no-origin",
      severity: "error",
      at: [],
      what: "srs-edge has no origin to fetch streams from.",
      why: "Viewers connect and never see a picture.",
      fix: "add srs-origin or srs-origin-cluster to this environment.",
    },
  ];
}

/** A drain takes longer than its sessions: the waits around it count too, and a node waits for all of it. */
function checkDrain(settings: Settings, { cluster, environment }: Context): SettingProblem[] {
  const waits = cluster.nodes?.drain;
  if (waits === undefined) return [];
  const tracks = tracksOf(settings);
  const own = (track: Track) => settings.tracks?.[track.name]?.drain !== undefined;
  const shared = tracks.filter((track) => !own(track));
  const written: [Path, readonly Track[]][] = [
    [["drain"], shared],
    ...tracks.filter(own).map((track): [Path, Track[]] => [["tracks", track.name, "drain"], [track]]),
  ];
  const file = cluster.name === environment ? "" : ` in clusters/${cluster.name}.yaml`;
  return written.flatMap(([at, tracks]): SettingProblem[] => {
    const whole = Math.max(
      0,
      ...tracks.map((track) => planGrace(track.drain, parseVersion(track.version)).terminationGracePeriodSeconds),
    );
    if (whole <= waits) return [];
    const longest = waits - (whole - (tracks[0] as Track).drain);
    const raise = `raise nodes.drain${file} if your nodes really wait longer.`;
    return [
      {
        id: "edge/drain-within-node",
        severity: "error",
        at,
        what: `A node of ${cluster.name} waits ${sayDuration(waits)} for its pods; this drain takes ${sayDuration(whole)}, its own waits included.`,
        why: "Viewers still connected then are cut.",
        fix: longest >= 10 ? `drain: ${writeDuration(longest)}, or ${raise}` : raise,
      },
    ];
  });
}

function checkTrack(track: Track): SettingProblem[] {
  const at = [...(track.name ? ["tracks", track.name] : []), "version"];
  const problems = [...checkServer(track.version, configOf(track)), ...checkGrace(parseVersion(track.version))];
  return problems.map((problem) => ({ ...problem, at }));
}
