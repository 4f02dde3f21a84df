import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listFiles } from "./list-files.ts";
import { temporaryFolder, writeFiles } from "./test-support.ts";

it("lists files at any depth in order, and links without following them", () => {
  const root = temporaryFolder();
  writeFiles(root, { "a/z": "", "a/b/c/y": "", "a/b.yaml": "", "other/x": "" });
  mkdirSync(join(root, "a/empty"));
  symlinkSync("../other", join(root, "a/link"));
  expect(listFiles(root, "a")).toEqual(["a/b.yaml", "a/b/c/y", "a/link", "a/z"]);
});

it("leaves out what editors leave beside a file, and nothing that looks a little like it", () => {
  const root = temporaryFolder();
  const leftovers = [".x.yaml.swp", ".x.yaml.swo", "x.yaml~", "#x.yaml#", ".#x.yaml", ".DS_Store"];
  const others = [".hidden", "DS_Store", "x.swp", "x.yaml", "~x"];
  writeFiles(root, Object.fromEntries([...leftovers, ...others].map((name) => [`a/${name}`, ""])));
  expect(listFiles(root, "a")).toEqual(others.map((name) => `a/${name}`));
});

it("finds nothing where there is no folder", () => {
  const root = temporaryFolder();
  writeFiles(root, { file: "" });
  expect(listFiles(root, "missing")).toEqual([]);
  expect(listFiles(root, "file")).toEqual([]);
});
