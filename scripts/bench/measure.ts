import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One thing that is measured: what is done before each run, and the program that is timed. */
export interface Contender {
  readonly name: string;
  readonly prepare?: () => void;
  /** Arguments of Node. */
  readonly args: readonly string[];
}

export interface Figures {
  readonly milliseconds: readonly number[];
  readonly peakMegabytes: readonly number[];
}

/**
 * Runs the contenders in turn, A B C A B C …, so that a machine whose speed drifts is as unfair to each of them. One
 * round before the counted ones warms caches.
 */
export function measureInTurn(
  contenders: readonly Contender[],
  rounds: number,
  folder: string,
): Record<string, Figures> {
  const figures = new Map(
    contenders.map(({ name }) => [name, { milliseconds: [] as number[], peakMegabytes: [] as number[] }]),
  );
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      const { milliseconds, peakMegabytes } = runOnce(contender, folder);
      if (round === 0) continue;
      figures.get(contender.name)?.milliseconds.push(milliseconds);
      figures.get(contender.name)?.peakMegabytes.push(peakMegabytes);
    }
  }
  return Object.fromEntries(figures);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function runOnce({ name, prepare, args }: Contender, folder: string) {
  prepare?.();
  const usage = join(folder, "usage");
  writeFileSync(usage, "");
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", recorder, ...args], {
    env: { ...process.env, BENCH_USAGE: usage },
    encoding: "utf8",
  });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${name} ended with exit code ${status}:\n${stderr}`);
  const kilobytes = readFileSync(usage, "utf8").trim().split("\n").map(Number);
  return { milliseconds, peakMegabytes: Math.max(...kilobytes) / 1024 };
}

const recorder = join(import.meta.dirname, "record-usage.mjs");
