import { choice, count, duration, version } from "@weir/app/fields";
import { z } from "zod";

/** Settings that every SRS app has in the same words. */
export const srsVersion = version({
  description: "Tag of the image ossrs/srs, in full.",
  examples: ["v6.0-r0", "v5.0-r3"],
});

// Ten descriptors for each connection must stay below the 524288 that a container is usually allowed.
export const maxConnections = count(
  { description: "Connections that one pod takes before it turns the next one away.", examples: [1000, 4000] },
  { min: 1, max: 50_000 },
);

export const replicas = count({ description: "How many pods run.", examples: [1, 3] }, { max: 1000 });

const fragment = duration(
  { description: "Length of an HLS segment: shorter means less delay and more requests.", examples: ["4s", "10s"] },
  { min: "1s", max: "60s" },
);
const window = duration(
  { description: "Length of an HLS playlist: how far back a viewer can start.", examples: ["60s", "30s"] },
  { min: "3s", max: "1h" },
);

const dispose = duration(
  {
    description:
      "How long the files of a stream that ended stay, for viewers who are behind. Left out, two windows, and two minutes at least.",
    examples: ["2m", "10m"],
  },
  { min: "10s", max: "7d" },
);

/** HLS on a disk of the pod's own. */
export const localHls = z
  .strictObject({
    fragment: fragment.prefault("4s"),
    window: window.prefault("60s"),
    dispose: dispose.optional(),
  })
  .meta({ description: "Also makes HLS. Left out, RTMP and HTTP-FLV only." });

/** HLS, with a word on where its files are. */
export const storedHls = localHls
  .extend({
    store: choice(
      ["emptyDir", "nas"],
      "Where segments are written: each pod's own disk, or the shared file system of srs-storage.",
    ).default("emptyDir"),
  })
  .meta({ description: "Also makes HLS, on the server that receives the stream. Left out, no HLS." });
