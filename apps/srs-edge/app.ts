import { defineApp } from "@weir/app/app";
import { noteScale } from "@weir/app/scale";
import { notePublish } from "@weir/srs/options/publish";
import { noteCapacity } from "./capacity.ts";
import { check } from "./check.ts";
import { groupsOf, runOf } from "./doors.ts";
import { notePublishers } from "./publishers.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "srs-edge",
  summary: "What viewers connect to: RTMP and HTTP-FLV for many, in one or several versions at a time.",
  settings,
  base: { version: "v6.0-r0", replicas: 1 },
  render,
  check,
  notes: (settings, context) => [
    ...noteCapacity(settings, context),
    ...notePublishers(settings, context),
    ...notePublish(settings.publish),
    ...groupsOf(settings).flatMap((group) => noteScale(group, `${runOf(group.name)}-deploy`)),
  ],
});
