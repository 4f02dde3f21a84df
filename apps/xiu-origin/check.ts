import type { Context } from "@weir/app/app";
import type { SettingProblem } from "@weir/finding/finding";
import { checkNames } from "@weir/xiu/check-names";
import { checkServer } from "@weir/xiu/check-server";
import { checkDoors } from "@weir/xiu/doors";
import { checkRelaysOf, type EdgeRelay, edge, origin } from "@weir/xiu/relay-nodes";
import { checkTokens } from "@weir/xiu/tokens";
import { configOf, doorsOf } from "./render.ts";
import type { Settings } from "./settings.ts";

export function check(settings: Settings, context: Context): SettingProblem[] {
  return [
    ...checkDoors(doorsOf(settings), context),
    ...checkTokens(settings),
    ...checkScale(settings),
    ...checkPush(settings, context),
    ...checkNames(doorsOf(settings), context),
    ...checkRelaysOf(origin, context),
    ...checkServer(settings.version, configOf(settings, context)).map((problem) => ({ ...problem, at: ["version"] })),
  ];
}

function checkScale({ scale }: Settings): SettingProblem[] {
  if (!scale) return [];
  return [
    {
      id: "xiu/origin-does-not-scale",
      severity: "error",
      at: ["scale"],
      what: "Pods of xiu-origin share no streams, so more of them serve nobody.",
      why: "A viewer who reaches a pod without the stream sees nothing, and each pod that goes cuts its publishers.",
      fix: `remove scale, and add ${edge} with pull: ${origin} and this scale: edges take the viewers.`,
    },
  ];
}

function checkPush({ push }: Settings, { settingsOf }: Context): SettingProblem[] {
  // To itself: that is a loop, and said as one.
  if (push === undefined || push === origin) return [];
  const edges = settingsOf(push) as EdgeRelay | undefined;
  if (push !== edge || !edges) {
    return [
      {
        id: "xiu/push-to-nobody",
        severity: "error",
        at: ["push"],
        what: `${origin} pushes to ${push}, which ${push === edge ? "this environment does not have" : "takes no streams from it"}.`,
        why: "Its viewers never see a picture.",
        fix: push === edge ? `add ${edge}, without pull, or remove push.` : `write push: ${edge}, or remove it.`,
      },
    ];
  }
  if (edges.pull === undefined) return [];
  return [
    {
      id: "xiu/push-and-pull",
      severity: "error",
      at: ["push"],
      what: `${origin} pushes to ${edge}, which pulls from ${edges.pull}.`,
      why: "A viewer who comes before the publisher makes an edge pull a stream that is not there yet; it then refuses the real one.",
      fix: `remove push here for RTMP and HTTP-FLV at edges that scale, or pull at ${edge} for HLS there.`,
    },
  ];
}
