import { drain as drainSetting } from "@weir/app/drain";
import { choice, count, version } from "@weir/app/fields";
import { logLevels } from "./roles.ts";

/** Settings that every xiu app has in the same words. */
export const xiuVersion = version({
  description: "Tag of the image harlancn/xiu, in full; without a v.",
  examples: ["0.13.0", "0.14.0"],
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

/** Seconds that a stopping pod waits for its viewers. xiu itself has no drain: the script that starts it waits. */
export const drain = drainSetting({ min: "0s" });
