import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { type Contents, temporaryFolder, writeWorkspace } from "@weir/workflows/test-workspace";

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
  /** Added to a bare environment of PATH and HOME. */
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

export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME };
}

function withoutTime(text: string): string {
  return text.replace(/ · \d+\.\d s\n$/, " · 0.0 s\n");
}
