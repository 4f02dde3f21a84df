import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** What a person needs to get a program: shown when it is missing. */
export interface Wanted {
  readonly version: string;
  /** How to get it, as an instruction. */
  readonly get: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Given to the program on stdin; without it stdin is empty. */
  readonly input?: string | Uint8Array;
  /** Milliseconds until the program and everything it started are killed; 60,000 if left out. */
  readonly timeout?: number | undefined;
  /** The whole environment, instead of this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Bytes of output that are too many; 256 MiB if left out. */
  readonly limit?: number;
  readonly wanted?: Wanted;
}

export interface Ran<Output> {
  readonly stdout: Output;
  readonly stderr: string;
  readonly code: number;
}

/** How a program failed, for {@link ToolError}. */
export interface Failure {
  readonly program: string;
  readonly args: readonly string[];
  /** What happened, as the rest of a sentence that starts with the program: "ended with exit code 1". */
  readonly reason: string;
  readonly code?: number;
  readonly signal?: string;
  readonly stderr?: string;
  /** There is no such program. */
  readonly missing?: boolean;
  readonly wanted?: Wanted | undefined;
}

/** A program that is missing, or that did not do its work. */
export class ToolError extends Error {
  readonly program: string;
  readonly args: readonly string[];
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly stderr: string;
  readonly missing: boolean;
  readonly wanted: Wanted | undefined;

  constructor({ program, args, reason, code, signal, stderr = "", missing = false, wanted }: Failure) {
    const said = lastLines(stripVTControlCharacters(stderr).trimEnd());
    super(
      [
        `${[program, ...args].join(" ")} ${reason}${said ? `:\n${said}` : "."}`,
        wanted && `Wanted: ${wanted.version}. ${wanted.get}`,
      ]
        .filter(Boolean)
        .join("\n"),
    );
    this.name = "ToolError";
    this.program = program;
    this.args = args;
    this.code = code;
    this.signal = signal;
    this.stderr = stderr;
    this.missing = missing;
    this.wanted = wanted;
  }
}

/**
 * Runs a program without a shell and waits for it, whatever its exit code.
 * @throws {ToolError} when it cannot start, is ended by a signal or the time-out, or prints too much.
 */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran<string>> {
  const ran = await runBytes(program, args, options);
  return { ...ran, stdout: ran.stdout.toString() };
}

/** Like {@link run}, with stdout as it came. */
export function runBytes(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran<Buffer>> {
  const { cwd, input = "", timeout = 60_000, env = process.env, limit = 256 * 2 ** 20, wanted } = options;
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let size = 0;
    let stopped: string | undefined;

    const fail = (reason: string, how: Partial<Failure> = {}) => {
      const said = Buffer.concat(stderr).toString();
      reject(new ToolError({ program, args, reason, stderr: said, wanted, ...how }));
    };
    const failToStart = (error: NodeJS.ErrnoException) => {
      // Node reports a missing working directory as a missing program.
      const lost = error.code === "ENOENT" && cwd !== undefined && !existsSync(cwd);
      if (lost) fail(`cannot start in ${cwd}: no such directory`);
      else fail(`cannot start: ${whyNot(error)}`, { missing: error.code === "ENOENT" });
    };

    let child!: ChildProcessWithoutNullStreams;
    // Before it is started: a signal that comes in between would end this process and leave the program.
    const forget = killWithUs(() => child?.pid);
    try {
      child = spawn(program, args, { cwd, env, detached: true });
    } catch (error) {
      forget();
      return failToStart(error as NodeJS.ErrnoException);
    }
    const stop = (reason: string) => {
      stopped ??= reason;
      killGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const collect = (chunks: Buffer[]) => (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) stop(`printed more than ${limit.toLocaleString("en")} bytes and was stopped`);
    };
    const timer = setTimeout(() => stop(`was stopped after ${timeout / 1000} s without an end`), timeout);

    child.stdout.on("data", collect(stdout));
    child.stderr.on("data", collect(stderr));
    // A program may end without reading its input; its exit code says whether that was right.
    child.stdin.on("error", () => {});
    child.stdin.end(input);

    child.on("error", (error) => {
      if (child.pid === undefined) forget();
      failToStart(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      forget();
      if (stopped !== undefined) fail(stopped, { signal: "SIGKILL" });
      else if (code === null) fail(`was ended by ${signal}`, { signal: String(signal) });
      else resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString(), code });
    });
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "no such program";
  if (code === "EACCES") return "it is not executable";
  return message;
}

/** The end of a long text: programs say last why they gave up. */
function lastLines(text: string): string {
  const lines = text.slice(-4000).split("\n");
  return lines.slice(-20).join("\n");
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Each gives the id of its program, once it has started. */
const running = new Set<() => number | undefined>();
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A group of its own does not get the terminal's Ctrl-C, so whoever ends this process ends its programs too. */
function killWithUs(pidOf: () => number | undefined): () => void {
  if (running.size === 0) {
    for (const signal of endings) process.on(signal, endWith);
    process.on("exit", killAll);
  }
  running.add(pidOf);
  return () => {
    if (running.delete(pidOf) && running.size === 0) stopListening();
  };
}

function stopListening(): void {
  for (const signal of endings) process.off(signal, endWith);
  process.off("exit", killAll);
}

function killAll(): void {
  for (const pidOf of running) killGroup(pidOf());
}

function endWith(signal: NodeJS.Signals): void {
  killAll();
  stopListening();
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
