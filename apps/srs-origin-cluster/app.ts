import { defineApp } from "@weir/app/app";
import { check } from "./check.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "srs-origin-cluster",
  summary: "Several origins that share many publishers. Edges reach all of them through one Service.",
  settings,
  base: { version: "v6.0-r0", replicas: 1 },
  render,
  check,
});
