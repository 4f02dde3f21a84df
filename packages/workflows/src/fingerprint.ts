import { hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A file's content in short; undefined when there is no such file, when it is a symbolic link that is not to be
 * followed, or no file at all: reading a pipe would never end.
 */
export function fingerprintFile(path: string, { follow = true } = {}): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW));
    return fstatSync(file).isFile() ? fingerprint(readFileSync(file)) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The same for content in memory. */
export function fingerprint(content: string | Uint8Array): string {
  return hash("sha256", content, "base64url");
}

/** One fingerprint of many files: changes when any of them changes, comes or goes. */
export function fingerprintFiles(root: string, files: readonly string[]): string {
  return fingerprint(files.map((file) => `${file} ${fingerprintFile(join(root, file)) ?? "-"}\n`).join(""));
}

/** Every file below a folder, relative to `root`, sorted; symbolic links are listed, not followed. */
export function listFiles(root: string, folder: string): string[] {
  const files: string[] = [];
  const walk = (at: string) => {
    for (const entry of entriesOf(join(root, at))) {
      const path = `${at}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.push(path);
    }
  };
  walk(folder);
  return files.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
