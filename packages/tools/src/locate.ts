import { access, constants, readFile, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { Pin } from "./pins.ts";
import { run } from "./run.ts";

export interface Located {
  readonly path: string;
  readonly source: "PATH" | "project";
}

/** The first program of that name on PATH, and the version it says it has, if it says one. */
export interface OnPath {
  readonly path: string;
  readonly version: string | undefined;
}

/**
 * Finds a tool in its pinned version: first on PATH, then in the project's tool folder. Nothing is installed.
 * A program in the tool folder is not started to ask: only `install` puts one there, under the pinned version.
 */
export async function locate(pin: Pin, folder: string): Promise<Located | undefined> {
  const found = await findOnPath(pin);
  if (found?.version === pin.version) return { path: found.path, source: "PATH" };
  const path = toolPath(pin, folder);
  return (await isProgram(path)) ? { path, source: "project" } : undefined;
}

/** Where the project keeps a tool: `<folder>/kustomize-v5.8.2/kustomize`. */
export function toolPath({ name, version }: Pin, folder: string): string {
  return join(resolve(folder), `${name}-${version}`, name);
}

/** A program that can be asked for its version. */
export type Asked = Pick<Pin, "name" | "printVersion"> & Partial<Pick<Pin, "package">>;

/** What a shell would start, except that relative folders in PATH are not looked at: they depend on where one stands. */
export async function findOnPath(pin: Asked): Promise<OnPath | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter).filter(isAbsolute)) {
    const path = join(folder, pin.name);
    if (await isProgram(path)) return { path, version: await readVersion(pin, path) };
  }
  return undefined;
}

/** The version that a program prints, or that Go wrote into it: kubeconform built by Go prints "development". */
export async function readVersion(pin: Asked, path: string): Promise<string | undefined> {
  const printed = await run(path, pin.printVersion, { timeout: 5_000 }).catch(() => undefined);
  if (!printed) return undefined;
  const version = /\bv?(\d+\.\d+\.\d+[^\s,}]*)/.exec(printed.stdout)?.[1];
  return version ? `v${version}` : pin.package && readBuildInfo(pin.package, await readFile(path));
}

/** Go's build information is text inside the program: `path\t<package>\nmod\t<module>\t<version>\t…`. */
function readBuildInfo(path: string, program: Buffer): string | undefined {
  const start = program.indexOf(`path\t${path}\nmod\t`);
  if (start < 0) return undefined;
  const [, mod = ""] = program.toString("latin1", start, start + 1000).split("\n");
  return mod.split("\t")[2];
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
