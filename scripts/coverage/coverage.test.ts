import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installFolder } from "@weir/workflows/install";
import { expect, test } from "vitest";
import { articles } from "./articles.ts";
import { checkCoverage } from "./check-coverage.ts";
import { formatCoverage } from "./format-coverage.ts";
import { departure, example, page, row, test as testRow } from "./table.ts";

test("every row names something, and everything it names exists", () => {
  expect(checkCoverage(installFolder, articles)).toEqual([]);
});

test("docs/coverage.md is what `node scripts/coverage.ts` writes", () => {
  expect(readFileSync(join(installFolder, "docs/coverage.md"), "utf8")).toBe(formatCoverage(articles));
});

test("reports rows that name nothing, twice, or what does not exist", () => {
  const file = "scripts/coverage/coverage.test.ts";
  const rows = [
    { says: "Nothing shows this.", shown: [] as never },
    row("Shown.", testRow(file, "every row names something, and everything it names exists")),
    row("Shown.", page("README.md", "Two commands")),
    row("Not an example.", example("no-such-example")),
    row("Not a test.", testRow(file, "every row"), testRow("no-such-file.ts", "every row")),
    row("Not a page.", page("README.md", "Three commands"), page("docs/none.md", "One")),
    row("No reason.", departure("because")),
  ];
  expect(
    checkCoverage(installFolder, [
      {
        title: "Article",
        sections: [
          { title: "A", rows },
          { title: "B", rows: [] },
        ],
      },
    ]),
  ).toEqual([
    "A: Nothing shows this.: nothing is named",
    "A: Not an example.: there is no example no-such-example",
    `A: Not a test.: ${file} has no test "every row"`,
    "A: Not a test.: there is no file no-such-file.ts",
    'A: Not a page.: README.md has no heading "Three commands"',
    "A: Not a page.: there is no page docs/none.md",
    "A: No reason.: a departure gives its reason in a sentence",
    "A: Shown.: there are two such rows",
    "B: the section has no row",
  ]);
});
