import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cleanupScript, loopScript } from "./script.ts";

const threeDays = 3 * 24 * 60;
const gnuFind = spawnSync("find", ["--version"], { encoding: "utf8" }).stdout?.includes("GNU findutils") ?? false;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cleanup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, ageInHours: number): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), "");
  age(path, ageInHours);
}

function age(path: string, hours: number): void {
  const when = Date.now() / 1000 - hours * 3600;
  utimesSync(join(folder, path), when, when);
}

function clean(cwd = folder): void {
  execFileSync("/bin/sh", ["-c", cleanupScript(folder, threeDays)], { cwd, stdio: "pipe" });
}

function left(): string[] {
  return readdirSync(folder, { recursive: true }).map(String).sort();
}

test("is the same two quoted, independent steps for everyone", () => {
  expect(cleanupScript("/html", threeDays)).toBe(`failed=0
find /html -ignore_readdir_race -mindepth 1 -mmin +4320 -type f \\( -name '*.ts' -o -name '*.ts.tmp' -o -name '*.m3u8' -o -name '*.m3u8.temp' -o -name '*.flv.tmp' -o -name '*.mp4.tmp' \\) -print -delete || failed=1
find /html -ignore_readdir_race -mindepth 1 -mmin +4320 -depth -type d -empty -print -delete || failed=1
exit $failed
`);
});

test.skipIf(!gnuFind)(
  "removes old segments, playlists and unfinished recordings, at three days and not at four",
  () => {
    for (const name of ["a.ts", "b.ts.tmp", "c.m3u8", "d.m3u8.temp", "e.flv.tmp", "f.mp4.tmp"]) {
      write(`live/old-${name}`, 72.1);
      write(`live/new-${name}`, 71.9);
    }
    clean();
    expect(left()).toEqual([
      "live",
      ...["a.ts", "b.ts.tmp", "c.m3u8", "d.m3u8.temp", "e.flv.tmp", "f.mp4.tmp"].map((name) => `live/new-${name}`),
    ]);
  },
);

test.skipIf(!gnuFind)("keeps finished recordings and the console, however old", () => {
  const kept = ["live/show.flv", "live/show.mp4", "index.html", "console/en_index.html", "players/js/srs.page.js"];
  for (const path of kept) write(path, 1000);
  clean();
  expect(left().filter((path) => path.includes("."))).toEqual([...kept].sort());
});

test.skipIf(!gnuFind)("removes folders that have long been empty, never one just emptied or the volume's own", () => {
  mkdirSync(join(folder, "gone/deep"), { recursive: true });
  age("gone/deep", 100);
  age("gone", 100);
  write("live/a.ts", 100);
  age("live", 100);
  clean();
  expect(left()).toEqual(["live"]);
  age("live", 100);
  utimesSync(folder, 0, 0);
  clean();
  expect(left()).toEqual([]);
  expect(existsSync(folder)).toBe(true);
});

test.skipIf(!gnuFind)("finds old files although the folder it starts in has files that the patterns match", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  writeFileSync(join(elsewhere, "here.ts"), "");
  write("live/there.ts", 100);
  clean(elsewhere);
  rmSync(elsewhere, { recursive: true });
  expect(left()).toEqual(["live"]);
});

test.skipIf(!gnuFind)("does the second step when the first one fails, and says so at the end", () => {
  const missing = join(folder, "missing");
  const { status, stderr } = spawnSync("/bin/sh", ["-c", cleanupScript(missing, threeDays)], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr.match(/No such file or directory/g)).toHaveLength(2);
});

