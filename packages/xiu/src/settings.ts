import { drain as drainSetting } from "@weir/app/drain";
import { choice, count, duration, version } from "@weir/app/fields";
import { secret } from "@weir/app/secret";
import { z } from "zod";
import { logLevels, playProtocols } from "./roles.ts";

/** Settings that every xiu app has in the same words. */
export const xiuVersion = version({
  description: "Tag of the image harlancn/xiu, in full.",
  examples: ["v0.13.0", "v0.14.0"],
});

export const gopNum = count(
  {
    description:
      "Groups of pictures that a new viewer is sent at once: 1 starts without waiting for a key frame, 0 saves memory.",
    examples: [1, 2],
  },
  { max: 10 },
);

export const logLevel = choice(logLevels, "How much xiu logs.");

export const flv = z.boolean().meta({ description: "Also serves HTTP-FLV.", examples: [true, false] });

/** Seconds that a stopping pod waits for its viewers. xiu itself has no drain: the script that starts it waits. */
export const drain = drainSetting({ min: "0s" });

/** HLS on a disk of the pod's own. The two lengths are of xiu 0.14 and later. */
export const hls = z
  .strictObject({
    fragment: duration(
      { description: "Length of a segment at least; xiu 0.14 and later.", examples: ["2s", "5s"] },
      { min: "1s", max: "60s" },
    ).optional(),
    segments: count(
      { description: "Segments in a playlist; xiu 0.14 and later.", examples: [6, 10] },
      { min: 3, max: 1000 },
    ).optional(),
  })
  .meta({ description: "Also makes HLS. Left out, RTMP and HTTP-FLV only." });

export const auth = z
  .strictObject({
    secret: secret(
      "What tokens are made of: password (and push_password, if publishers have another) for simple, key for md5. " +
        "Letters, digits and - . _ ~ only.",
    ),
    algorithm: choice(
      ["simple", "md5"],
      "The token in ?token=…: the password itself, or the MD5 digest of the key and the stream's name.",
    ).default("simple"),
    publish: z
      .boolean()
      .default(true)
      .meta({ description: "Publishers must show a token.", examples: [true, false] }),
    play: z
      .array(z.enum(playProtocols))
      .default([])
      .meta({ description: "What viewers must show a token for.", examples: [["hls"], ["rtmp", "httpflv"]] }),
  })
  .meta({ description: "Asks for tokens. Left out, anybody who reaches a port publishes and plays." });
