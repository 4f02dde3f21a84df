import { address } from "@weir/app/address";
import { drain as drainSetting } from "@weir/app/drain";
import { choice, label } from "@weir/app/fields";
import { resources, trackResources } from "@weir/app/resources";
import { scale } from "@weir/app/scale";
import { webHost } from "@weir/app/web";
import { clientSettings, edgeSettings } from "@weir/srs/options/options";
import { reloadSetting } from "@weir/srs/options/reload";
import { maxConnections, replicas, srsVersion } from "@weir/srs/settings";
import { z } from "zod";

const drain = drainSetting({ min: "10s" });

const paused = z.boolean().meta({
  description:
    "Holds releases back: whatever is merged, pods stay as they are until this is gone. Their number still changes.",
});

const protocol = choice(["rtmp", "flv"], "RTMP on 1935, or HTTP-FLV on 8080.");
const serves = z.array(protocol).min(1).max(2).meta({ description: "What the address offers." });

const reached = {
  address: address("Where viewers reach RTMP (1935) and HTTP-FLV (8080).").optional(),
  flv: webHost("Also brings HTTP-FLV to a host name, with TLS.").optional(),
};

const pods = {
  version: srsVersion,
  replicas: replicas.optional(),
  scale: scale.optional(),
  max_connections: maxConnections.optional(),
  drain: drain.optional(),
  resources: trackResources.optional(),
  paused: paused.optional(),
};

const track = z
  .strictObject(pods)
  .meta({ description: "A version that runs beside others. What it leaves out is as in the app." });

const cluster = z
  .strictObject({ ...reached, serves: serves.optional(), ...pods })
  .meta({ description: "Edges with an address of their own. What it leaves out is as in the app." });

function sideBySide<Pods extends z.ZodType>(word: string, examples: readonly [string, string], one: Pods) {
  return z
    .record(label({ description: `The ${word}'s name.`, examples }, { max: 20 }), one)
    .refine((all) => Object.keys(all).length <= 20, `20 ${word}s are the most`);
}

export const settings = z.strictObject({
  ...reached,
  serves: serves.default(["rtmp", "flv"]),
  max_connections: maxConnections.default(1000),
  drain: drain.prefault("2m"),
  resources: resources({ cpu: "1", memory: "1Gi" }),
  paused: paused.default(false),
  reload: reloadSetting.default("restart"),
  ...clientSettings,
  ...edgeSettings,
  version: srsVersion.optional(),
  replicas: replicas.optional(),
  scale: scale.optional(),
  tracks: sideBySide("track", ["r5", "r6"], track)
    .meta({ description: "Versions side by side, each with a share of new connections like its share of the pods." })
    .optional(),
  clusters: sideBySide("cluster", ["cdn-a", "cdn-b"], cluster)
    .meta({ description: "Edges side by side, each at an address with a bandwidth of its own." })
    .optional(),
});

export type Settings = z.infer<typeof settings>;
export type Protocol = z.infer<typeof protocol>;
export type Pods = z.infer<typeof track>;
