import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { baseFolder } from "@weir/kustomize/layout";
import type { Cache } from "./cache.ts";
import type { RenderedEnvironment } from "./render.ts";

/** The apps that environments stand on: those just rendered, and what is known of the others. */
export function usedApps({ environments }: Cache, rendered: readonly RenderedEnvironment[] = []): Set<string> {
  const now = new Set(rendered.map(({ environment }) => environment.directory));
  const others = Object.entries(environments).filter(([directory]) => !now.has(directory));
  return new Set([
    ...rendered.flatMap(({ apps }) => [...apps.keys()]),
    ...others.flatMap(([, { summary }]) => summary.rows.map(({ app }) => app)),
  ]);
}

/** The folder of every base that a workspace has. */
export function listBases(root: string): string[] {
  const apps = join(root, "apps");
  return existsSync(apps) ? readdirSync(apps).map(baseFolder) : [];
}

/** The apps that files below apps/ belong to. */
export function appsOfBases(files: readonly string[]): Set<string> {
  return new Set(files.filter((file) => file.startsWith("apps/")).map((file) => file.split("/", 2)[1] as string));
}
