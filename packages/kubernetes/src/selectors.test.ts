import { expect, test } from "vitest";
import { matches } from "./selectors.ts";

const r5 = { app: "srs-edge", run: "srs-edge-r5" };

test("selects by labels, all of which must be there", () => {
  expect(matches({ matchLabels: { app: "srs-edge" } }, r5)).toBe(true);
  expect(matches({ matchLabels: { app: "srs-edge", run: "srs-edge-r6" } }, r5)).toBe(false);
  expect(matches({ matchLabels: { tier: "edge" } }, r5)).toBe(false);
});

test("selects everything when it says nothing", () => {
  expect(matches({}, r5)).toBe(true);
  expect(matches({ matchLabels: {}, matchExpressions: [] }, {})).toBe(true);
});

test.each([
  ["In", ["srs-edge-r5", "srs-edge-r6"], true, false],
  ["In", ["srs-edge-r6"], false, false],
  ["NotIn", ["srs-edge-r6"], true, true],
  ["NotIn", ["srs-edge-r5"], false, true],
  ["Exists", undefined, true, false],
  ["DoesNotExist", undefined, false, true],
  ["Like", ["srs-edge-r5"], false, false],
])("selects by an expression: %s %j", (operator, values, withLabel, withoutLabel) => {
  const selector = { matchExpressions: [{ key: "run", operator, ...(values && { values }) }] };
  expect(matches(selector, r5)).toBe(withLabel);
  expect(matches(selector, { app: "srs-edge" })).toBe(withoutLabel);
});

test("needs labels and expressions at once", () => {
  const matchExpressions = [{ key: "run", operator: "Exists" }];
  expect(matches({ matchLabels: { app: "srs-edge" }, matchExpressions }, r5)).toBe(true);
  expect(matches({ matchLabels: { app: "srs-edge" }, matchExpressions }, { app: "srs-edge" })).toBe(false);
  expect(matches({ matchLabels: { app: "other" }, matchExpressions }, r5)).toBe(false);
});

test("finds no label that JavaScript puts on every object", () => {
  expect(matches({ matchExpressions: [{ key: "constructor", operator: "Exists" }] }, r5)).toBe(false);
});
