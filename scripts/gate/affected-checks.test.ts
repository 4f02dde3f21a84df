import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askNx, planChecks } from "./affected-checks.ts";

const root = mkdtempSync(join(tmpdir(), "weir-affected-"));
beforeAll(() => {
  for (const overlay of ["environments/srs-prod/srs-edge", "environments/local/srs-origin"]) {
    mkdirSync(join(root, overlay), { recursive: true });
    writeFileSync(join(root, overlay, "kustomization.yaml"), "");
    writeFileSync(join(root, overlay, "../environment.yaml"), "weir: 1\n");
  }
});
afterAll(() => rmSync(root, { recursive: true }));

test("hands all that is affected to one generate and one validate, each overlay once", () => {
  expect(planChecks(root, ["srs-prod", "srs-edge-srs-prod", "srs-origin-local"])).toEqual([
    ["generate", "--check", "srs-prod"],
    ["validate", "srs-prod", "local/srs-origin"],
  ]);
  expect(planChecks(root, ["srs-origin-local", "srs-edge-srs-prod"])).toEqual([
    ["validate", "local/srs-origin", "srs-prod/srs-edge"],
  ]);
});

test("checks nothing when nothing is affected", () => {
  expect(planChecks(root, [])).toEqual([]);
});

test("checks everything when nx names a project that is not there", () => {
  expect(planChecks(root, ["srs-prod", "gone"])).toEqual([["generate", "--check"], ["validate"]]);
});

test("says why nx cannot tell when the base does not exist", async () => {
  const { names, trouble } = await askNx("no-such-ref");
  expect(names).toBeUndefined();
  expect(trouble).toContain("no-such-ref");
});
