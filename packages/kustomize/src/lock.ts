import { randomUUID } from "node:crypto";
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FindingsError } from "@weir/finding/finding";
import { openWeirFolder } from "./weir-folder.ts";

interface Owner {
  readonly pid: number;
  /** When the process started, as the system counts; empty where it does not say. Process numbers are used again. */
  readonly start: string;
  readonly id: string;
}

/**
 * Does something while no other run may: two at once would write over each other. The lock of a process that died is
 * taken over.
 *
 * @throws {FindingsError} when another run has the workspace
 */
export async function withLock<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  const path = openWeirFolder(root, ".weir/lock");
  const release = take(path);
  try {
    removeRemains(path);
    return await work();
  } finally {
    release();
  }
}

/**
 * A lock appears in one step with all it says, as a second name of a finished file. Only who holds the lock of a dead
 * lock (same name, with the dead owner's id) may remove it, so two that find it cannot remove each other's.
 */
function take(path: string): () => void {
  const mine: Owner = { pid: process.pid, start: startOf(process.pid), id: randomUUID() };
  const draft = `${path}.${mine.id}.new`;
  try {
    for (;;) {
      writeFileSync(draft, JSON.stringify(mine));
      if (link(draft, path)) return () => remove(path, mine.id);
      const owner = read(path);
      if (!owner) continue;
      if (isAlive(owner)) throw new FindingsError([locked(owner)]);
      const release = take(`${path}.${owner.id}`);
      try {
        remove(path, owner.id);
      } finally {
        release();
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a lock that is still the owner's. Whoever threw .weir away has removed it already. */
function remove(path: string, owner: string): void {
  if (read(path)?.id === owner) rmSync(path, { force: true });
}

/**
 * Removes what killed runs left beside the lock: their drafts, and locks of dead locks. Only who holds the lock may:
 * then nobody needs a lock of a dead lock any more, and whoever loses a draft writes it again.
 */
function removeRemains(path: string): void {
  const [folder, prefix] = [dirname(path), `${basename(path)}.`];
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const owner = read(join(folder, name));
    if (owner && !isAlive(owner)) rmSync(join(folder, name), { force: true });
  }
}

/** False when somebody has the lock, or has removed the draft. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (["EEXIST", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

/** Undefined when the lock is gone by now; nobody alive where it cannot be read. */
function read(path: string): Owner | undefined {
  try {
    const { pid, start, id } = JSON.parse(readFileSync(path, "utf8"));
    if (Number.isInteger(pid) && pid > 0) return { pid, start: String(start), id: String(id).replace(/[^\w-]/g, "") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  }
  return { pid: 0, start: "", id: "unreadable" };
}

function isAlive({ pid, start }: Owner): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return startOf(pid) === start;
}

/** Field 22 of /proc/<pid>/stat, behind the program's name, which may hold anything but is in brackets. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function locked({ pid }: Owner) {
  return {
    id: "files/locked",
    severity: "error",
    where: { file: ".weir/lock" },
    what: `another run of weir, process ${pid}, is writing to this workspace.`,
    fix: "wait until it has finished.",
  } as const;
}
