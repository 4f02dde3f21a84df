import { address } from "@weir/app/address";
import { bytes, choice, count, text } from "@weir/app/fields";
import { resources } from "@weir/app/resources";
import { scale } from "@weir/app/scale";
import { hostName } from "@weir/app/web";
import { nginxOptions } from "@weir/nginx/options";
import { z } from "zod";

const cache = z
  .strictObject({
    size: bytes(
      {
        description: "Disk that a pod keeps segments on: what all streams make in half a minute is plenty.",
        examples: ["1Gi", "4Gi"],
      },
      { min: "64Mi", max: "1Ti" },
    ),
  })
  .meta({ description: "The cache, where HLS comes from an origin." });

export const settings = z.strictObject({
  from: choice(
    ["srs-storage", "srs-origin", "srs-origin-cluster", "srs-origin-deployments", "xiu-origin"],
    "What it serves: the shared file system, or an origin's own HLS through a cache.",
  ).default("srs-storage"),
  replicas: count({ description: "How many pods serve HLS.", examples: [2, 4] }, { max: 1000 }).optional(),
  scale: scale.optional(),
  address: address(
    "Where viewers reach HLS: port 80, and 443 with tls; by host name where it has a domain.",
  ).optional(),
  host: hostName().optional(),
  resources: resources({ cpu: "250m", memory: "256Mi" }),
  root: text(
    {
      description: "The folder of the shared file system that is served. Left out, all of it.",
      examples: ["live", "live/hls"],
    },
    /^(?!\.)[A-Za-z0-9._-]{1,100}(\/(?!\.)[A-Za-z0-9._-]{1,100}){0,9}$/,
    "a root is named from the top of the file system, of letters, digits and - _ ., with no folder that begins with a dot",
  ).optional(),
  pages: z
    .boolean()
    .meta({
      description:
        "Also serves whatever else is on the shared file system: pages, such as SRS's console, and recordings.",
    })
    .optional(),
  cache: cache.optional(),
  ...nginxOptions,
});

export type Settings = z.infer<typeof settings>;
