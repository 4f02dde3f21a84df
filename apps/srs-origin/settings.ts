import { address } from "@weir/app/address";
import { resources } from "@weir/app/resources";
import { localHls, maxConnections, srsVersion } from "@weir/srs/settings";
import { z } from "zod";

export const settings = z.strictObject({
  version: srsVersion,
  address: address("Where publishers and viewers reach RTMP (1935) and HTTP (8080).").optional(),
  max_connections: maxConnections.default(1000),
  resources: resources({ cpu: "1", memory: "1Gi" }),
  hls: localHls.optional(),
});

export type Settings = z.infer<typeof settings>;
