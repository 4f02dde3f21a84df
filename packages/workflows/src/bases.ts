import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isGenerated } from "@weir/kubernetes/generated";
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

/** The folder of every base that weir made in a workspace; a team may have bases of its own beside them. */
export function listBases(root: string): string[] {
  const apps = join(root, "apps");
  const folders = existsSync(apps) ? readdirSync(apps).map(baseFolder) : [];
  return folders.filter((folder) => isGenerated(readText(join(root, folder, "kustomization.yaml"))));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The apps that files below apps/ belong to. */
export function appsOfBases(files: readonly string[]): Set<string> {
  return new Set(files.filter((file) => file.startsWith("apps/")).map((file) => file.split("/", 2)[1] as string));
}
