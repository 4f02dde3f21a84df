import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Outcome, Step } from "./gate.ts";
import { follow, quiet } from "./run-program.ts";

/** All tests, counted one by one from what vitest reports. */
export function unitTests(root: string): Step {
  const report = join(root, ".weir/vitest.json");
  return {
    name: "tests",
    run: async (progress) => {
      // A report of an earlier run must not stand in for one that never came.
      rmSync(report, { force: true });
      const vitest = quiet`vitest run --reporter=default --reporter=json --outputFile.json=${report}`;
      const { exitCode, output } = await follow(vitest, progress);
      return countTests(readReport(report), exitCode, output);
    },
  };
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * vitest's counts, never friendlier than its exit code: a file that does not load, an error outside of any test and
 * a run without tests each count as one failure.
 */
export function countTests(report: Report | undefined, exitCode: number, output: string): Outcome {
  if (!report) {
    return { passed: 0, failed: 1, skipped: 0, output: `${output}\nvitest ended with ${exitCode} and left no report.` };
  }
  const { numPassedTests: passed, numFailedTests, testResults } = report;
  const left = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName, status }) => `${status}: ${fullName}`);
  const failed = Math.max(numFailedTests, exitCode !== 0 || passed === 0 ? 1 : 0);
  return { passed, failed, skipped: left.length, output: failed ? output : left.join("\n") };
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
