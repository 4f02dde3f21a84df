import type { Context } from "@weir/app/app";
import { noteScale } from "@weir/app/scale";
import { noteHosts } from "@weir/xiu/doors";
import { edgePrefix } from "@weir/xiu/names";
import { tokensOf } from "@weir/xiu/tokens";
import { noteCapacity } from "./capacity.ts";
import { doorsOf } from "./render.ts";
import type { Settings } from "./settings.ts";

/** What viewers see when a publisher or the origin goes away, and what is left to do by hand. */
export function noteLimits(settings: Settings, context: Context): string[] {
  const prefix = edgePrefix(context.environment);
  return [
    ...noteHosts(doorsOf(settings), prefix, context),
    ...noteCapacity(settings, context),
    ...noteScale(settings, `${prefix}deployment`),
    ...(settings.pull === undefined ? [pushed] : pulling),
    ...noteOpenRtmp(settings),
  ];
}

const pulling = [
  "The first viewer of a stream is refused by RTMP, or gets an empty answer by HTTP-FLV, while the edge fetches it: players that retry play after about two seconds.",
  "When a publisher stops, or the origin restarts, each edge ends that stream within about ten seconds, and viewers who come back get the new one. An edge that could not reach the origin starts its server anew as soon as it can and nobody watches another stream there.",
];

const pushed = "An edge that restarts, in a release too, has a stream again when its publisher begins anew.";

function noteOpenRtmp(settings: Settings): string[] {
  if (settings.address === undefined || tokensOf(settings)?.publish) return [];
  const end =
    settings.pull === undefined
      ? "xiu cannot tell them from the origin, so have viewers use HTTP-FLV and HLS where that matters."
      : "A `secret` ends that: then publishers must show a token, and nobody needs to publish here.";
  return [`Whoever reaches RTMP here may publish, too: a stream that this edge alone has. ${end}`];
}
