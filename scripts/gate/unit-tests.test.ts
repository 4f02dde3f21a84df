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
