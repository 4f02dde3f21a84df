import type { Context } from "@weir/app/app";
import { podsAtLeast, type Size } from "@weir/app/scale";
import type { SettingProblem } from "@weir/finding/finding";
import { checkRelays, type RelayNode } from "./check-relays.ts";
import { edgeHosts, edgeService } from "./edge-hosts.ts";
import { originService } from "./names.ts";
import { type TokenSettings, tokensOf } from "./tokens.ts";

/** The apps, as environment files name them. */
export const origin = "xiu-origin";
export const edge = "xiu-edge";

/** What relays need to know of the settings of xiu-origin. */
export interface OriginRelay extends TokenSettings {
  readonly replicas?: number | undefined;
  /** The app whose pods it sends every stream to. */
  readonly push?: string | undefined;
  /** That it makes HLS. */
  readonly hls?: unknown;
}

/** The same of xiu-edge. */
export interface EdgeRelay extends Size, TokenSettings {
  /** The app it fetches streams from; left out, they are pushed to it. */
  readonly pull?: string | undefined;
  /** Where HLS leaves the cluster. */
  readonly hls?: unknown;
}

/** The hosts that xiu-origin pushes to: every pod of the edges, because a Service would hand each stream to one of them. */
export function pushedHosts({ push }: OriginRelay, { environment, settingsOf }: Context): string[] {
  if (push === origin) return [originService(environment)];
  if (push !== edge) return [];
  const edges = settingsOf(edge) as EdgeRelay | undefined;
  return edges ? edgeHosts(environment, podsAtLeast(edges)) : [];
}

/** Whether nginx-hls serves the HLS of xiu-origin, which then makes it. */
export function isFetchedByNginx({ settingsOf }: Context): boolean {
  return (settingsOf("nginx-hls") as { readonly from?: string } | undefined)?.from === origin;
}

/** The Service that an app's streams are fetched from. */
export function pulledHost(app: string, environment: string): string {
  return app === edge ? edgeService(environment) : originService(environment);
}

/** What is wrong with how the environment's xiu pass streams on, for one of its apps. */
export function checkRelaysOf(app: string, context: Context): SettingProblem[] {
  return checkRelays(relayNodes(context)).flatMap(({ node, ...problem }) => (node === app ? [problem] : []));
}

function relayNodes(context: Context): RelayNode[] {
  const { environment, settingsOf } = context;
  const nodes: RelayNode[] = [];
  const origins = settingsOf(origin) as OriginRelay | undefined;
  if (origins) {
    nodes.push({
      name: origin,
      hosts: [originService(environment)],
      replicas: origins.replicas ?? 1,
      push: pushedHosts(origins, context),
      hls: origins.hls !== undefined || isFetchedByNginx(context),
      takesPublishers: true,
      asks: asksOf(origins),
    });
  }
  const edges = settingsOf(edge) as EdgeRelay | undefined;
  if (edges) {
    const replicas = podsAtLeast(edges);
    nodes.push({
      name: edge,
      hosts: [edgeService(environment), ...edgeHosts(environment, replicas)],
      replicas,
      pull: edges.pull === undefined ? undefined : pulledHost(edges.pull, environment),
      push: [],
      hls: edges.hls !== undefined,
      takesPublishers: false,
      asks: asksOf(edges),
    });
  }
  return nodes;
}

function asksOf(settings: TokenSettings): RelayNode["asks"] {
  const auth = tokensOf(settings);
  return { play: auth?.play.includes("rtmp") === true, publish: auth?.publish === true };
}
