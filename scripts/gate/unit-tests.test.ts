import { expect, test } from "vitest";
import { countTests } from "./unit-tests.ts";

const report = (passed: number, failed: number, ...left: string[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults: [{ assertionResults: left.map((fullName) => ({ fullName, status: "skipped" })) }],
});

test("counts what vitest counts", () => {
  expect(countTests(report(7, 0), 0, "out")).toEqual({ passed: 7, failed: 0, skipped: 0, output: "" });
  expect(countTests(report(5, 2), 1, "out")).toEqual({ passed: 5, failed: 2, skipped: 0, output: "out" });
});

test("names the tests that were left out", () => {
  expect(countTests(report(7, 0, "scales an edge"), 0, "out")).toEqual({
    passed: 7,
    failed: 0,
    skipped: 1,
    output: "skipped: scales an edge",
  });
});

test("names in one line the tests whose programs are missing", () => {
  const skipped = (fullName: string, ...ancestorTitles: string[]) => ({ fullName, ancestorTitles, status: "skipped" });
  const left = {
    ...report(7, 0, "scales an edge"),
    testResults: [
      ...report(0, 0, "scales an edge").testResults,
      { name: "/xiu.live.test.ts", assertionResults: [skipped("live: xiu plays")] },
      {
        name: "/nginx.live.test.ts",
        assertionResults: [skipped("nginx a", "nginx"), skipped("nginx b", "nginx")],
      },
    ],
  };
  expect(countTests(left, 0, "out")).toEqual({
    passed: 7,
    failed: 0,
    skipped: 4,
    output: "skipped: scales an edge\nleft out, a program is missing (npm run test:live gets it): nginx, xiu plays",
  });
});

test("counts a crash without a report as a failure", () => {
  expect(countTests(undefined, 134, "out")).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    output: "out\nvitest ended with 134 and left no report.",
  });
});

test("counts a test file that does not load, or an error outside of tests, as a failure", () => {
  expect(countTests(report(7, 0), 1, "out")).toEqual({ passed: 7, failed: 1, skipped: 0, output: "out" });
});

test("counts a run without tests as a failure", () => {
  expect(countTests(report(0, 0), 0, "out")).toEqual({ passed: 0, failed: 1, skipped: 0, output: "out" });
});
