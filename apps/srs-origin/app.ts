import { defineApp } from "@weir/app/app";
import { notePublish } from "@weir/srs/options/publish";
import { check } from "./check.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "srs-origin",
  summary: "One server for everything: publishers and viewers, RTMP, HTTP-FLV and, if wanted, HLS.",
  settings,
  base: { version: "v6.0-r0" },
  render,
  check,
  notes: ({ publish }) => notePublish(publish),
});
