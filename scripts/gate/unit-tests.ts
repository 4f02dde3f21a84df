import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Outcome, Step } from "./gate.ts";
import { follow, quiet } from "./run-program.ts";

/** All tests, counted one by one from what vitest reports. */
export function unitTests(root: string): Step {
  return {
    name: "tests",
    run: async (progress) => {
      const { report, exitCode, output } = await runVitest(root, ["vitest", "run"], progress);
      return countTests(report, exitCode, output);
    },
  };
}

/**
 * Runs vitest, and reads what it reports.
 *
 * @param command with the files to run, if not all
 */
export async function runVitest(root: string, command: readonly string[], progress: (what: string) => void) {
  const file = join(root, ".weir/vitest.json");
  // A report of an earlier run must not stand in for one that never came.
  rmSync(file, { force: true });
  const vitest = quiet`${command} --reporter=default --reporter=json --outputFile.json=${file}`;
  const { exitCode, output } = await follow(vitest, progress);
  return { report: readReport(file), exitCode, output };
}

/** What vitest's JSON reporter writes, as far as it is read. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    /** The file, and why it could not be read, where it has no tests. */
    readonly name?: string;
    readonly message?: string;
    readonly assertionResults: readonly TestResult[];
  }[];
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly ancestorTitles?: readonly string[];
  readonly title?: string;
  /** Milliseconds. */
  readonly duration?: number | null;
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
  const files = testResults.map(({ name = "", assertionResults }) => ({
    live: name.endsWith(".live.test.ts"),
    left: assertionResults.filter(({ status }) => status !== "passed" && status !== "failed"),
  }));
  const skipped = files.flatMap(({ left }) => left).length;
  const failed = Math.max(numFailedTests, exitCode !== 0 || passed === 0 ? 1 : 0);
  return { passed, failed, skipped, output: failed ? output : sayLeft(files) };
}

/** What was left out, a line each; in one line what asks programs that are not here. */
function sayLeft(files: readonly { readonly live: boolean; readonly left: readonly TestResult[] }[]): string {
  const lines = files.flatMap(({ live, left }) =>
    live ? [] : left.map(({ fullName, status }) => `${status}: ${fullName}`),
  );
  const live = files.flatMap((file) => (file.live ? file.left : [])).map(subjectOf);
  if (live.length === 0) return lines.join("\n");
  const subjects = [...new Set(live)].sort().join(", ");
  return [...lines, `left out, a program is missing (npm run test:live gets it): ${subjects}`].join("\n");
}

/** What a test of a real program is about. */
export function subjectOf({ ancestorTitles = [], fullName }: TestResult): string {
  return (ancestorTitles[0] ?? fullName).replace(/^live: /, "");
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
