import { defineApp } from "@weir/app/app";
import { check } from "./check.ts";
import { noteLimits } from "./notes.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "xiu-origin",
  summary: "One Xiu for everything: publishers by RTMP, viewers by RTMP, HTTP-FLV and, where it is asked for, HLS.",
  settings,
  base: { version: "0.13.0" },
  render,
  check,
  notes: noteLimits,
});
