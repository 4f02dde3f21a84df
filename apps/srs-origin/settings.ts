import { address } from "@weir/app/address";
import { choice, label } from "@weir/app/fields";
import { resources, trackResources } from "@weir/app/resources";
import { hostName, webHost } from "@weir/app/web";
import { nginxOptions } from "@weir/nginx/options";
import { clientSettings, originSettings } from "@weir/srs/options/options";
import { reloadSetting } from "@weir/srs/options/reload";
import { localHls, maxConnections, srsVersion } from "@weir/srs/settings";
import { z } from "zod";

const hls = localHls.extend({
  address: label({
    description: "An address with a domain, where players ask for HLS by host name.",
    examples: ["web", "public"],
  }).optional(),
  host: hostName().optional(),
});

const nginx = z
  .strictObject({
    ...nginxOptions,
    address: address(
      "Where viewers reach HLS: port 80, and 443 with tls; by host name where it has a domain.",
    ).optional(),
    host: hostName().optional(),
    resources: trackResources
      .omit({ qos: true })
      .default({})
      .meta({ description: "What it gets; its class is that of SRS." }),
  })
  .meta({
    description: "An nginx in the same pod serves HLS and the pages, so that only SRS's own streams are left to SRS.",
  });

export const settings = z.strictObject({
  version: srsVersion,
  name: choice(
    ["srs-origin", "srs"],
    "What its Deployment, configuration and budget are called: srs-origin-deploy or srs-deploy. A change replaces the Deployment.",
  ).default("srs-origin"),
  address: address("Where RTMP (1935) is reached, and HTTP (8080) too, unless flv or hls has a host name.").optional(),
  max_connections: maxConnections.default(1000),
  resources: resources({ cpu: "1", memory: "1Gi" }),
  flv: webHost("Where players ask for HTTP-FLV by host name.").optional(),
  hls: hls.meta({ description: "Also makes HLS. Left out, RTMP and HTTP-FLV only." }).optional(),
  nginx: nginx.optional(),
  reload: reloadSetting.default("restart"),
  ...clientSettings,
  ...originSettings,
});

export type Settings = z.infer<typeof settings>;
