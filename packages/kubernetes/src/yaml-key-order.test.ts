import { expect, test } from "vitest";
import { compareKeys, sortKeys } from "./yaml-key-order.ts";

test.each([
  ["numbers by value", ["r1", "r2", "r5", "r05", "r10"]],
  ["zeros inside a number as digits", ["a10", "a19", "a100", "a101", "a105"]],
  ["signs before digits, both before letters", ["a", "a-b", "a.b", "a/b", "a_b", "a1", "aB", "ab"]],
  ["numbers beyond 64 bits as Go wraps them", ["a9999999999999999999", "a1", "a2"]],
  ["upper case before lower case", ["B", "Bb", "a", "b"]],
  ["a beginning before the whole", ["", "app", "app.kubernetes.io/name"]],
  ["letters of all alphabets by code point", ["1", "z", "é", "中", "𝒜"]],
])("sorts %s", (_, sorted) => {
  for (const [index, key] of sorted.entries()) {
    for (const later of sorted.slice(index + 1)) {
      expect([key, later, Math.sign(compareKeys(key, later))]).toEqual([key, later, -1]);
      expect([later, key, Math.sign(compareKeys(later, key))]).toEqual([later, key, 1]);
    }
    expect(compareKeys(key, key)).toBe(0);
  }
  expect(sortKeys(sorted.toReversed())).toEqual(sorted);
});
