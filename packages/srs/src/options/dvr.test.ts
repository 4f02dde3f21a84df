import { expect, test } from "vitest";
import { renderConfig } from "../render-config.ts";
import { checkDvr, dvr, dvrSetting } from "./dvr.ts";

test("records each publishing into a file of its own on the shared file system", () => {
  const { vhost, volumes, mounts } = dvr(dvrSetting.parse({}));
  expect(renderConfig(vhost ?? [])).toContain(`\
dvr {
    enabled on;
    dvr_apply all;
    dvr_plan session;
    dvr_path /nas/dvr/[app]/[stream].[timestamp].flv;
    dvr_wait_keyframe on;
}
`);
  expect(volumes).toEqual([{ name: "nas", persistentVolumeClaim: { claimName: "pvc-nas" } }]);
  expect(mounts).toEqual([{ name: "nas", mountPath: "/nas" }]);
});

test("or one file for each stretch of time, in a folder that is asked for", () => {
  const written = { plan: "segment", duration: "1h", path: "recordings/2026", wait_keyframe: false };
  const text = renderConfig(dvr(dvrSetting.parse(written)).vhost ?? []);
  expect(text).toContain(`\
    dvr_plan segment;
    dvr_path /nas/recordings/2026/[app]/[stream].[timestamp].flv;
    dvr_duration 3600;
    dvr_wait_keyframe off;
`);
});

test.each(["/dvr", "../dvr", "a/../b", "a//b", "a/", "", ".", "[app]", "a b", "a;b", "a\nb", "$a"])(
  "refuses the path %j",
  (path) => {
    expect(dvrSetting.safeParse({ path }).error?.issues.map(({ path }) => path)).toEqual([["path"]]);
  },
);

test("half an hour where nobody says how long", () => {
  expect(renderConfig(dvr(dvrSetting.parse({ plan: "segment" })).vhost ?? [])).toContain("dvr_duration 1800;");
});

test("reports a length that the plan has no use for", () => {
  expect(checkDvr(dvrSetting.parse({ duration: "1h" }))).toEqual([
    {
      id: "srs/dvr-duration",
      severity: "error",
      at: ["dvr", "duration"],
      what: "Files of the plan session have no length of their own: one lasts as long as somebody publishes.",
      fix: "write plan: segment, or remove duration.",
    },
  ]);
  expect(checkDvr(dvrSetting.parse({ plan: "segment", duration: "1h" }))).toEqual([]);
  expect(checkDvr(dvrSetting.parse({}))).toEqual([]);
});
