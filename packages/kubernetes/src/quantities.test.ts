import { expect, test } from "vitest";
import { parseQuantity } from "./quantities.ts";

test.each([
  ["0", 0],
  ["2", 2],
  ["0.5", 0.5],
  [".5", 0.5],
  ["500m", 0.5],
  ["700m", 0.7],
  ["1100m", 1.1],
  ["100n", 1e-7],
  ["250u", 0.00025],
  ["1k", 1000],
  ["1.1k", 1100],
  ["2M", 2_000_000],
  ["1G", 1e9],
  ["1T", 1e12],
  ["1P", 1e15],
  ["1E", 1e18],
  ["1e3", 1000],
  ["1E3", 1000],
  ["12e-1", 1.2],
  ["1Ki", 1024],
  ["256Mi", 256 * 1024 ** 2],
  ["1.5Gi", 1.5 * 1024 ** 3],
  ["8Ti", 8 * 1024 ** 4],
  ["1Pi", 1024 ** 5],
  ["1Ei", 1024 ** 6],
  ["-1", -1],
  ["+1", 1],
])("reads %s as %d", (text, number) => {
  expect(parseQuantity(text)).toBe(number);
});

test.each(["", "Mi", "12Qx", "1 Gi", "1gi", "1ki", "1KI", "1e", "1e3Mi", "1.5.1", ".", "0x10", "1_000", "half", "1m "])(
  "refuses %j",
  (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  },
);
