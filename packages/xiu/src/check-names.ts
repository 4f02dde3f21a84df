import type { Context } from "@weir/app/app";
import type { SettingProblem } from "@weir/finding/finding";
import { type Doors, servicesOf } from "./doors.ts";
import { edgeService } from "./edge-hosts.ts";
import { edgePrefix, originPrefix } from "./names.ts";
import { edge } from "./relay-nodes.ts";

/** What xiu-edge says of where its ports are reached. */
interface EdgeDoors {
  readonly address?: string;
  readonly flv?: Doors["httpflv"];
  readonly hls?: Doors["hls"];
  readonly pull?: string;
}

/**
 * Addresses of xiu-origin after which a Service would be called as one of xiu-edge is: `edge-x`, where xiu-edge has `x`.
 */
export function checkNames(doors: Doors, { environment, settingsOf }: Context): SettingProblem[] {
  const edges = settingsOf(edge) as EdgeDoors | undefined;
  if (!edges) return [];
  const { address, flv, hls, pull } = edges;
  const ofEdges = { rtmp: { address }, httpflv: flv, ...(pull === undefined && { hls }) };
  const taken = new Set([
    edgeService(environment),
    ...servicesOf(ofEdges, edgePrefix(environment)).map(({ name }) => name),
  ]);
  const clashes = servicesOf(doors, originPrefix(environment)).filter(({ name }) => taken.has(name));
  return clashes.map(({ port, address, name }) => ({
    id: "xiu/service-name-twice",
    severity: "error",
    at: [...{ rtmp: [], hls: ["hls"], httpflv: ["flv"] }[port], "address"],
    what: `The Service of the address ${address} would be called ${name} here, and one of ${edge} is.`,
    why: "The cluster keeps one of the two, and whoever comes to the other reaches nobody.",
    fix: `rename the address ${address}.`,
  }));
}
