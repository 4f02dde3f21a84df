import { defineApp } from "@weir/app/app";
import { check } from "./check.ts";
import { render } from "./render.ts";
import { settings } from "./settings.ts";

export default defineApp({
  name: "srs-origin-deployments",
  summary:
    "Several origins that share many publishers, each a Deployment of its own, so that a release can go to some of them.",
  settings,
  base: { origins: { 0: { version: "v6.0-r0" } } },
  render,
  check,
});
