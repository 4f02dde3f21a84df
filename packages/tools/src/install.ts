import { createHash } from "node:crypto";
import { lstat, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { findOnPath, type Located, locate, toolPath } from "./locate.ts";
import { type Pin, pins, wanted } from "./pins.ts";
import { run, ToolError } from "./run.ts";

export interface InstallOptions {
  /** The project's tool folder; made if it does not exist. */
  readonly folder: string;
  /** Told what takes long, before it starts. */
  readonly notify?: (message: string) => void;
  /** Milliseconds for the download; 120,000 if left out. */
  readonly timeout?: number;
}

export interface Installed {
  readonly path: string;
  readonly source: "download" | "go install";
}

/** Finds every pinned tool and installs what is missing. */
export async function ensureTools(options: InstallOptions): Promise<(Located | Installed)[]> {
  const { folder } = options;
  return Promise.all(Object.values(pins).map(async (pin) => (await locate(pin, folder)) ?? install(pin, options)));
}

/**
 * Puts a tool into the project's tool folder: the release, verified by its checksum, or else what `go install` builds.
 * Runs at the same time do not disturb each other: each works in its own folder and renames the whole program into place.
 * @throws {ToolError} that says for every source why it gave nothing.
 */
export async function install(pin: Pin, options: InstallOptions): Promise<Installed> {
  const path = toolPath(pin, options.folder);
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  const work = await mkdtemp(join(folder, workPrefix));
  const reasons: string[] = [];
  try {
    for (const { source, get } of sources) {
      try {
        const program = await get(pin, work, options);
        await mkdir(dirname(path), { recursive: true });
        await rename(program, path);
        return { path, source };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        options.notify?.(`${pin.name} ${pin.version} could not be had by ${source}: ${reason}`);
        reasons.push(`  ${source}: ${reason.replaceAll("\n", "\n    ")}`);
      }
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const onPath = await findOnPath(pin);
  throw new ToolError({
    program: pin.name,
    args: [],
    reason: "is missing and could not be installed",
    stderr: [
      `  PATH: ${onPath ? `${onPath.path} is ${onPath.version ?? "of an unknown version"}` : "no such program"}`,
      `  tool folder: nothing at ${path}`,
      ...reasons,
    ].join("\n"),
    missing: true,
    wanted: wanted(pin),
  });
}

const sources = [
  { source: "download", get: download },
  { source: "go install", get: build },
] as const;

async function download(pin: Pin, work: string, { notify, timeout = 120_000 }: InstallOptions): Promise<string> {
  const os = process.platform;
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const expected = pin.sha256[`${os}/${arch}`];
  if (!expected) throw new Error(`no checksum is pinned for ${os}/${arch}`);
  const url = pin.archive.replaceAll("{version}", pin.version).replaceAll("{os}", os).replaceAll("{arch}", arch);
  notify?.(`Downloading ${pin.name} ${pin.version} from ${url}`);

  const response = await fetch(url, { signal: AbortSignal.timeout(timeout) }).catch(because(url));
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}`);
  const archive = Buffer.from(await response.arrayBuffer().catch(because(url)));
  const actual = createHash("sha256").update(archive).digest("hex");
  if (actual !== expected) throw new Error(`${url} has the SHA-256 ${actual}, pinned is ${expected}`);

  await succeed("tar", ["-xzf", "-", "-C", work, pin.name], { input: archive });
  const program = join(work, pin.name);
  if (!(await lstat(program)).isFile()) throw new Error(`${pin.name} in ${url} is not a file`);
  return program;
}

async function build(pin: Pin, work: string, { notify }: InstallOptions): Promise<string> {
  notify?.(`Building ${pin.name} ${pin.version} with Go, which takes a minute`);
  const { GOOS: _os, GOARCH: _arch, ...rest } = process.env;
  await succeed("go", ["install", "-trimpath", "-ldflags=-s -w", `${pin.package}@${pin.version}`], {
    cwd: work,
    env: { ...rest, GOBIN: work, CGO_ENABLED: "0" },
    timeout: 600_000,
  });
  return join(work, pin.name);
}

async function succeed(program: string, args: string[], options: Parameters<typeof run>[2]): Promise<void> {
  const { code, stderr } = await run(program, args, options);
  if (code !== 0) throw new ToolError({ program, args, reason: `ended with exit code ${code}`, code, stderr });
}

/** `fetch` says only "fetch failed"; what happened is in its cause. */
function because(url: string) {
  return (error: Error & { cause?: { message?: string } }): never => {
    throw new Error(`${url}: ${error.cause?.message || error.message}`);
  };
}

const workPrefix = ".install-";
const hour = 3_600_000;

/** A killed run leaves its folder behind; one this old has no run any more. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(workPrefix)) continue;
    const path = join(folder, name);
    const started = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - started > hour) await rm(path, { recursive: true, force: true });
  }
}
