import { expect, test } from "vitest";
import { deployment, hlsOrigin, violationsOf } from "../test-model.ts";
import { keptSegments } from "./kept-segments.ts";

const cleanup = {
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "cleanup" },
  spec: {
    jobTemplate: {
      spec: deployment(
        "d",
        {},
        {
          containers: [{ name: "cleanup", volumeMounts: [{ name: "html", mountPath: "/html" }] }],
          volumes: [{ name: "html", persistentVolumeClaim: { claimName: "pvc-nas" } }],
        },
      ).spec,
    },
  },
};
const say = (olderThan: number, origin: object[]) =>
  violationsOf(
    keptSegments,
    { "srs-cleanup": [cleanup], "srs-origin-cluster": origin },
    { "srs-cleanup": { olderThan } },
  );
const hls = "enabled on; hls_path /html; hls_window 3600; hls_dispose 7200;";

test("reports a cleanup that removes what a server still keeps for viewers", () => {
  expect(say(3600, hlsOrigin(hls))).toEqual([
    "srs-cleanup: CronJob removes what is older than 1 hour, and srs-origin keeps HLS for viewers 2 hours (hls_dispose).",
  ]);
  expect(say(7199, hlsOrigin(hls))).toHaveLength(1);
});

test("accepts a cleanup as late as the server's own, other file systems and HLS that is off", () => {
  expect(say(7200, hlsOrigin(hls))).toEqual([]);
  expect(say(3600, hlsOrigin(hls, { claim: "pvc-other" }))).toEqual([]);
  expect(say(3600, hlsOrigin(hls.replace("on", "off")))).toEqual([]);
});
