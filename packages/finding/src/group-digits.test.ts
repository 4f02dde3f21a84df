import { expect, test } from "vitest";
import { groupDigits } from "./group-digits.ts";

test("groups digits by three", () => {
  expect([0, 999, 1000, 12345, 1234567].map(groupDigits)).toEqual(["0", "999", "1,000", "12,345", "1,234,567"]);
});
