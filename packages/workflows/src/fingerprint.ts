import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digest } from "@weir/kustomize/digest";

/**
 * A file's content in short; undefined when there is no such file, when it is a symbolic link that is not to be
 * followed, or no file at all: reading a pipe would never end.
 */
export function fingerprintFile(path: string, { follow = true } = {}): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW));
    return fstatSync(file).isFile() ? digest(readFileSync(file)) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** One fingerprint of many files: changes when any of them changes, comes or goes. */
export function fingerprintFiles(root: string, files: readonly string[]): string {
  return digest(files.map((file) => `${file} ${fingerprintFile(join(root, file)) ?? "-"}\n`).join(""));
}
