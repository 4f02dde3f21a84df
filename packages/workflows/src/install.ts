import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles } from "@weir/kustomize/list-files";

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
  const sources = readdirSync(join(installFolder, "packages")).map((name) => `packages/${name}/src`);
  return [
    "package-lock.json",
    ...[...sources, "apps", "schemas/kubernetes", "schemas/custom"].flatMap(listParts),
  ].sort();
}

/** What is generated from the sources, and what only tests them, is not theirs to decide. */
function listParts(folder: string): string[] {
  const isPart = (path: string) => /\.(ts|json)$/.test(path) && !/\.test\.ts$|\/base\//.test(path);
  return listFiles(installFolder, folder).filter(isPart);
}
