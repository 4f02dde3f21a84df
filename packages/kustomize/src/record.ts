import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openWeirFolder, replaceFile } from "./weir-folder.ts";

/** The digests under which weir knows each generated file: of what it wrote last, or is about to write. */
export type GeneratedRecord = ReadonlyMap<string, readonly string[]>;

const file = ".weir/record.json";

/** What a run that has not finished is about to do to the files that it changes, beside the record of all files. */
const pendingFile = ".weir/pending.json";

/** An empty record where there is none or it cannot be read: git is asked then. */
export function readRecord(root: string): GeneratedRecord {
  const record = read(root, file);
  for (const [path, digests] of read(root, pendingFile)) {
    record.set(path, [...new Set([...(record.get(path) ?? []), ...digests])]);
  }
  return record;
}

/** Adds to the record, in one step, what a run is about to do. What earlier runs left unfinished stays in it. */
export function announce(root: string, changes: GeneratedRecord): void {
  write(root, pendingFile, new Map([...read(root, pendingFile), ...changes]));
}

/** Replaces the record in one step, and with it all that was announced. */
export function writeRecord(root: string, record: GeneratedRecord): void {
  write(root, file, record);
  rmSync(join(root, pendingFile), { force: true });
}

function read(root: string, path: string): Map<string, readonly string[]> {
  try {
    const entries = Object.entries<readonly string[]>(JSON.parse(readFileSync(join(root, path), "utf8")));
    return new Map(entries.filter(([, digests]) => Array.isArray(digests)));
  } catch {
    return new Map();
  }
}

function write(root: string, path: string, record: GeneratedRecord): void {
  replaceFile(openWeirFolder(root, path), JSON.stringify(Object.fromEntries(record)));
}
