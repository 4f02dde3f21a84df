import { address } from "@weir/app/address";
import { count, label } from "@weir/app/fields";
import { resources } from "@weir/app/resources";
import { scale } from "@weir/app/scale";
import { hlsDoor, httpDoor } from "@weir/xiu/doors";
import { httpNotify } from "@weir/xiu/http-notify";
import { gopNum, logLevel, xiuVersion } from "@weir/xiu/settings";
import { tokenSecret, tokens } from "@weir/xiu/tokens";
import { z } from "zod";

export const settings = z.strictObject({
  version: xiuVersion,
  address: address("Where publishers reach RTMP (1935).").optional(),
  hls: hlsDoor
    .meta({
      description:
        "Makes HLS: where viewers reach it, and how long its segments are. nginx-hls from xiu-origin has it made, too.",
    })
    .optional(),
  flv: httpDoor.meta({ description: "Where viewers reach HTTP-FLV." }).optional(),
  push: label({
    description:
      "Sends every stream to each pod of this app at once. Edges that nobody pushes to pull instead, and have no HLS.",
    examples: ["xiu-edge", "edge"],
  }).optional(),
  secret: tokenSecret.optional(),
  auth: tokens.optional(),
  httpnotify: httpNotify.optional(),
  gop_num: gopNum.default(1),
  log: logLevel.default("info"),
  resources: resources({ cpu: "1", memory: "512Mi" }),
  // Nobody may set them; whoever tries is told why.
  replicas: count(
    { description: "Always 1: pods of xiu share no streams. Edges take more viewers.", examples: [1, 2] },
    { min: 1 },
  ).optional(),
  scale: scale.meta({ description: "Not for an origin: pods of xiu share no streams. Edges scale." }).optional(),
});

export type Settings = z.infer<typeof settings>;
