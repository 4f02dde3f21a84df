import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cleanupScript } from "./script.ts";

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
