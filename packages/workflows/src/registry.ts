import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "@weir/app/app";
import { installFolder } from "./install.ts";

/** Every app that weir has, by name, each loaded when it is asked for: one folder under apps/ with an app.ts is one app. */
export function loadRegistry(): ReadonlyMap<string, () => Promise<App>> {
  const folder = join(installFolder, "apps");
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "app.ts")))
    .sort();
  return new Map(
    names.map((name) => [
      name,
      async () => (await import(pathToFileURL(join(folder, name, "app.ts")).href)).default as App,
    ]),
  );
}
