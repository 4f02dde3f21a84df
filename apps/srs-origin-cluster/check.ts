import type { Context } from "@weir/app/app";
import type { SettingProblem } from "@weir/finding/finding";
import { checkServer } from "@weir/srs/check-server";
import { configOf } from "./render.ts";
import type { Settings } from "./settings.ts";

/** Every origin knows every other one by name; the source document draws the line here. */
const most = 29;

export function check(settings: Settings, { apps }: Context): SettingProblem[] {
  return [
    ...checkReplicas(settings),
    ...checkStore(settings, apps),
    ...checkServer(settings.version, configOf(settings), { reload: true }).map((problem) => ({
      ...problem,
      at: ["version"],
    })),
  ];
}

function checkReplicas({ replicas }: Settings): SettingProblem[] {
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

function checkStore({ hls }: Settings, apps: ReadonlySet<string>): SettingProblem[] {
  if (hls?.store !== "nas" || apps.has("srs-storage")) return [];
  return [
    {
      id: "storage/missing",
      severity: "error",
      at: ["hls", "store"],
      what: "HLS goes to the shared file system, and this environment has no srs-storage.",
      why: "Origins wait for a claim that nobody makes: no stream can be published.",
      fix: "add srs-storage, or write store: emptyDir.",
    },
  ];
}
