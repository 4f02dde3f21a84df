import type { Context } from "@weir/app/app";
import { checkNodesWait } from "@weir/app/drain";
import { checkSize } from "@weir/app/scale";
import type { SettingProblem } from "@weir/finding/finding";
import { checkServer } from "@weir/xiu/check-server";
import { checkDoors } from "@weir/xiu/doors";
import { checkRelaysOf, edge, origin } from "@weir/xiu/relay-nodes";
import { checkTokens } from "@weir/xiu/tokens";
import { checkCapacity } from "./capacity.ts";
import { configOf, doorsOf, graceOf } from "./render.ts";
import type { Settings } from "./settings.ts";

export function check(settings: Settings, context: Context): SettingProblem[] {
  return [
    ...checkDoors(doorsOf(settings), context),
    ...checkTokens(settings),
    ...checkSize(settings),
    ...checkPull(settings, context),
    ...checkScale(settings),
    ...checkCapacity(settings, context),
    ...checkNodesWait({ drain: settings.drain, whole: graceOf(settings, context), at: ["drain"] }, context),
    ...checkRelaysOf(edge, context),
    ...checkServer(settings.version, configOf(settings, context)).map((problem) => ({ ...problem, at: ["version"] })),
  ];
}

function checkPull({ pull }: Settings, { apps }: Context): SettingProblem[] {
  // From itself: that is a loop, and said as one.
  if (pull === undefined || pull === edge || (pull === origin && apps.has(origin))) return [];
  return [
    {
      id: "xiu/no-origin",
      severity: "error",
      at: ["pull"],
      what: `${edge} pulls from ${pull}, which ${pull === origin ? "this environment does not have" : "is no origin of xiu"}.`,
      why: "Viewers connect and never see a picture.",
      fix: pull === origin ? `add ${origin} to this environment.` : `write pull: ${origin}.`,
    },
  ];
}

function checkScale({ pull, scale }: Settings): SettingProblem[] {
  if (!scale || pull !== undefined) return [];
  return [
    {
      id: "xiu/pushed-edges-do-not-scale",
      severity: "error",
      at: ["scale"],
      what: `${origin} pushes to a list of edges that it reads when it starts; the autoscaler's pods are not in it.`,
      why: "Viewers who reach one of those pods never see a picture.",
      fix: `write replicas instead of scale, or pull: ${origin} here for edges that scale, without HLS.`,
    },
  ];
}
