import { type Ran, runBytes, ToolError } from "./run.ts";

/** What git knows of some files: bytes by path. A file that git does not know is in neither map. */
export interface Blobs {
  readonly head: ReadonlyMap<string, Buffer>;
  readonly index: ReadonlyMap<string, Buffer>;
  /** Files that a merge left in conflict; these are not in `index`. */
  readonly conflicted: ReadonlySet<string>;
}

/** The folder of the work tree that a directory is in, or nothing where there is no work tree or no git. */
export async function topLevel(root: string): Promise<string | undefined> {
  const stdout = await git(root, ["rev-parse", "--show-toplevel"]);
  return stdout?.toString().replace(/\n$/, "");
}

/** Whether git has a file in its index, in conflict or not. */
export async function isTracked(root: string, path: string): Promise<boolean> {
  const stdout = await git(root, ["ls-files", "-z", "--", path]);
  return stdout !== undefined && stdout.length > 0;
}

/**
 * The bytes of files at HEAD and in the index, as committed: no line endings are converted. Two processes do it, however
 * many the files are. Where there is no work tree or no git, nothing is known.
 * @param paths relative to `root` and below it, with forward slashes; nothing is known of one with a line break
 */
export async function readBlobs(root: string, paths: readonly string[]): Promise<Blobs> {
  const unmerged = await git(root, ["ls-files", "--unmerged", "-z"]);
  if (!unmerged) return { head: new Map(), index: new Map(), conflicted: new Set() };
  // A request is a line of the form HEAD:./path, and git ends at a path that leaves the work tree.
  const askable = paths.filter((path) => !path.includes("\n") && !path.split("/").includes(".."));
  const [head, index] = [askable.map((path) => `HEAD:./${path}`), askable.map((path) => `:./${path}`)];
  const blobs = await readBatch(root, [...head, ...index]);
  return {
    head: pair(askable, blobs.slice(0, head.length)),
    index: pair(askable, blobs.slice(head.length)),
    conflicted: parseUnmerged(unmerged),
  };
}

/** The files that revisions name (`HEAD:./a`), in the same order; nothing for what is missing or is no file. */
async function readBatch(root: string, requests: readonly string[]): Promise<(Buffer | undefined)[]> {
  const stdout = (await git(root, ["cat-file", "--batch"], requests.join("\n"))) ?? Buffer.alloc(0);
  let at = 0;
  return requests.map(() => {
    const end = stdout.indexOf("\n", at);
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(stdout.toString("utf8", at, end)) ?? [];
    const start = end + 1;
    at = size === undefined ? start : start + Number(size) + 1;
    return type === "blob" ? stdout.subarray(start, start + Number(size)) : undefined;
  });
}

function pair(paths: readonly string[], blobs: readonly (Buffer | undefined)[]): Map<string, Buffer> {
  return new Map(paths.flatMap((path, number) => (blobs[number] ? [[path, blobs[number]]] : [])));
}

/** Each entry is `<mode> <object> <stage>\t<path>`, ended by a NUL. */
function parseUnmerged(stdout: Buffer): Set<string> {
  const entries = stdout.toString().split("\0").filter(Boolean);
  return new Set(entries.map((entry) => entry.slice(entry.indexOf("\t") + 1)));
}

/** What git prints, or nothing where git is missing or `root` is in no work tree. */
async function git(root: string, args: readonly string[], input = ""): Promise<Buffer | undefined> {
  const ran = await start(root, ["--literal-pathspecs", ...args], input);
  if (ran === undefined || ran.code === 0) return ran?.stdout;
  const { code, stderr } = ran;
  if (/not a git repository|must be run in a work tree|outside working tree/.test(stderr)) return undefined;
  throw new ToolError({ program: "git", args, reason: `in ${root} ended with exit code ${code}`, code, stderr });
}

async function start(root: string, args: readonly string[], input: string): Promise<Ran<Buffer> | undefined> {
  try {
    return await runBytes("git", args, { cwd: root, input, env: environment() });
  } catch (error) {
    if (error instanceof ToolError && error.missing) return undefined;
    throw error;
  }
}

/** A hook of another repository sets variables that would turn git away from the one that `root` is in. */
function environment(): NodeJS.ProcessEnv {
  const other = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE"];
  other.push("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES");
  const kept = Object.entries(process.env).filter(([name]) => !other.includes(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" };
}
