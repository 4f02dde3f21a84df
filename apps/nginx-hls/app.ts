import { defineApp } from "@weir/app/app";
import { check } from "./check.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "nginx-hls",
  summary: "Serves HLS to many viewers from the file system that the origins write it to.",
  settings,
  base: { replicas: 1 },
  render,
  check,
});
