import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { withLock } from "./lock.ts";
import { temporaryFolder } from "./test-support.ts";

let root: string;
beforeEach(() => {
  root = temporaryFolder();
});

const module = JSON.stringify(join(import.meta.dirname, "lock.ts"));

/** A process that takes the workspace, says so, and then does `work`. */
function start(work: string) {
  const script = `
    import { appendFileSync } from "node:fs";
    import { withLock } from ${module};
    const root = ${JSON.stringify(root)};
    const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
    await withLock(root, async () => { console.log("has it"); ${work} }).catch(({ message }) => console.log(message));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

it("gives the workspace to one run at a time and names the other", async () => {
  const child = start("await sleep(60_000);");
  await once(child.stdout, "data");
  await expect(withLock(root, async () => "written")).rejects.toThrow(
    `.weir/lock  error  files/locked  another run of weir, process ${child.pid}, is writing to this workspace. ` +
      "Fix: wait until it has finished.",
  );
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await withLock(root, async () => "written")).toBe("written");
  expect(readdirSync(join(root, ".weir")).filter((name) => name === "lock")).toEqual([]);
});

it("is given back when the work fails", async () => {
  await expect(withLock(root, async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(root, async () => "written")).toBe("written");
  expect(readdirSync(join(root, ".weir"))).toEqual([".gitignore"]);
});

it("is given back without a word where .weir has gone, and the work says what went wrong", async () => {
  const work = async () => {
    rmSync(join(root, ".weir"), { recursive: true });
    throw new Error("no");
  };
  await expect(withLock(root, work)).rejects.toThrow("no");
  const gone = async () => rmSync(join(root, ".weir"), { recursive: true });
  await expect(withLock(root, gone)).resolves.toBeUndefined();
});

it("is not given back when it is another's by now", async () => {
  const other = JSON.stringify({ pid: process.pid, start: "1", id: "other" });
  await withLock(root, async () => writeFileSync(join(root, ".weir/lock"), other));
  expect(readFileSync(join(root, ".weir/lock"), "utf8")).toBe(other);
});

it("clears away what killed runs left, and nothing of those at work", async () => {
  const dead = JSON.stringify({ pid: 2 ** 22 + 1, start: "1", id: "dead" });
  const self = await withLock(root, async () => readFileSync(join(root, ".weir/lock"), "utf8"));
  for (const [name, text] of [
    ["lock.dead.new", dead],
    ["lock.torn.new", ""],
    ["lock.other", dead],
    ["lock.other.dead.new", dead],
    ["lock.mine.new", self],
    ["record.json", "{}"],
  ] as const) {
    writeFileSync(join(root, ".weir", name), text);
  }
  await withLock(root, async () => undefined);
  expect(readdirSync(join(root, ".weir")).sort()).toEqual([".gitignore", "lock.mine.new", "record.json"]);
});

it("is taken over from a process whose number another one has now", async () => {
  mkdirSync(join(root, ".weir"));
  writeFileSync(join(root, ".weir/lock"), JSON.stringify({ pid: process.ppid, start: "1", id: "dead" }));
  expect(await withLock(root, async () => "written")).toBe("written");
});

it("is taken over when it cannot be read", async () => {
  mkdirSync(join(root, ".weir"));
  writeFileSync(join(root, ".weir/lock"), "");
  expect(await withLock(root, async () => "written")).toBe("written");
});

it("is taken over by one of many", { timeout: 60_000 }, async () => {
  const log = join(root, "log");
  mkdirSync(join(root, ".weir"));
  for (let round = 0; round < 5; round++) {
    writeFileSync(join(root, ".weir/lock"), JSON.stringify({ pid: 2 ** 22 + 1, start: "1", id: `dead-${round}` }));
    writeFileSync(log, "");
    const work = `appendFileSync(${JSON.stringify(log)}, "in "); await sleep(30); appendFileSync(${JSON.stringify(log)}, "out ");`;
    const children = Array.from({ length: 6 }, () => start(work));
    await Promise.all(children.map((child) => once(child, "exit")));
    expect(readFileSync(log, "utf8")).toMatch(/^(in out )+$/);
  }
  expect(readdirSync(join(root, ".weir"))).toEqual([".gitignore"]);
});
