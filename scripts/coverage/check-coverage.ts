import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { anchorOf } from "./format-coverage.ts";
import type { Article, Evidence } from "./table.ts";

/** What is wrong with the table: rows that name nothing, and names of what is not there. A sentence each. */
export function checkCoverage(root: string, articles: readonly Article[]): string[] {
  return articles.flatMap(({ sections }) =>
    sections.flatMap(({ title, rows }) => [
      ...(rows.length === 0 ? [`${title}: the section has no row`] : []),
      ...rows.flatMap(({ says, shown }) => [
        ...(says.trim() === "" ? [`${title}: a row says nothing`] : []),
        ...(shown.length === 0 ? [`${title}: ${says}: nothing is named`] : []),
        ...shown.flatMap((evidence) => checkEvidence(root, evidence).map((what) => `${title}: ${says}: ${what}`)),
      ]),
      ...repeated(rows.map(({ says }) => says)).map((says) => `${title}: ${says}: there are two such rows`),
    ]),
  );
}

function checkEvidence(root: string, evidence: Evidence): string[] {
  const read = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : undefined);
  switch (evidence.kind) {
    case "example":
      return existsSync(join(root, "examples", evidence.name, "environment.yaml"))
        ? []
        : [`there is no example ${evidence.name}`];
    case "test": {
      const text = read(evidence.file);
      if (text === undefined) return [`there is no file ${evidence.file}`];
      return namesTest(text, evidence.name) ? [] : [`${evidence.file} has no test ${JSON.stringify(evidence.name)}`];
    }
    case "page": {
      const text = read(evidence.file);
      if (text === undefined) return [`there is no page ${evidence.file}`];
      const headings = [...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
      return headings.includes(anchorOf(evidence.heading))
        ? []
        : [`${evidence.file} has no heading ${JSON.stringify(evidence.heading)}`];
    }
    case "departure":
      return evidence.why.trim().length >= 20 ? [] : ["a departure gives its reason in a sentence"];
  }
}

/** A test is called by its name in quotes, as the first argument, or in a table of cases as the first of a line. */
function namesTest(text: string, name: string): boolean {
  return ['"', "'", "`"].some((quote) =>
    [`(${quote}${name}${quote}`, `\n      ${quote}${name}${quote},\n`].some((call) => text.includes(call)),
  );
}

function repeated(words: readonly string[]): string[] {
  return [...new Set(words.filter((word, index) => words.indexOf(word) !== index))];
}
