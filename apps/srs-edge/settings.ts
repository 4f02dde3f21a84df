import { address } from "@weir/app/address";
import { duration, label } from "@weir/app/fields";
import { type Resources, resources, trackResources } from "@weir/app/resources";
import { maxConnections, replicas, srsVersion } from "@weir/srs/settings";
import { z } from "zod";

const drain = duration(
  {
    description:
      "How long viewers of a stopping pod may watch on before they are cut. New viewers go to other pods at once.",
    examples: ["2m", "10m"],
  },
  { min: "10s", max: "24h" },
);

const track = z
  .strictObject({
    version: srsVersion,
    replicas,
    max_connections: maxConnections.optional(),
    drain: drain.optional(),
    resources: trackResources.optional(),
  })
  .meta({ description: "A version that runs beside others. What it leaves out is as in the app." });

export const settings = z.strictObject({
  address: address("Where viewers reach RTMP (1935) and HTTP-FLV (8080).").optional(),
  max_connections: maxConnections.default(1000),
  drain: drain.prefault("2m"),
  resources: resources({ cpu: "1", memory: "1Gi" }),
  version: srsVersion.optional(),
  replicas: replicas.optional(),
  tracks: z
    .record(label({ description: "The track's name.", examples: ["r5", "r6"] }, { max: 20 }), track)
    .refine((tracks) => Object.keys(tracks).length <= 20, "20 tracks are the most")
    .meta({ description: "Versions side by side, each with a share of new connections like its share of the pods." })
    .optional(),
});

export type Settings = z.infer<typeof settings>;

/** Pods that are configured alike: a track, or all of them where there are no tracks. */
export interface Track {
  /** Empty for an app without tracks. */
  readonly name: string;
  readonly version: string;
  readonly replicas: number;
  readonly maxConnections: number;
  readonly drain: number;
  readonly resources: Resources;
}

/** The tracks by name, each with what it takes over from the app; one without a name where there are none. */
export function tracksOf(settings: Settings): Track[] {
  const own = { maxConnections: settings.max_connections, drain: settings.drain, resources: settings.resources };
  if (!settings.tracks) {
    return [{ ...own, name: "", version: settings.version ?? "", replicas: settings.replicas ?? 0 }];
  }
  return Object.entries(settings.tracks)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, track]) => ({
      name,
      version: track.version,
      replicas: track.replicas,
      maxConnections: track.max_connections ?? own.maxConnections,
      drain: track.drain ?? own.drain,
      resources: {
        cpu: track.resources?.cpu ?? own.resources.cpu,
        memory: track.resources?.memory ?? own.resources.memory,
        qos: track.resources?.qos ?? own.resources.qos,
      },
    }));
}
