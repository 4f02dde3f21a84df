import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { locate } from "@weir/tools/locate";
import { pins } from "@weir/tools/pins";
import { toolsFolder } from "@weir/workflows/install";
import { type Contents, listAll, temporaryFolder, writeWorkspace } from "@weir/workflows/test-workspace";

const generated = new Map<string, Promise<string>>();

/** A workspace that `weir generate` has run in: made once a test file, then copied, with what weir remembers of it. */
export async function generatedWorkspace(contents: Contents): Promise<string> {
  const key = JSON.stringify(contents);
  const template = generated.get(key) ?? generate(contents);
  generated.set(key, template);
  const root = temporaryFolder();
  cpSync(await template, root, { recursive: true, preserveTimestamps: true });
  return root;
}

async function generate(contents: Contents): Promise<string> {
  const root = writeWorkspace(contents);
  const { code, stderr } = await weir(["generate"], { root });
  if (code !== 0) throw new Error(stderr);
  return root;
}

export interface RunOptions {
  /** The workspace, handed over as --root. */
  readonly root?: string;
  readonly cwd?: string;
  /** Added to the bare environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options for Node itself. */
  readonly node?: readonly string[];
}

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** With the time that a run took made the same: `0.0 s`. */
  readonly stdout: string;
  readonly stderr: string;
}

const program = join(import.meta.dirname, "../bin/weir.js");

/** Runs the real program, packages/cli/bin/weir.js. */
export function weir(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { root, cwd, env, node = [] } = options;
  const args = [...node, program, ...words, ...(root === undefined ? [] : ["--root", root])];
  return run(process.execPath, args, { ...(cwd !== undefined && { cwd }), env: { ...bareEnvironment(), ...env } });
}

/** Runs any program; a failure to start it is a failure of the test. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on("data", (chunk) => chunks.stdout.push(chunk));
    child.stderr.on("data", (chunk) => chunks.stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const text = (part: Buffer[]) => Buffer.concat(part).toString();
      resolve({ code, signal, stdout: withoutTime(text(chunks.stdout)), stderr: text(chunks.stderr) });
    });
  });
}

/** The last line of a run after which all is well; `objects` is how many manifests that makes. */
export function upToDate(root: string, objects: number): string {
  const overlays = listAll(root).filter((path) => /^environments\/[^/]+\/[^/]+\/kustomization\.yaml$/.test(path));
  const proven = `${overlays.length} overlays equal their model · ${objects} objects valid`;
  return `${generatedFiles(root).length} files up to date · ${proven}, 0 warnings · 0.0 s\n`;
}

/** Every file of a workspace that no person wrote. */
export function generatedFiles(root: string): string[] {
  return listAll(root).filter((path) => !/^(clusters|fleets)\/|\/environment\.yaml$/.test(path));
}

/** What a run has of the environment of these tests: where programs are. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, WEIR_TOOLS = "" } = process.env;
  return { PATH, HOME, WEIR_TOOLS };
}

function withoutTime(text: string): string {
  return text.replace(/ · \d+\.\d s\n$/, " · 0.0 s\n");
}

/** What the real kustomize, in its pinned version, builds of a folder. */
export async function kustomizeBuild(folder: string): Promise<string> {
  const kustomize = await locate(pins.kustomize, toolsFolder);
  const { code, stdout, stderr } = await run(kustomize?.path ?? "kustomize", ["build", folder]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** A folder for PATH with git and the named programs, and no kustomize. */
export function bareFolder(...more: string[]): string {
  const folder = temporaryFolder();
  for (const name of ["git", "sleep", ...more]) {
    const found = ["/usr/bin", "/bin", "/usr/local/bin"].map((place) => join(place, name)).find(existsSync);
    if (found) symlinkSync(found, join(folder, name));
  }
  return folder;
}

/** A program in POSIX shell. */
export function writeProgram(path: string, ...lines: string[]): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(path, 0o755);
}
