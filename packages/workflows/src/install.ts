import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that weir itself is installed in: where its apps, schemas and tools are. */
export const installFolder = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");

/** kustomize and kubeconform, where the project installs them; WEIR_TOOLS names another folder. */
export const toolsFolder = resolve(process.env.WEIR_TOOLS || join(installFolder, ".weir/tools"));

/** JSON Schemas for kubeconform. */
export const schemasFolder = join(installFolder, "schemas");

/** weir's own version: `0.1.0`. */
export function weirVersion(): string {
  const { version } = JSON.parse(readFileSync(join(installFolder, "package.json"), "utf8"));
  return version;
}

/**
 * Everything that decides what weir generates from an environment file and what it says of it: its sources, its apps,
 * the schemas that manifests are held against, and its dependencies.
 */
export function listEngineFiles(): string[] {
  const files = ["package-lock.json"];
  for (const entry of list("packages")) collect(`packages/${entry.name}/src`, files);
  for (const entry of list("apps")) collect(`apps/${entry.name}`, files);
  for (const group of ["kubernetes", "argocd"]) collect(`schemas/${group}`, files);
  return files.sort();
}

function collect(folder: string, files: string[]): void {
  for (const entry of list(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== "base") collect(path, files);
    } else if (/\.(ts|json)$/.test(entry.name) && !entry.name.endsWith(".test.ts")) files.push(path);
  }
}

function list(folder: string) {
  try {
    return readdirSync(join(installFolder, folder), { withFileTypes: true });
  } catch {
    return [];
  }
}
