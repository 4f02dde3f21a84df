import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { run, runBytes, ToolError } from "./run.ts";
import { temporaryFolder, writeProgram } from "./test-support.ts";

async function failure(promise: Promise<unknown>): Promise<ToolError> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ToolError);
  return error as ToolError;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A dead process that nobody has waited for yet still answers.
  const state = `/proc/${pid}/stat`;
  return !existsSync(state) || !readFileSync(state, "utf8").includes(") Z ");
}

async function waitFor(condition: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!condition() && Date.now() < end) await sleep(10);
  expect(condition()).toBe(true);
}

test("gives what a program prints and its exit code, whatever that is", async () => {
  const program = writeProgram(join(temporaryFolder(), "three"), "echo out", "echo err >&2", "exit 3");
  expect(await run(program, [])).toEqual({ stdout: "out\n", stderr: "err\n", code: 3 });
});

test("hands over arguments as they are, without a shell", async () => {
  const program = writeProgram(join(temporaryFolder(), "arguments"), `printf '<%s>' "$@"`);
  const { stdout } = await run(program, ["$(id)", "a b", "*", "", "; exit 9", "x\ny"]);
  expect(stdout).toBe("<$(id)><a b><*><><; exit 9><x\ny>");
});

test("gives a program its input, working directory and environment", async () => {
  const folder = temporaryFolder();
  const program = writeProgram(join(folder, "echo"), "cat", "pwd", 'echo "$WORD"');
  const { stdout } = await run(program, [], { cwd: folder, input: "in\n", env: { ...process.env, WORD: "word" } });
  expect(stdout).toBe(`in\n${folder}\nword\n`);
});

test("gives bytes as they come", async () => {
  const program = writeProgram(join(temporaryFolder(), "bytes"), `printf '\\377\\000\\012'`);
  expect([...(await runBytes(program, [])).stdout]).toEqual([255, 0, 10]);
});

test("accepts a program that ends without reading its input", async () => {
  const program = writeProgram(join(temporaryFolder(), "deaf"), "exit 0");
  expect(await run(program, [], { input: "x".repeat(5_000_000) })).toEqual({ stdout: "", stderr: "", code: 0 });
});

test("reports a missing program with the version that is wanted and how to get it", async () => {
  const program = join(temporaryFolder(), "kustomize");
  const wanted = { version: "kustomize v5.8.2", get: "Put it on PATH." };
  const error = await failure(run(program, ["build", "here"], { wanted }));
  expect(error.message).toBe(
    `${program} build here cannot start: no such program.\nWanted: kustomize v5.8.2. Put it on PATH.`,
  );
  expect(error).toMatchObject({ program, args: ["build", "here"], missing: true, code: undefined, wanted });
});

test("reports a missing working directory as that, not as a missing program", async () => {
  const cwd = join(temporaryFolder(), "gone");
  const error = await failure(run("sh", [], { cwd }));
  expect(error.message).toBe(`sh cannot start in ${cwd}: no such directory.`);
  expect(error.missing).toBe(false);
});

test("reports a program that is not executable", async () => {
  const program = join(temporaryFolder(), "plain");
  writeFileSync(program, "");
  expect((await failure(run(program, []))).message).toBe(`${program} cannot start: it is not executable.`);
});

test("reports arguments that are too long instead of a stack trace", async () => {
  const error = await failure(run("true", ["x".repeat(3_000_000)]));
  expect(error.message).toMatch(/cannot start: spawn E2BIG\.$/);
});

test("reports the signal that ended a program, with what it had said", async () => {
  const program = writeProgram(join(temporaryFolder(), "suicide"), "echo last words >&2", "kill -TERM $$");
  const error = await failure(run(program, []));
  expect(error.message).toBe(`${program} was ended by SIGTERM:\nlast words`);
  expect(error).toMatchObject({ signal: "SIGTERM", stderr: "last words\n" });
});

test("kills a hanging program and what it started, and says so", async () => {
  const folder = temporaryFolder();
  const child = join(folder, "child");
  const program = writeProgram(join(folder, "hang"), `sleep 60 & echo $! > ${child}`, "echo stuck >&2", "wait");
  const error = await failure(run(program, [], { timeout: 1_000 }));
  expect(error.message).toBe(`${program} was stopped after 1 s without an end:\nstuck`);
  expect(error.signal).toBe("SIGKILL");
  await waitFor(() => !isAlive(Number(readFileSync(child, "utf8"))));
});

test.skipIf(process.platform === "darwin")(
  "does not wait for a child that left the group and keeps the output open",
  async () => {
    const program = writeProgram(join(temporaryFolder(), "daemon"), "setsid sleep 30 &", "exit 0");
    const start = Date.now();
    const error = await failure(run(program, [], { timeout: 300 }));
    expect(error.message).toBe(`${program} was stopped after 0.3 s without an end.`);
    expect(Date.now() - start).toBeLessThan(20_000);
  },
);

test("stops a program that prints without end", async () => {
  const program = writeProgram(join(temporaryFolder(), "endless"), "yes");
  const error = await failure(run(program, [], { limit: 1_000_000 }));
  expect(error.message).toBe(`${program} printed more than 1,000,000 bytes and was stopped.`);
});

test("takes large output whole", async () => {
  const program = writeProgram(join(temporaryFolder(), "large"), "head -c 20000000 /dev/zero");
  expect((await runBytes(program, [])).stdout.length).toBe(20_000_000);
});

test("shows the end of a long complaint, without colours", async () => {
  const program = writeProgram(
    join(temporaryFolder(), "long"),
    "seq 1 500 >&2",
    `printf '\\033[31mred\\033[0m' >&2`,
    "kill $$",
  );
  const { message } = await failure(run(program, []));
  expect(message).toBe(
    `${program} was ended by SIGTERM:\n${Array.from({ length: 19 }, (_, line) => line + 482).join("\n")}\nred`,
  );
});

test("leaves nothing that keeps the process alive or listens", async () => {
  await failure(run("/no/such/program", []));
  await run("true", []);
  expect(process.listenerCount("SIGINT")).toBe(0);
  const module = new URL("./run.ts", import.meta.url).href;
  const start = Date.now();
  const script = `import { run } from "${module}"; await run("/no/such/program", []).catch(() => {}); await run("true", [])`;
  expect((await run(process.execPath, ["--input-type=module", "-e", script])).code).toBe(0);
  expect(Date.now() - start).toBeLessThan(30_000);
});

test("ends its programs when it is ended itself", async () => {
  const folder = temporaryFolder();
  const pid = join(folder, "pid");
  const program = writeProgram(join(folder, "hang"), `echo $$ > ${pid}`, "sleep 60");
  const module = new URL("./run.ts", import.meta.url).href;
  const script = `import { run } from "${module}"; await run(${JSON.stringify(program)}, [])`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
  const ended = new Promise((resolve) => parent.on("exit", (_, signal) => resolve(signal)));
  await waitFor(() => existsSync(pid) && readFileSync(pid, "utf8") !== "");
  parent.kill("SIGTERM");
  expect(await ended).toBe("SIGTERM");
  await waitFor(() => !isAlive(Number(readFileSync(pid, "utf8"))));
});
