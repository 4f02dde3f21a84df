import { count } from "@weir/app/fields";
import { resources } from "@weir/app/resources";
import { originSettings } from "@weir/srs/options/options";
import { reloadSetting } from "@weir/srs/options/reload";
import { maxConnections, srsVersion, storedHls } from "@weir/srs/settings";
import { z } from "zod";

export const settings = z.strictObject({
  version: srsVersion,
  replicas: count({ description: "How many origins share the streams: 1 to 29.", examples: [3, 2] }, { max: 1000 }),
  max_connections: maxConnections.default(1000),
  resources: resources({ cpu: "1", memory: "2Gi" }),
  hls: storedHls.optional(),
  // More or fewer coworkers reach running origins by a reload alone.
  reload: reloadSetting.default("inotify"),
  ...originSettings,
});

export type Settings = z.infer<typeof settings>;
