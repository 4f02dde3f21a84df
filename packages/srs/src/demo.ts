import type { Context } from "@weir/app/app";

interface Serving {
  readonly serves?: readonly string[];
}

/** Whether anybody can publish to the edges of this environment: they may serve HTTP-FLV alone, or not be there. */
export function edgesTakePublishers({ settingsOf }: Context): boolean {
  const edge = settingsOf("srs-edge") as (Serving & { clusters?: Readonly<Record<string, Serving>> }) | undefined;
  if (!edge) return false;
  const doors = Object.values(edge.clusters ?? { all: edge });
  return doors.some(({ serves = edge.serves ?? [] }) => serves.includes("rtmp"));
}

/** Whether srs-demo publishes to an app of this environment. */
export function isDemoTarget(app: string, { settingsOf }: Context): boolean {
  return (settingsOf("srs-demo") as { readonly publishTo?: string } | undefined)?.publishTo === app;
}
