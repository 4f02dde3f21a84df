import { text } from "@weir/app/fields";
import { overrideResources, type Resources, resources, trackResources } from "@weir/app/resources";
import { originSettings } from "@weir/srs/options/options";
import { reloadSetting } from "@weir/srs/options/reload";
import { maxConnections, srsVersion, storedHls } from "@weir/srs/settings";
import { z } from "zod";

const number = text(
  { description: "The origin's number, from 0 on.", examples: ["0", "1"] },
  /^(0|[1-9]\d{0,2})$/,
  "origins are called by their numbers: 0, 1, 2",
);

const origin = z
  .strictObject({
    version: srsVersion,
    max_connections: maxConnections.optional(),
    resources: trackResources.optional(),
  })
  .meta({ description: "One origin. What it leaves out is as in the app." });

export const settings = z.strictObject({
  origins: z
    .record(number, origin)
    .refine((origins) => Object.keys(origins).length > 0, "nobody can publish without an origin, so write one or more")
    .meta({ description: "The origins that share the streams, each in a version of its own: 0 to 8, without gaps." }),
  max_connections: maxConnections.default(1000),
  resources: resources({ cpu: "1", memory: "2Gi" }),
  hls: storedHls.optional(),
  // More or fewer coworkers reach running origins by a reload alone.
  reload: reloadSetting.default("inotify"),
  ...originSettings,
});

export type Settings = z.infer<typeof settings>;

export interface Origin {
  readonly number: string;
  readonly version: string;
  readonly maxConnections: number;
  readonly resources: Resources;
}

/** The origins by number, each with what it takes over from the app. */
export function originsOf({ origins, max_connections, resources }: Settings): Origin[] {
  return Object.entries(origins)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([number, own]) => ({
      number,
      version: own.version,
      maxConnections: own.max_connections ?? max_connections,
      resources: overrideResources(resources, own.resources),
    }));
}
