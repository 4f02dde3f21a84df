import { defineApp } from "@weir/app/app";
import { check } from "./check.ts";
import { noteLimits } from "./notes.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "xiu-edge",
  summary:
    "What viewers of Xiu connect to: RTMP and HTTP-FLV for many, fetched from the origin; HLS too where it pushes.",
  settings,
  base: { version: "0.13.0", pull: "xiu-origin", replicas: 1 },
  render,
  check,
  notes: noteLimits,
});
