import { count } from "@weir/app/fields";
import { resources } from "@weir/app/resources";
import { maxConnections, srsVersion, storedHls } from "@weir/srs/settings";
import { z } from "zod";

export const settings = z.strictObject({
  version: srsVersion,
  replicas: count({ description: "How many origins share the streams.", examples: [3, 2] }, { min: 1, max: 1000 }),
  max_connections: maxConnections.default(1000),
  resources: resources({ cpu: "1", memory: "2Gi" }),
  hls: storedHls.optional(),
});

export type Settings = z.infer<typeof settings>;
