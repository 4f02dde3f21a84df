import { defineApp } from "@weir/app/app";
import { check } from "./check.ts";
import { notes } from "./notes.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "nginx-hls",
  summary:
    "Serves HLS to many viewers: the files that origins write to a shared file system, or an origin's own through a cache.",
  settings,
  base: { replicas: 1 },
  render,
  check,
  notes,
});
