import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FindingsError } from "@weir/finding/finding";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readAbout } from "./read-about.ts";

const directory = "environments/one";
const file = `${directory}/about.md`;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "weir-about-"));
  mkdirSync(join(root, directory), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function read(text: string | Uint8Array) {
  writeFileSync(join(root, file), text);
  return readAbout(root, directory);
}

function findingsOf(text: string | Uint8Array) {
  try {
    read(text);
    return [];
  } catch (error) {
    return (error as FindingsError).findings;
  }
}

test("gives what people wrote, without the space around it, and nothing where they wrote nothing", () => {
  expect(readAbout(root, directory)).toEqual({ text: undefined, files: [] });
  expect(read("\nOurs.\n\n")).toEqual({ text: "Ours.", files: [file] });
});

test.each([
  "```sh\nweir\n```\n",
  "~~~\n```\n~~~\n",
  "````\n```\n````\n",
  "<!-- a -->\n<!--\nb\n-->\n",
  "`<!--` and ``` are words here\n",
])("accepts %j", (text) => {
  expect(findingsOf(text)).toEqual([]);
});

test.each([
  ["A.\n\n```sh\nweir\n", 3, "The block of code", "```"],
  ["~~~\n```\n", 1, "The block of code", "~~~"],
  ["````\n```\n", 1, "The block of code", "````"],
  ["<!-- a\n", 1, "The comment", "-->"],
] as const)("reports that %j swallows the rest of the README", (text, line, subject, end) => {
  expect(findingsOf(text)).toEqual([
    {
      id: "about/unclosed",
      severity: "error",
      where: { file, line, column: 1, length: subject === "The comment" ? 4 : end.length },
      what: `${subject} that begins here has no end.`,
      why: "The rest of the README, which weir writes, would be part of it.",
      fix: `write ${end} behind it, on a line of its own.`,
    },
  ]);
});

test("reports characters that nobody sees, conflicts, and what is no text", () => {
  expect(findingsOf("a\u202eb\n").map(({ id }) => id)).toEqual(["yaml/hidden-character"]);
  expect(findingsOf("<<<<<<< a\nb\n").map(({ id }) => id)).toEqual(["yaml/conflict"]);
  expect(findingsOf(Uint8Array.of(0xff, 0x41)).map(({ id }) => id)).toEqual(["yaml/encoding"]);
});
