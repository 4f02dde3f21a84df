import { defineApp } from "@weir/app/app";
import { noteCapacity } from "./capacity.ts";
import { check } from "./check.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "srs-edge",
  summary: "What viewers connect to: RTMP and HTTP-FLV for many, in one or several versions at a time.",
  settings,
  base: { version: "v6.0-r0", replicas: 1 },
  render,
  check,
  notes: noteCapacity,
});
