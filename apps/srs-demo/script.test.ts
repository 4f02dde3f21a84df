import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publishScript } from "./script.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "demo-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a program before the real one. */
function fake(program: string, script: string): void {
  const file = join(folder, program);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function start(url: string) {
  const shell = spawn("/bin/sh", ["-c", publishScript, "srs-demo", url], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => {
    shell.on("exit", (code, signal) => resolve(signal ?? code));
  });
  return { shell, ended };
}

async function untilWritten(file: string, times: number): Promise<string[]> {
  for (let tries = 0; tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    try {
      const lines = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
      if (lines.length >= times) return lines;
    } catch {}
  }
  throw new Error(`${file} was not written ${times} times`);
}

test.each(["doc/source.flv", "doc/source.200kbps.768x320.flv"])("publishes %s, which the image has", async (sample) => {
  mkdirSync(join(folder, "doc"));
  writeFileSync(join(folder, sample), "");
  fake("ffmpeg", `echo "$*" >> ${folder}/calls; exec /bin/sleep 60`);
  const { shell, ended } = start("rtmp://server/live/a");
  expect(await untilWritten("calls", 1)).toEqual([expect.stringContaining(` -re -i ${sample} -c copy `)]);
  shell.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("publishes again whenever the server ends it, after a rest of three seconds", async () => {
  fake("ffmpeg", `echo "ffmpeg $*" >> ${folder}/calls; exit 1`);
  fake("sleep", `echo "sleep $*" >> ${folder}/calls; exec /bin/sleep 0.02`);
  const { shell, ended } = start("rtmp://server/live/a");
  const calls = await untilWritten("calls", 4);
  const publish =
    "ffmpeg -nostdin -hide_banner -loglevel warning -stream_loop -1 -re -i doc/source.200kbps.768x320.flv -c copy -f flv -flvflags no_duration_filesize rtmp://server/live/a";
  expect(calls.slice(0, 4)).toEqual([publish, "sleep 3", publish, "sleep 3"]);
  shell.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("ends at SIGTERM, after ffmpeg has told the server that the stream is over", async () => {
  const bye = `kill $!; /bin/sleep 0.1; echo bye >> ${folder}/calls; exit 0`;
  fake("ffmpeg", `trap '${bye}' TERM; echo on >> ${folder}/calls; /bin/sleep 60 & wait`);
  const { shell, ended } = start("rtmp://server/live/a");
  await untilWritten("calls", 1);
  shell.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(readFileSync(join(folder, "calls"), "utf8")).toBe("on\nbye\n");
});

test("ends at SIGTERM while it rests", async () => {
  fake("ffmpeg", "exit 1");
  fake("sleep", `echo rest >> ${folder}/calls; exec /bin/sleep 60`);
  const { shell, ended } = start("rtmp://server/live/a");
  await untilWritten("calls", 1);
  shell.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("takes the URL as text, whatever it says", async () => {
  fake("ffmpeg", `echo "$*" >> ${folder}/calls; exec /bin/sleep 60`);
  const url = `rtmp://server/live/$(touch ${folder}/broken);" \`touch ${folder}/broken\``;
  const { shell, ended } = start(url);
  expect(await untilWritten("calls", 1)).toEqual([expect.stringContaining(url)]);
  shell.kill("SIGTERM");
  await ended;
  expect(spawnSync("ls", [join(folder, "broken")]).status).not.toBe(0);
});
