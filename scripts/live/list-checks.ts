import { type Report, subjectOf } from "../gate/unit-tests.ts";

/** What was checked, under what it is about, each with its seconds: `✓` passed, `✗` failed, `-` left out. */
export function listChecks({ testResults }: Pick<Report, "testResults">): string {
  const checks = testResults.flatMap(({ assertionResults }) => assertionResults);
  const groups = Map.groupBy(checks, subjectOf);
  const blocks = [...groups].map(([group, own]) => {
    const titles = own.map(({ title, fullName }) => withoutLive(title ?? fullName));
    const width = Math.max(...titles.map(({ length }) => length));
    const lines = own.map(({ status, duration }, index) => {
      const mark = { passed: "✓", failed: "✗" }[status] ?? "-";
      return `  ${mark} ${titles[index]?.padEnd(width)}  ${((duration ?? 0) / 1000).toFixed(1)} s`;
    });
    return [group, ...lines].join("\n");
  });
  const unread = testResults
    .filter(({ assertionResults }) => assertionResults.length === 0)
    .map(({ name = "", message = "" }) => `${name}\n  ✗ ${message}`);
  return [...blocks, ...unread].sort().join("\n\n");
}

function withoutLive(title: string): string {
  return title.replace(/^live: /, "");
}
