import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "@weir/kustomize/list-files";
import { expect, test } from "vitest";
import { fingerprintFiles } from "./fingerprint.ts";
import { installFolder, listEngineFiles, schemasFolder } from "./install.ts";
import { loadRegistry } from "./registry.ts";
import { temporaryFolder, writeFiles } from "./test-workspace.ts";

test("the engine is every source, every app, every schema that manifests are held against, and the lock file", () => {
  const engine = new Set(listEngineFiles());
  const packages = readdirSync(join(installFolder, "packages")).flatMap((name) =>
    listFiles(installFolder, `packages/${name}/src`),
  );
  const sources = packages.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"));
  expect(sources.filter((path) => !engine.has(path))).toEqual([]);
  const apps = [...loadRegistry().keys()].map((name) => `apps/${name}/app.ts`);
  expect([...apps, "package-lock.json"].filter((path) => !engine.has(path))).toEqual([]);
  const schemas = listFiles(schemasFolder, "kubernetes").concat(listFiles(schemasFolder, "custom"));
  expect(schemas.length).toBeGreaterThan(50);
  expect(schemas.filter((path) => !engine.has(`schemas/${path}`))).toEqual([]);
});

test("what is generated, and what only tests need, is no part of the engine", () => {
  const odd = listEngineFiles().filter((path) => /\.test\.ts$|^apps\/[^/]+\/base\/|^schemas\/[^/]+$|\.md$/.test(path));
  expect(odd).toEqual([]);
  expect(listEngineFiles().every((path) => existsSync(join(installFolder, path)))).toBe(true);
});

test("the fingerprint of files changes when one of them changes, comes, goes or is renamed", () => {
  const root = temporaryFolder();
  writeFiles(root, { a: "1", b: "2" });
  const seen = [fingerprintFiles(root, ["a", "b"])];
  writeFiles(root, { b: "3" });
  seen.push(fingerprintFiles(root, ["a", "b"]));
  seen.push(fingerprintFiles(root, ["a", "b", "c"]));
  writeFiles(root, { c: "" });
  seen.push(fingerprintFiles(root, ["a", "b", "c"]));
  seen.push(fingerprintFiles(root, ["a", "b"]).slice(1));
  writeFiles(root, { d: "3" });
  seen.push(fingerprintFiles(root, ["a", "d"]));
  expect(new Set(seen).size).toBe(seen.length);
  expect(fingerprintFiles(root, ["a", "b"])).toBe(seen[1]);
});
