import type { Context } from "@weir/app/app";
import { bandwidthOf } from "./bandwidth-of.ts";
import { planned, plannedNetwork } from "./edge-capacity.ts";

export interface NetworkCapacity {
  readonly viewers: number;
  readonly limit: "network" | "bandwidth";
}

/**
 * How many viewers at most the network lets through to pods of a server whose own limit is not known, at a bit rate in kbps:
 * 80 % of the bandwidth of their addresses, 70 % of the cards of as many nodes as there are pods. Undefined where the
 * cluster and the addresses name neither.
 *
 * @param addresses by which viewers come, by name
 */
export function networkCapacity(
  pods: number,
  addresses: readonly (string | undefined)[],
  bitrate: number,
  context: Context,
): NetworkCapacity | undefined {
  const { nodes } = context.cluster;
  const card = nodes?.bandwidth;
  const door = bandwidthOf(addresses, context);
  const limits = [
    ...(nodes && card
      ? [{ limit: "network" as const, kbps: card * plannedNetwork * Math.min(pods, nodes.count) }]
      : []),
    ...(door === undefined ? [] : [{ limit: "bandwidth" as const, kbps: door * planned }]),
  ];
  const [least] = limits.sort((one, other) => one.kbps - other.kbps);
  // 0.7 × 10 is a hair below 7 in floats.
  return least && { limit: least.limit, viewers: Math.floor(least.kbps / bitrate + 1e-6) };
}
