import type { Context } from "@weir/app/app";
import type { SettingProblem } from "@weir/finding/finding";
import { checkServer } from "@weir/srs/check-server";
import { checkOptions } from "@weir/srs/options/options";
import { checkStorage } from "@weir/srs/origin";
import { configOf } from "./render.ts";
import type { Settings } from "./settings.ts";

/** Every origin knows every other one by name; the source document draws the line here. */
const most = 29;

export function check(settings: Settings, context: Context): SettingProblem[] {
  const { replicas, version, reload } = settings;
  if (replicas === 0) return [noOrigins];
  return [
    ...checkReplicas(replicas),
    ...checkStorage({ store: settings.hls?.store, dvr: settings.dvr }, context),
    ...checkOptions(settings, version),
    ...checkServer(version, configOf(settings, context), { reload: reload === "inotify" }).map((problem) => ({
      ...problem,
      at: ["version"],
    })),
  ];
}

const noOrigins: SettingProblem = {
  id: "origin-cluster/no-origins",
  severity: "error",
  at: ["replicas"],
  what: "srs-origin-cluster has 0 replicas.",
  why: "Nobody can publish, and edges have nowhere to fetch a stream.",
  fix: "replicas: 1 or more.",
};

function checkReplicas(replicas: number): SettingProblem[] {
  if (replicas <= most) return [];
  return [
    {
      id: "origin-cluster/too-many",
      severity: "error",
      at: ["replicas"],
      what: `${replicas} origins are more than the ${most} that an origin cluster is good for.`,
      why: "For every stream that an origin does not have it asks all others, and viewers wait for the answer.",
      fix: `replicas: ${most} or fewer; split the streams over several environments beyond that.`,
    },
  ];
}
