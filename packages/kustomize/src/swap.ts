import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Finding, FindingsError, sortFindings } from "@weir/finding/finding";
import { header, isGenerated } from "@weir/kubernetes/generated";
import { digest } from "./digest.ts";
import type { Files } from "./layout.ts";
import { listFiles } from "./list-files.ts";
import { announce, type GeneratedRecord, readRecord, writeRecord } from "./record.ts";
import { createLooker, type Entry } from "./workspace-files.ts";

/** What git knows of some files. */
export interface Committed {
  readonly head: ReadonlyMap<string, Uint8Array>;
  readonly index: ReadonlyMap<string, Uint8Array>;
  /** Files that a merge left in conflict. */
  readonly conflicted: ReadonlySet<string>;
}

/** A generated tree. */
interface Tree {
  /** All that is generated, by path from the workspace root. */
  readonly files: Files;
  /** The folders that hold nothing but generated files and what is in `keep`: what is not in `files` is removed. */
  readonly folders: readonly string[];
  /** Files that people write in these folders: each environment.yaml. */
  readonly keep: ReadonlySet<string>;
}

export interface SwapOptions extends Tree {
  /** The workspace: an absolute path. */
  readonly root: string;
  /** Asks git; called at most once, and only for files that the last run did not leave as they are. */
  readonly readCommitted: (paths: readonly string[]) => Promise<Committed>;
  /** Overwrite what somebody edited by hand. Strangers' files stay in any case. Default: false. */
  readonly force?: boolean;
}

interface SwapPlan {
  readonly write: readonly string[];
  readonly remove: readonly string[];
  /** Why nothing may be written; empty when all is well. */
  readonly findings: readonly Finding[];
  /** Digests of the files that are written over or removed, as they are now. */
  readonly current: ReadonlyMap<string, string>;
  readonly record: GeneratedRecord;
}

/** What has to happen to make the generated part of a workspace what `files` says. Touches nothing. */
export async function planSwap(options: SwapOptions): Promise<SwapPlan> {
  const { root, files, folders, keep, readCommitted, force = false } = options;
  const look = createLooker(root);
  const record = readRecord(root);
  const findings: Finding[] = [];
  const write: string[] = [];
  const remove: string[] = [];
  const current = new Map<string, string>();
  const unknown = new Map<string, Buffer>();

  const examine = (path: string, bytes: Buffer, changes: string[]) => {
    if (!isGenerated(bytes.toString("utf8", 0, 400))) {
      findings.push(stranger(path, files.has(path)));
      return;
    }
    const now = digest(bytes);
    current.set(path, now);
    changes.push(path);
    if (!force && !record.get(path)?.includes(now)) unknown.set(path, bytes);
  };

  for (const [path, content] of files) {
    const entry = look(path);
    if (entry === "missing") write.push(path);
    else if (entry === "folder") findings.push(folderInTheWay(path));
    else if (typeof entry === "object") findings.push(entry.problem);
    else {
      const bytes = readFileSync(join(root, path));
      if (!bytes.equals(Buffer.from(content))) examine(path, bytes, write);
    }
  }
  for (const folder of folders) {
    const entry = look(folder);
    if (typeof entry === "object") findings.push(entry.problem);
    if (entry !== "folder") continue;
    for (const path of listFiles(root, folder)) {
      if (files.has(path) || keep.has(path)) continue;
      const found = look(path);
      if (typeof found === "object") findings.push(found.problem);
      else examine(path, readFileSync(join(root, path)), remove);
    }
  }
  if (unknown.size > 0) {
    const { head, index, conflicted } = await readCommitted([...unknown.keys()]);
    for (const [path, bytes] of unknown) {
      const known = [head.get(path), index.get(path)].some((blob) => blob && bytes.equals(blob));
      if (!known && !conflicted.has(path)) findings.push(edited(path));
    }
  }
  return { write: write.sort(), remove: remove.sort(), findings: unique(findings), current, record };
}

/**
 * Carries out a plan: moves files from the stage to their places, one by one, each in one step; files that are right
 * already are not touched. Killed in between, it is carried on by the next run: the record knows both what was there
 * and what comes. The stage is gone afterwards.
 *
 * @param staged the stage, with all of `files` in it
 * @throws {FindingsError} when a file has changed since the plan was made; nothing is written then
 */
export function swap(root: string, staged: string, { files, folders }: Tree, plan: SwapPlan): void {
  const { write, remove, current, record } = plan;
  const look = createLooker(root);
  const changed = [...write, ...remove].flatMap((path) => recheck(root, path, look(path), current.get(path)));
  const findings = [...plan.findings, ...changed];
  if (findings.length > 0) throw new FindingsError(unique(findings));

  const next = new Map(record);
  for (const path of record.keys()) if (folders.some((folder) => path.startsWith(`${folder}/`))) next.delete(path);
  for (const [path, content] of files) next.set(path, [digest(content)]);

  if (write.length + remove.length > 0) {
    announce(
      root,
      new Map([...write, ...remove].map((path) => [path, [current.get(path) ?? [], next.get(path) ?? []].flat()])),
    );
    const made = new Set<string>();
    for (const path of write) {
      const parent = join(root, dirname(path));
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      renameSync(join(staged, path), join(root, path));
    }
    for (const path of remove) removeFile(root, path);
  }
  if (write.length + remove.length > 0 || !isSameRecord(record, next)) writeRecord(root, next);
  rmSync(staged, { recursive: true, force: true });
}

/** Proving takes seconds, in which an editor can save. */
function recheck(root: string, path: string, entry: Entry, planned: string | undefined): Finding[] {
  if (typeof entry === "object") return [entry.problem];
  if (entry === "folder") return [folderInTheWay(path)];
  const now = entry === "file" ? digest(readFileSync(join(root, path))) : undefined;
  return now === planned ? [] : [edited(path)];
}

/** Removes a file and the folders that it leaves empty. */
function removeFile(root: string, path: string): void {
  unlinkSync(join(root, path));
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    if (readdirSync(join(root, folder)).length > 0) return;
    rmdirSync(join(root, folder));
  }
}

function stranger(path: string, wanted: boolean): Finding {
  return {
    id: "files/stranger",
    severity: "error",
    where: { file: path, line: 1 },
    what: `${path} is not weir's: its first line is not ${JSON.stringify(header.trimEnd())}.`,
    why: wanted ? "weir has to write a file there." : "Everything in this folder but environment.yaml is generated.",
    fix: "move it elsewhere.",
  };
}

function edited(path: string): Finding {
  return {
    id: "files/edited",
    severity: "error",
    where: { file: path },
    what: `${path} was edited by hand; the next run would lose that.`,
    fix: `say it in environment.yaml, then put back the committed file (git checkout -- ${path}) or run with --force.`,
  };
}

function folderInTheWay(path: string): Finding {
  return {
    id: "files/in-the-way",
    severity: "error",
    where: { file: path },
    what: `${path} is a folder, and weir has to write a file there.`,
    fix: "move it elsewhere.",
  };
}

/** Sorted, and a link that many paths go through said once. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return sortFindings(findings).filter(({ id, where }) => {
    const key = `${id} ${where.file}`;
    return !seen.has(key) && seen.add(key);
  });
}

function isSameRecord(a: GeneratedRecord, b: GeneratedRecord): boolean {
  return a.size === b.size && [...b].every(([path, digests]) => digests.join() === a.get(path)?.join());
}
