import { globSync } from "node:fs";
import { installFolder } from "@weir/workflows/install";
import { writeWorkspace } from "@weir/workflows/test-workspace";
import { expect, test } from "vitest";
import { findBrokenLinks } from "./find-broken-links.ts";

const patterns = ["*.md", "apps/*/README.md", "docs/**/*.md", "examples/*/*.md", "environments/*/README.md"];

test.for(globSync(patterns, { cwd: installFolder }).sort())("every link of %s leads somewhere", (file) => {
  expect(findBrokenLinks(installFolder, file)).toEqual([]);
});

test("finds links to files, folders and headings that are not there", () => {
  const root = writeWorkspace({
    "docs/a.md": "# One\n\n## `two` & three\n\n## One\n\n```\n# four\n```\n",
    "docs/page.md": [
      "[a](a.md) [b](b.md) [web](https://example.org/none) [folder](../docs)",
      "[one](a.md#one) [again](a.md#one-1) [two](a.md#two--three) [four](a.md#four) [here](#here)",
      "`[code](none.md)`",
      "```",
      "[code](none.md)",
      "```",
      "![picture](c.png) [out](../../etc/passwd) [folder](../docs#one)",
    ].join("\n"),
  });
  expect(findBrokenLinks(root, "docs/page.md")).toEqual([
    "docs/page.md:1 b.md: there is no such file",
    "docs/page.md:2 a.md#four: there is no such heading",
    "docs/page.md:2 #here: there is no such heading",
    "docs/page.md:7 c.png: there is no such file",
    "docs/page.md:7 ../../etc/passwd: it is outside of this repository",
    "docs/page.md:7 ../docs#one: there is no such heading",
  ]);
});
