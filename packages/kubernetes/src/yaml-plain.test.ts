import { expect, test } from "vitest";
import { isMisread, isMisreadByGo } from "./yaml-plain.ts";

const misread = {
  "words of YAML 1.1": ["y", "N", "yes", "No", "ON", "off", "True", "~", "null", "", ".inf", "-.Inf", ".NaN"],
  "whole numbers": ["0", "-1", "+12", "007", "1_000", "0x1F", "-0x1f", "0o17", "0B11", "0b-1", "18446744073709551615"],
  "the largest numbers of 64 bits": ["0xffffffffffffffff", "-0x8000000000000000", `0b${"1".repeat(64)}`],
  fractions: ["1.", ".5", "-.5", "1.5e3", "1e-7", ".5_0"],
  "numbers to base sixty": ["1:30", "12:30:45", "190:20:30.15", "-1:0"],
  dates: ["2026-12-05", "2024-2-29", "2026-12-05T18:00:00Z", "2026-12-05t18:00:00,5+08:00", "2026-12-05  1:2:3.5"],
};

const text = {
  "words in no such spelling": ["yEs", "nO", "tRUE", "None", "nan", "inf", "yes."],
  "what only looks like a number": [
    "1.2.3",
    "0x",
    "0xg",
    "1e",
    "e5",
    "-",
    "+",
    ".",
    "1-2",
    "0b2",
    "1e3e",
    "._5",
    ".5_",
  ],
  "numbers beyond 64 bits": ["0x10000000000000000", "+0xffffffffffffffff", "-0x8000000000000001", "1e999", ".5e999"],
  "times that no clock shows": ["1:60", ":30", "1:", "12:30:99"],
  "days that no calendar has": ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1900-02-29", "126-01-01"],
  "moments that Go does not parse": [
    "2026-12-05T24:00:00Z",
    "2026-12-05T18:00Z",
    "2026-12-05T18:00:00",
    "2026-12-05 18:00:00Z",
  ],
};

test.each(Object.entries(misread))("knows what go-yaml takes for something else: %s", (_, words) => {
  expect(words.filter((word) => !isMisreadByGo(word))).toEqual([]);
  expect(words.filter((word) => !isMisread(word))).toEqual([]);
});

test.each(Object.entries(text))("knows what go-yaml takes for text: %s", (_, words) => {
  expect(words.filter(isMisreadByGo)).toEqual([]);
});

test("knows what only other readers take for something else", () => {
  const words = ["=", "<<", "1e999", "0x10000000000000000", "2026-02-29", "2001-12-14 21:59:43.10 -5", "0x_", "0o-7"];
  expect(words.filter((word) => !isMisread(word))).toEqual([]);
  expect(words.filter(isMisreadByGo)).toEqual([]);
});
