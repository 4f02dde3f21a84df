import { readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { expect, test } from "vitest";
import { installFolder, listEngineFiles } from "./install.ts";

const { namedInputs } = JSON.parse(readFileSync(join(installFolder, "nx.json"), "utf8")) as {
  readonly namedInputs: Readonly<Record<"engine" | "sharedGlobals", readonly string[]>>;
};
const patterns = [...namedInputs.engine, ...namedInputs.sharedGlobals].map((one) =>
  one.replace("{workspaceRoot}/", ""),
);

/** As nx reads inputs: what any pattern names and none excludes. */
function isInput(file: string): boolean {
  const isNamed = (one: string) => matchesGlob(file, one);
  return patterns.some(isNamed) && !patterns.some((one) => one.startsWith("!") && isNamed(one.slice(1)));
}

test("nx checks everything again when a file changes that decides what weir generates", () => {
  const files = listEngineFiles();
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => !isInput(file))).toEqual([]);
  expect(isInput("apps/srs-cleanup/zones.json")).toBe(true);
});

test("nx leaves alone what only tests and readers need", () => {
  const others = [
    "docs/guide.md",
    "apps/srs-edge/app.test.ts",
    "packages/srs/src/conf.test.ts",
    "apps/srs-edge/README.md",
  ];
  expect(others.filter(isInput)).toEqual([]);
});
