import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { stage } from "./stage.ts";
import { temporaryFolder } from "./test-support.ts";

it("holds the tree of the last call alone", () => {
  const root = temporaryFolder();
  stage(root, new Map([["apps/a/base/old.yaml", "old"]]));
  const folder = stage(root, new Map([["apps/a/base/new.yaml", "new"]]));
  expect(folder).toBe(join(root, ".weir/stage"));
  expect(readFileSync(join(folder, "apps/a/base/new.yaml"), "utf8")).toBe("new");
  expect(() => readFileSync(join(folder, "apps/a/base/old.yaml"))).toThrow("ENOENT");
});

it("refuses a file where its folder should be", () => {
  const root = temporaryFolder();
  writeFileSync(join(root, ".weir"), "mine");
  expect(() => stage(root, new Map())).toThrow(
    ".weir  error  files/in-the-way  .weir is a file; weir keeps its notes in a folder of that name. Fix: move it away.",
  );
  expect(readFileSync(join(root, ".weir"), "utf8")).toBe("mine");
});

it("refuses a path that leads out of it, before writing anything there", () => {
  const root = temporaryFolder();
  expect(() => stage(root, new Map([["../../x", ""]]))).toThrow('"../../x" is no path inside the workspace');
});