describe.skipIf(!gnuFind)("in a loop", () => {
  let fakes: string;

  beforeEach(() => {
    fakes = mkdtempSync(join(tmpdir(), "fakes-"));
  });
  afterEach(() => rmSync(fakes, { recursive: true, force: true }));

  /** Puts a program before the real one. */
  function fake(program: string, script: string): void {
    writeFileSync(join(fakes, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(fakes, program), 0o755);
  }

  /**
   * A clock that only sleeping moves: `date` says that time, and reads times of day as it always does. The third sleep
   * does not end.
   */
  function setClock(now: string): void {
    writeFileSync(join(fakes, "now"), `${Date.parse(now) / 1000}`);
    fake("date", `case "$1" in -d) exec /bin/date "$@" ;; esac; exec /bin/date -d "@$(cat ${fakes}/now)" "$@"`);
    fake(
      "sleep",
      `echo "$1" >> ${fakes}/slept
echo $(($(cat ${fakes}/now) + $1)) > ${fakes}/now
[ "$(wc -l < ${fakes}/slept)" -lt 3 ] || exec /bin/sleep 60`,
    );
  }

  function start(at: string, zone: string) {
    const shell = spawn("/bin/sh", ["-c", loopScript(folder, threeDays, at)], {
      env: { ...process.env, PATH: `${fakes}:${process.env.PATH}`, TZ: zone },
    });
    let said = "";
    for (const stream of [shell.stdout, shell.stderr]) stream.on("data", (text) => (said += text));
    const ended = new Promise((resolve) => {
      shell.on("exit", (code, signal) => resolve(signal ?? code));
    });
    const stop = async () => {
      shell.kill("SIGTERM");
      return { code: await ended, said };
    };
    return stop;
  }

  async function untilSlept(times: number): Promise<number[]> {
    for (let tries = 0; tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (!existsSync(join(fakes, "slept"))) continue;
      const slept = readFileSync(join(fakes, "slept"), "utf8").trimEnd().split("\n");
      if (slept.length >= times) return slept.map(Number);
    }
    throw new Error(`it did not sleep ${times} times`);
  }

  const hours = (...all: number[]) => all.map((hour) => hour * 3600);

  test.each([
    ["today, where the time is still to come", "Asia/Shanghai", "04:30", "2026-05-01T01:00+08:00", [3.5, 24, 24]],
    ["tomorrow, where it is over", "Asia/Shanghai", "04:30", "2026-05-01T12:00+08:00", [16.5, 24, 24]],
    ["tomorrow, where it is now", "UTC", "04:30", "2026-05-01T04:30Z", [24, 24, 24]],
    ["in the zone it names", "America/New_York", "04:30", "2026-05-01T00:00Z", [8.5, 24, 24]],
    ["at the same hour when clocks are put forward", "Europe/Berlin", "04:30", "2026-03-28T00:00+01:00", [4.5, 23, 24]],
    ["at the same hour when clocks are put back", "Europe/Berlin", "04:30", "2026-10-24T00:00+02:00", [4.5, 25, 24]],
    [
      "a day later than an hour that does not exist",
      "Europe/Berlin",
      "02:30",
      "2026-03-28T23:00+01:00",
      [26.5, 24, 24],
    ],
    [
      "tomorrow, where its hour does not exist today",
      "Europe/Berlin",
      "02:30",
      "2026-03-29T00:00+01:00",
      [25.5, 24, 24],
    ],
  ])("makes its pass %s", async (_, zone, at, now, slept) => {
    setClock(now);
    const stop = start(at, zone);
    expect(await untilSlept(3)).toEqual(hours(...slept));
    expect((await stop()).code).toBe(0);
  });

  test("removes what one pass removes, in each of its passes, and never before the first", async () => {
    const kept = ["live/show.flv", "live/show.mp4", "index.html", "console/en_index.html", "players/js/srs.page.js"];
    for (const path of kept) write(path, 1000);
    write("live/old.ts", 100);
    write("live/old.m3u8", 100);
    write("live/new.ts", 1);
    setClock("2026-05-01T04:30:00Z");
    const files = () => left().filter((path) => path.includes("."));
    fake(
      "sleep",
      `echo "$1" >> ${fakes}/slept; while [ ! -e ${fakes}/wake ]; do /bin/sleep 0.02; done; rm ${fakes}/wake`,
    );
    const stop = start("04:30", "UTC");
    await untilSlept(1);
    expect(files()).toEqual([...kept, "live/new.ts", "live/old.m3u8", "live/old.ts"].sort());
    writeFileSync(join(fakes, "wake"), "");
    await untilSlept(2);
    expect(files()).toEqual([...kept, "live/new.ts"].sort());
    write("live/next.ts", 100);
    writeFileSync(join(fakes, "wake"), "");
    await untilSlept(3);
    expect(files()).toEqual([...kept, "live/new.ts"].sort());
    expect(await stop()).toEqual({ code: 0, said: expect.stringContaining("Next pass: Sat May  2 04:30:00") });
  });

  test("goes on when a pass fails, and says so", async () => {
    setClock("2026-05-01T04:30:00Z");
    fake("find", "exit 1");
    const stop = start("04:30", "UTC");
    await untilSlept(3);
    const { said } = await stop();
    expect(said.match(/Some files could not be removed; the next pass tries again\./g)).toHaveLength(2);
  });

  test("ends at once at SIGTERM, asleep or in the middle of a pass", async () => {
    setClock("2026-05-01T04:30:00Z");
    fake("sleep", `echo "$1" >> ${fakes}/slept; exec /bin/sleep 60`);
    const asleep = start("04:30", "UTC");
    await untilSlept(1);
    expect((await asleep()).code).toBe(0);
    rmSync(join(fakes, "slept"));
    fake("sleep", "exit 0");
    fake("find", `echo 0 >> ${fakes}/slept; exec /bin/sleep 5`);
    const busy = start("04:30", "UTC");
    await untilSlept(1);
    const before = Date.now();
    expect((await busy()).code).toBe(0);
    expect(Date.now() - before).toBeLessThan(2500);
  });
});
