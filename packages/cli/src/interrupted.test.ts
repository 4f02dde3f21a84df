import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "@weir/kustomize/lock";
import { edit, small, snapshot, temporaryFolder, writeFiles } from "@weir/workflows/test-workspace";
import { beforeAll, describe, expect, test } from "vitest";
import { generatedWorkspace, weir } from "./test-weir.ts";

/** Runs inside of weir: ends it before a given one of its writes, as a power failure would; or lists them all. */
const killer = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const { KILL_AT, LIST } = process.env;
const list = [];
for (const name of ["linkSync", "mkdirSync", "renameSync", "rmSync", "rmdirSync", "unlinkSync", "writeFileSync"]) {
  const write = fs[name];
  fs[name] = (...args) => {
    if (list.length === Number(KILL_AT ?? -1)) process.kill(process.pid, "SIGKILL");
    list.push(name + " " + (name === "renameSync" || name === "linkSync" ? args[1] : args[0]));
    return write(...args);
  };
}
syncBuiltinESMExports();
const { appendFileSync } = fs;
process.on("exit", () => { if (LIST) appendFileSync(LIST, JSON.stringify(list)); });
`;

const environment = "environments/one/environment.yaml";
const storage = "  srs-storage: {nas: nfs.example.com, path: /one, size: 1Gi}\n";
const contents = { ...small, [environment]: `${small[environment]}${storage}` };

/** Something to write, something to make, something to take away. */
function change(root: string): void {
  edit(root, environment, "namespace: one", "namespace: other");
  edit(root, environment, "v6.0-r0", "v6.0-r0\n    max_connections: 2000");
  edit(root, environment, storage, "");
}

describe.concurrent("weir generate, killed", () => {
  const script = join(temporaryFolder(), "killer.mjs");
  writeFileSync(script, killer);
  const node = ["--import", script];
  let old: Record<string, string>;
  let right: Record<string, string>;
  let writes: readonly string[];

  beforeAll(async () => {
    const root = await generatedWorkspace(contents);
    change(root);
    old = snapshot(root);
    const list = join(temporaryFolder(), "list");
    await weir(["generate"], { root, node, env: { LIST: list } });
    right = snapshot(root);
    writes = JSON.parse(readFileSync(list, "utf8")).map((line: string) => line.replace(`${root}/`, ""));
  });

  const swapped = (line: string) => /^(renameSync|unlinkSync|rmdirSync) (apps|environments)\//.test(line);
  const moments: Record<string, () => number> = {
    "with the lock just taken": () => writes.findIndex((line) => line.startsWith("rmSync .weir/lock.")),
    "in the middle of the stage": () => Math.floor(writes.findIndex(swapped) / 2),
    "before it writes down what it is about to do": () => writes.indexOf("renameSync .weir/pending.json"),
    "before the first file": () => writes.findIndex(swapped),
    "after the first file": () => writes.findIndex(swapped) + 1,
    "after a few files": () => writes.findIndex(swapped) + 7,
    "before the last file": () => writes.findLastIndex((line) => swapped(line) && line.startsWith("rename")),
    "before the first that it takes away": () => writes.findIndex((line) => line.startsWith("unlinkSync apps/")),
    "with an empty folder left": () => writes.findIndex((line) => line.startsWith("rmdirSync apps/")),
    "before the last that it takes away": () =>
      writes.findLastIndex((line) => line.startsWith("unlinkSync environments/")),
    "before it writes down what it has done": () => writes.indexOf("renameSync .weir/record.json"),
    "before it forgets what it was about to do": () => writes.indexOf("rmSync .weir/pending.json"),
    "before it clears the stage away": () => writes.lastIndexOf("rmSync .weir/stage"),
    "before it remembers": () => writes.indexOf("renameSync .weir/cache.json"),
    "before it gives the lock back": () => writes.indexOf("rmSync .weir/lock"),
  };
  for (const [moment, find] of Object.entries(moments)) {
    test(`${moment}, is carried on by the next run`, async ({ expect }) => {
      const root = await generatedWorkspace(contents);
      change(root);
      expect(find()).toBeGreaterThan(0);
      const killed = await weir(["generate"], { root, node, env: { KILL_AT: String(find()) } });
      expect({ code: killed.code, signal: killed.signal }).toEqual({ code: null, signal: "SIGKILL" });
      const torn = snapshot(root);
      const paths = new Set([...Object.keys(old), ...Object.keys(right), ...Object.keys(torn)]);
      expect([...paths].filter((path) => torn[path] !== old[path] && torn[path] !== right[path])).toEqual([]);
      const healed = await weir(["generate"], { root });
      expect({ code: healed.code, stderr: healed.stderr }).toEqual({ code: 0, stderr: "" });
      expect(snapshot(root)).toEqual(right);
    });
  }

  test("in the middle of the swap, does not stand in the way of a run that wants something else by now", async ({
    expect,
  }) => {
    const root = await generatedWorkspace(contents);
    change(root);
    const env = { KILL_AT: String(writes.findIndex(swapped) + 7) };
    expect((await weir(["generate"], { root, node, env })).signal).toBe("SIGKILL");
    edit(root, environment, "namespace: other", "namespace: third");
    const { code, stderr } = await weir(["generate"], { root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("in the middle of the swap, still tells an edit by hand from its own half of the work", async ({ expect }) => {
    const root = await generatedWorkspace(contents);
    change(root);
    const env = { KILL_AT: String(writes.findIndex(swapped) + 7) };
    expect((await weir(["generate"], { root, node, env })).signal).toBe("SIGKILL");
    const path = "environments/one/srs-origin/srs.conf";
    edit(root, path, "listen 1935;", "listen 1936;");
    const { code, stderr } = await weir(["generate"], { root });
    expect({ code, first: stderr.split("\n")[0] }).toEqual({ code: 1, first: `${path}  error  files/edited` });
  });
});

describe.concurrent("two runs of weir generate at once", () => {
  test("end with the right tree, and what one of them cannot do it says", async () => {
    const root = await generatedWorkspace(contents);
    change(root);
    const ran = await Promise.all([1, 2, 3].map(() => weir(["generate"], { root })));
    for (const { code, stderr } of ran.filter(({ code }) => code !== 0)) {
      expect({ code, stderr: stderr.replace(/process \d+/, "process N") }).toEqual({ code: 1, stderr: locked("N") });
    }
    expect(ran.map(({ code }) => code)).toContain(0);
    expect((await weir(["generate", "--check"], { root })).code).toBe(0);
  });

  test("do not meet: the second says who is at work, and writes nothing", async () => {
    const root = await generatedWorkspace(contents);
    change(root);
    const before = snapshot(root);
    await withLock(root, async () => {
      const ran = await weir(["generate"], { root });
      expect(ran).toEqual({ code: 1, signal: null, stdout: "", stderr: locked(String(process.pid)) });
    });
    expect(snapshot(root)).toEqual(before);
    expect((await weir(["generate"], { root })).code).toBe(0);
  });

  test("do not keep each other from looking", async () => {
    const root = await generatedWorkspace(contents);
    await withLock(root, async () => {
      for (const words of [["generate"], ["generate", "--check"], ["status"], ["render", "one"]]) {
        expect((await weir(words, { root })).code).toBe(0);
      }
    });
  });

  test("may follow one that died with the lock in its hand", async () => {
    const root = await generatedWorkspace(contents);
    change(root);
    writeFiles(root, { ".weir/lock": JSON.stringify({ pid: 2 ** 22 + 1, start: "1", id: "dead" }) });
    expect((await weir(["generate"], { root })).code).toBe(0);
    rmSync(join(root, "environments/one/README.md"));
    writeFiles(root, { ".weir/lock": "" });
    expect((await weir(["generate"], { root })).code).toBe(0);
  });
});

function locked(process: string): string {
  return `.weir/lock  error  files/locked
  another run of weir, process ${process}, is writing to this workspace.
  Fix: wait until it has finished.

1 error in 1 file. Nothing was written.
`;
}
