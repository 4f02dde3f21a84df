import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { openWeirFolder, replaceFile } from "./weir-folder.ts";

/** The digests under which weir knows each generated file: of what it wrote last, or is about to write. */
export type GeneratedRecord = ReadonlyMap<string, readonly string[]>;

const file = ".weir/record.json";

export function digest(content: string | Uint8Array): string {
  return hash("sha256", content, "base64url");
}

/** An empty record where there is none or it cannot be read: git is asked then. */
export function readRecord(root: string): GeneratedRecord {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(`${root}/${file}`, "utf8"))));
  } catch {
    return new Map();
  }
}

/** Replaces the record in one step. */
export function writeRecord(root: string, record: GeneratedRecord): void {
  replaceFile(openWeirFolder(root, file), JSON.stringify(Object.fromEntries(record)));
}
