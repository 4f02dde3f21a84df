import { address } from "@weir/app/address";
import { count, label } from "@weir/app/fields";
import { resources } from "@weir/app/resources";
import { scale } from "@weir/app/scale";
import { hlsDoor, httpDoor } from "@weir/xiu/doors";
import { drain, gopNum, logLevel, xiuVersion } from "@weir/xiu/settings";
import { tokenSecret, tokens } from "@weir/xiu/tokens";
import { z } from "zod";

export const settings = z.strictObject({
  version: xiuVersion,
  pull: label({
    description:
      "The app that streams are fetched from when a viewer asks: RTMP and HTTP-FLV. Left out, xiu-origin pushes every stream to every edge, and they have HLS too.",
    examples: ["xiu-origin", "origin"],
  }).optional(),
  replicas: count({ description: "How many pods run.", examples: [2, 3] }, { max: 1000 }).optional(),
  scale: scale.optional(),
  address: address("Where viewers reach RTMP (1935).").optional(),
  flv: httpDoor.meta({ description: "Where viewers reach HTTP-FLV." }).optional(),
  hls: hlsDoor
    .meta({ description: "Where viewers reach HLS, and how long its segments are. Only of edges that are pushed to." })
    .optional(),
  drain: drain.prefault("2m"),
  secret: tokenSecret.optional(),
  auth: tokens.optional(),
  gop_num: gopNum.default(1),
  log: logLevel.default("info"),
  resources: resources({ cpu: "500m", memory: "512Mi" }),
});

export type Settings = z.infer<typeof settings>;
