import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The xiu that live tests ask; `npm run test:live` builds it once, outside the tree. */
export const xiuVersion = "0.14.0";
export const xiuFolder = join(homedir(), ".cache/weir", `xiu-${xiuVersion}`);

/** Real programs that tests ask: where they are, and the Debian package that has them. */
const programs: Readonly<Record<Program, { readonly path: () => string | undefined; readonly package?: string }>> = {
  xiu: { path: () => process.env.WEIR_XIU ?? join(xiuFolder, "bin/xiu") },
  nginx: { path: () => process.env.WEIR_NGINX ?? findInPath("nginx"), package: "nginx-light" },
  ffmpeg: { path: () => process.env.WEIR_FFMPEG ?? findInPath("ffmpeg"), package: "ffmpeg" },
  promtool: { path: () => process.env.WEIR_PROMTOOL ?? findInPath("promtool"), package: "prometheus" },
  bash: { path: () => findInPath("bash"), package: "bash" },
  unshare: { path: () => findInPath("unshare"), package: "util-linux" },
};

export type Program = "xiu" | "nginx" | "ffmpeg" | "promtool" | "bash" | "unshare";

export const allPrograms = Object.keys(programs) as Program[];

/** The programs that are not there. */
export function missingPrograms(names: readonly Program[]): Program[] {
  return names.filter((name) => !pathOf(name));
}

/** The Debian package that has a program; undefined for one that is built. */
export function packageOf(name: Program): string | undefined {
  return programs[name].package;
}

/** How a program is had. */
export function howToGet(name: Program): string {
  const debian = packageOf(name);
  return debian ? `apt-get install --no-install-recommends ${debian}` : "npm run test:live";
}

/** Where a program is; undefined for one that is missing. */
export function pathOf(name: Program): string | undefined {
  const path = programs[name].path();
  return path && isExecutable(path) ? path : undefined;
}

function findInPath(name: string): string | undefined {
  // Debian keeps nginx in a folder that only root has in PATH.
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
