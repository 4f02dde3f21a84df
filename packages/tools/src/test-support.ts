import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { ensureTools } from "./install.ts";
import { type LoadOptions, loadTools, type Tools } from "./tools.ts";

const workspace = join(import.meta.dirname, "../../..");

/** Where this repository keeps its tools and schemas. */
export const here: LoadOptions = { folder: join(workspace, ".weir/tools"), schemas: join(workspace, "schemas") };

/** The real tools, installed into this repository if they are missing; for `beforeAll`, with {@link installTime}. */
export async function realTools(): Promise<Tools> {
  await ensureTools({ folder: here.folder });
  return loadTools(here);
}

/** Milliseconds that building both tools with Go takes at most. */
export const installTime = 600_000;

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "weir-tools-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A program that the test writes, as lines of a POSIX shell script. */
export function writeProgram(path: string, ...lines: string[]): string {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(path, 0o755);
  return path;
}
