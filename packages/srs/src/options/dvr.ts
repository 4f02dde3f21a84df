import { choice, duration, text } from "@weir/app/fields";
import type { SettingProblem } from "@weir/finding/finding";
import { z } from "zod";
import { block, directive } from "../config.ts";
import { sharedNames } from "../names.ts";
import type { Option } from "./option.ts";

/** The shared file system as a recording server sees it. */
const folder = "/nas";

export const dvrSetting = z
  .strictObject({
    plan: choice(
      ["session", "segment"],
      "One file for each time somebody publishes, or one for each stretch of `duration`.",
    ).default("session"),
    duration: duration(
      {
        description: "Length of a file of the plan segment, 30m if left out; it ends at the next key frame.",
        examples: ["30m", "1h"],
      },
      { min: "10s", max: "24h" },
    ).optional(),
    path: text(
      {
        description: "The folder on the file system of srs-storage; a folder for each app of a stream is below it.",
        examples: ["dvr", "recordings/2026"],
      },
      /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){0,9}$/,
      "a path is names of letters, digits, - _ and dots, with slashes between them",
    ).prefault("dvr"),
    wait_keyframe: z
      .boolean()
      .default(true)
      .meta({ description: "Begins each file with a key frame, so that players can begin there too." }),
  })
  .meta({
    description:
      "Records every stream as FLV on the file system of srs-storage. Nothing removes what is finished. Left out, nothing is recorded.",
  });

export type Dvr = z.infer<typeof dvrSetting>;

/** A length that the plan has no use for: SRS would not read it. */
export function checkDvr({ plan, duration }: Dvr): SettingProblem[] {
  if (plan === "segment" || duration === undefined) return [];
  return [
    {
      id: "srs/dvr-duration",
      severity: "error",
      at: ["dvr", "duration"],
      what: "Files of the plan session have no length of their own: one lasts as long as somebody publishes.",
      fix: "write plan: segment, or remove duration.",
    },
  ];
}

/** Named after the moment in which it began, to the millisecond: origins that share the file system do not overwrite each other. */
export function dvr({ plan, duration, path, wait_keyframe }: Dvr): Option {
  return {
    vhost: [
      {
        ...block("dvr", [
          directive("enabled", "on"),
          directive("dvr_apply", "all"),
          directive("dvr_plan", plan),
          directive("dvr_path", `${folder}/${path}/[app]/[stream].[timestamp].flv`),
          ...(plan === "segment" ? [directive("dvr_duration", duration ?? 1800)] : []),
          directive("dvr_wait_keyframe", wait_keyframe ? "on" : "off"),
        ]),
        comment: "Records every stream on the shared file system. Nothing removes what is finished.",
      },
    ],
    volumes: [{ name: "nas", persistentVolumeClaim: { claimName: sharedNames.storageClaim } }],
    mounts: [{ name: "nas", mountPath: folder }],
  };
}
