import { expect, test } from "vitest";
import { distinctFindings, type Finding, FindingsError, formatFinding, formatPlace, sortFindings } from "./finding.ts";

const finding = (changes: Partial<Finding> = {}): Finding => ({
  id: "srs/peer-port",
  severity: "error",
  where: { file: "environments/prod/environment.yaml", line: 12, column: 15 },
  what: "coworker srs-origin-0.socs has no port.",
  ...changes,
});

test("formats a place as far as it is known", () => {
  expect(formatPlace({ file: "a.yaml", line: 3, column: 7 })).toBe("a.yaml:3:7");
  expect(formatPlace({ file: "a.yaml", line: 3 })).toBe("a.yaml:3");
  expect(formatPlace({ file: "a.yaml", column: 7 })).toBe("a.yaml");
});

test("formats a finding as one line: where, what, why, how to fix", () => {
  expect(formatFinding(finding({ why: "Origins never find each other.", fix: "write srs-origin-0.socs:1985." }))).toBe(
    "environments/prod/environment.yaml:12:15  error  srs/peer-port  coworker srs-origin-0.socs has no port. " +
      "Origins never find each other. Fix: write srs-origin-0.socs:1985.",
  );
});

test("carries all findings in one error", () => {
  const error = new FindingsError([finding(), finding({ what: "another." })]);
  expect(error.findings).toHaveLength(2);
  expect(error.message.split("\n")).toHaveLength(2);
});

test("sorts by file, line, column, id and text", () => {
  const at = (file: string, line?: number, column?: number) =>
    finding({ where: { file, ...(line && { line }), ...(column && { column }) } });
  const sorted = [at("a"), at("a", 2, 1), at("a", 2, 9), at("a", 10, 1), at("b", 1, 1)];
  expect(sortFindings(sorted.toReversed())).toEqual(sorted);
});

test("says once what several have found", () => {
  expect(distinctFindings([finding(), finding({ what: "another." }), finding()])).toEqual([
    finding(),
    finding({ what: "another." }),
  ]);
});
