import type { Context } from "@weir/app/app";
import { networkCapacity } from "@weir/capacity/network-capacity";
import type { SettingProblem } from "@weir/finding/finding";
import { groupDigits } from "@weir/finding/group-digits";
import { doorsOf } from "./render.ts";
import type { Settings } from "./settings.ts";

const limits = {
  network: {
    is: "the network of the nodes that they are on",
    fix: "add nodes and pods, or take nodes with more bandwidth.",
  },
  bandwidth: { is: "the bandwidth of the addresses", fix: "buy more bandwidth for the addresses." },
} as const;

/** What is sure, and what is not; nothing where the environment does not say what a stream weighs. */
export function noteCapacity(settings: Settings, context: Context): string[] {
  const { audience } = context;
  const pods = podsAtMost(settings);
  if (!audience || pods === 0) return [];
  const { viewers, bitrate } = audience;
  const most = capacityOf(settings, context);
  return [
    `Expected at peak: ${groupDigits(viewers)} viewers at ${groupDigits(bitrate)} kbps. If all of them watch here, ` +
      `${sayEach(settings)} sends ${groupDigits(Math.ceil((viewers * bitrate) / pods))} kbps. ` +
      (most ? `No more than ${groupDigits(most.viewers)} can: the limit is ${limits[most.limit].is}. ` : "") +
      "weir does not know how many viewers one core of xiu holds: try it before you count on it.",
  ];
}

/** More viewers than the network carries; that there are cores enough for fewer nobody knows. */
export function checkCapacity(settings: Settings, context: Context): SettingProblem[] {
  const { audience, apps } = context;
  const most = capacityOf(settings, context);
  // Beside nginx-hls nobody says how many watch here.
  if (!audience || !most || most.viewers >= audience.viewers || apps.has("nginx-hls")) return [];
  return [
    {
      id: "xiu/network-too-narrow",
      severity: "warning",
      at: [],
      what:
        `${groupDigits(audience.viewers)} viewers at ${groupDigits(audience.bitrate)} kbps are expected at peak, and ` +
        `xiu-edge reaches ${groupDigits(most.viewers)} at most: the limit is ${limits[most.limit].is}.`,
      why: "Those beyond make the stream stall for all.",
      fix: limits[most.limit].fix,
    },
  ];
}

function capacityOf(settings: Settings, context: Context) {
  const addresses = Object.values(doorsOf(settings)).map((door) => door?.address);
  return context.audience && networkCapacity(podsAtMost(settings), addresses, context.audience.bitrate, context);
}

function sayEach(settings: Settings): string {
  const pods = podsAtMost(settings);
  if (pods === 1) return "the one pod";
  return settings.scale ? `each of the ${pods} pods that scale allows` : `each of ${pods} pods`;
}

function podsAtMost({ replicas = 0, scale }: Settings): number {
  return scale?.max ?? replicas;
}
