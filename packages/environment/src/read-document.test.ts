import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { FindingsError } from "@weir/finding/finding";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument, readDocument } from "./read-document.ts";
import { formatWithLength, refusals, writeWorkspace } from "./test-workspace.ts";
import { dataOf, placeOf, placeOfKey } from "./tree.ts";

/** What reading a text finds, fatal or not. */
async function findingsIn(content: string | Uint8Array): Promise<string[]> {
  const root = writeWorkspace({ "f.yaml": content });
  let found: string[] = [];
  const fatal = await refusals(() => {
    found = readDocument(root, "f.yaml").findings.map(formatWithLength);
  });
  return [...fatal, ...found];
}

const itself = "Fix: write the value itself; what environments share belongs into a parent (inherit: fleets/<name>).";

test("reads plain data with sorted keys", () => {
  const { tree, findings } = parseDocument("f.yaml", "b: [1, x, true]\na: {z: 6.0, y: '6.0'}\n5: \"5\"\n6.0: z\n");
  expect(JSON.stringify(dataOf(tree))).toBe('{"5":"5","6.0":"z","a":{"y":"6.0","z":6},"b":[1,"x",true]}');
  expect(findings).toEqual([]);
});

test("knows the place of every key and value", () => {
  const { tree } = parseDocument(
    "f.yaml",
    '# a comment\nweir: 1\napps:\n  srs-edge:\n    drain: 2m # two\n    session: {mean: 30m}\nevents:\n  - name: final\n    from: "now"\n',
  );
  const at = (...path: (string | number)[]) => {
    const { line, column, length } = placeOf(tree, path);
    return `${line}:${column}+${length}`;
  };
  expect(at("apps", "srs-edge", "drain")).toBe("5:12+2");
  expect(at("apps", "srs-edge", "session", "mean")).toBe("6:21+3");
  // What is nowhere is found at the nearest value above it; a mapping or a list at its key.
  expect(at("apps", "srs-edge", "session", "spread")).toBe("6:5+7");
  expect(at("apps", "srs-edge", "tracks", "r5")).toBe("4:3+8");
  expect(at("apps", "nginx-hls")).toBe("3:1+4");
  expect(at("events")).toBe("7:1+6");
  expect(at("events", 0)).toBe("8:5+4");
  expect(at("events", 0, "from")).toBe("9:11+5");
  expect(at()).toBe("2:1+4");
  expect(placeOfKey(tree, ["apps", "srs-edge", "drain"])).toEqual({ file: "f.yaml", line: 5, column: 5, length: 5 });
});

test("marks text of many lines on its first line, and counts lines alike with both line ends", () => {
  for (const end of ["\n", "\r\n"]) {
    const { tree } = parseDocument("f.yaml", ["a: |", "  one", "b: two", "  three", ""].join(end));
    expect(placeOf(tree, ["a"])).toEqual({ file: "f.yaml", line: 1, column: 4, length: 1 });
    expect(placeOf(tree, ["b"])).toEqual({ file: "f.yaml", line: 3, column: 4, length: 3 });
  }
});

test("does without a byte order mark", () => {
  const root = writeWorkspace({ "f.yaml": "\ufeffweir: 1\n" });
  const { tree } = readDocument(root, "f.yaml");
  expect(dataOf(tree)).toEqual({ weir: 1 });
  expect(placeOf(tree, ["weir"])).toEqual({ file: "f.yaml", line: 1, column: 7, length: 1 });
});

test.each([
  ["", "f.yaml:1:1+1  yaml/empty  The file says nothing. Fix: begin with weir: 1, then key: value, one a line."],
  [
    "# todo\n",
    "f.yaml:1:1+6  yaml/empty  The file says nothing. Fix: begin with weir: 1, then key: value, one a line.",
  ],
  [
    "# todo\n- weir: 1\n",
    "f.yaml:2:1+9  yaml/top-level  The file holds a list, and it must be settings (key: value). Fix: begin with weir: 1, then key: value, one a line.",
  ],
  [
    "weir\n",
    "f.yaml:1:1+4  yaml/top-level  The file holds a single value, and it must be settings (key: value). Fix: begin with weir: 1, then key: value, one a line.",
  ],
  [
    "weir: 1\n---\nweir: 1\n",
    "f.yaml:2:1+3  yaml/documents  A second YAML document begins here, and a file holds one. Fix: move what follows into a file of its own, or delete the line ---.",
  ],
  [
    "weir: 1\napps:\n\tsrs-edge: {}\n",
    "f.yaml:3:1+1  yaml/tab  This line is indented with a tab, and YAML is indented with spaces only. Fix: replace the tab by spaces.",
  ],
  [
    "apps:\n  srs-edge:\n    drain: 2m\n    gop: on\n    drain: 3m\n",
    "f.yaml:5:5+5  yaml/duplicate-key  srs-edge: drain is written twice, first in line 3. Programs differ in which of the two they take. Fix: delete one of the two.",
  ],
  ["__proto__: {x: 1}\n", 'f.yaml:1:1+9  settings/unknown-key  There is no setting "__proto__". Fix: delete it.'],
  ["a: {constructor: 1}\n", 'f.yaml:1:5+11  settings/unknown-key  There is no setting "constructor". Fix: delete it.'],
  [
    "a: !!js/function x\n",
    "f.yaml:1:4+13  yaml/tag  !!js/function is a tag, and settings are plain text, numbers, true and false. Fix: delete it.",
  ],
  [
    "%YAML 1.1\n---\na: y\n",
    "f.yaml:1:1+9  yaml/directive  %YAML 1.1 is a directive, and settings are plain YAML 1.2. Fix: delete the line.",
  ],
  ["? [a]\n: 1\n", "f.yaml:1:3+3  yaml/key  A key must be a plain word. Fix: write it as key: value."],
  [
    "apps:\n  srs-edge:\n",
    "f.yaml:2:3+8  yaml/null  srs-edge has no value. Fix: write srs-edge: {} for an app without settings of its own, absent to remove it, or leave the key out.",
  ],
  ["cluster: null\n", "f.yaml:1:10+4  yaml/null  cluster has no value. Fix: write a value, or leave the key out."],
  [
    "apps: {srs-demo: {streams: [a, ~]}}\n",
    "f.yaml:1:32+1  yaml/null  srs-demo: streams[1] has no value. Fix: write a value, or leave the key out.",
  ],
  [
    "because: SRS 5: until the final\n",
    "f.yaml:1:10+1  yaml/syntax  This is not valid YAML: Nested mappings are not allowed in compact mappings. Fix: put a value that contains a colon and a space in quotes; check how far the line is indented.",
  ],
  [
    "a: @x\nb: `y\n",
    "f.yaml:1:4+1  yaml/syntax  This is not valid YAML: Plain value cannot start with reserved character @. Fix: put the value in quotes.",
    "f.yaml:2:4+1  yaml/syntax  This is not valid YAML: Plain value cannot start with reserved character `. Fix: put the value in quotes.",
  ],
  [
    "a: x\u0007\n",
    "f.yaml:1:5+1  yaml/hidden-character  A character that nobody sees stands here: U+0007. Fix: delete it.",
  ],
  [
    "a: x\ry\n",
    "f.yaml:1:5+1  yaml/hidden-character  A character that nobody sees stands here: U+000D. Fix: delete it.",
  ],
  [
    "a: x # \u202e\n",
    "f.yaml:1:8+1  yaml/hidden-character  A character that nobody sees stands here: U+202E. Fix: delete it.",
  ],
])("refuses %j", async (text, ...expected) => {
  expect(await findingsIn(text)).toEqual(expected);
});

test("reports the first ten errors of syntax, later ones being consequences", async () => {
  expect(await findingsIn(Array.from({ length: 30 }, (_, index) => `k${index}: @x\n`).join(""))).toHaveLength(10);
});

test("reports every anchor, alias and merge key, and expands none", async () => {
  expect(await findingsIn("a: &a [x, x]\nb: &b [*a, *a]\nc:\n  <<: {d: 1}\n")).toEqual([
    `f.yaml:1:4+2  yaml/anchor  &a is an anchor, and every setting must say in its own place what it is. ${itself}`,
    `f.yaml:2:4+2  yaml/anchor  &b is an anchor, and every setting must say in its own place what it is. ${itself}`,
    `f.yaml:2:8+2  yaml/alias  *a is an alias, and every setting must say in its own place what it is. ${itself}`,
    `f.yaml:2:12+2  yaml/alias  *a is an alias, and every setting must say in its own place what it is. ${itself}`,
    "f.yaml:4:3+2  yaml/merge-key  << is a merge key, and every setting must say in its own place what it is. Fix: write the settings themselves; what environments share belongs into a parent (inherit: fleets/<name>).",
  ]);
});

test("takes & and * inside text for text", () => {
  const { tree, findings } = parseDocument("f.yaml", "a: x & y * z\nb: '*a'\nc: \"&a\"\nd: |\n  &a *b\n  !c\n");
  expect(dataOf(tree)).toEqual({ a: "x & y * z", b: "*a", c: "&a", d: "&a *b\n!c\n" });
  expect(findings).toEqual([]);
});

test("names the lines of every unresolved merge conflict", async () => {
  const conflict = "<<<<<<< HEAD\nweir: 1\n=======\nweir: 2\n>>>>>>> branch\n";
  const fix = "Fix: keep the lines that are right and delete those that begin with <<<<<<<, ======= or >>>>>>>.";
  expect(await findingsIn(`${conflict}a: b\n${conflict}`)).toEqual([
    `f.yaml:1:1+12  yaml/conflict  Lines 1 to 5 are a merge conflict that nobody has resolved. ${fix}`,
    `f.yaml:7:1+12  yaml/conflict  Lines 7 to 11 are a merge conflict that nobody has resolved. ${fix}`,
  ]);
  expect(await findingsIn("a: b\r\n>>>>>>> branch\r\n")).toEqual([
    `f.yaml:2:1+14  yaml/conflict  Here is a merge conflict that nobody has resolved. ${fix}`,
  ]);
});

test("says where bytes are not UTF-8", async () => {
  const bytes = Buffer.concat([Buffer.from("a: ü\ufffd\nb: x"), Buffer.from([0xff, 0xfe]), Buffer.from("y\n")]);
  expect(await findingsIn(bytes)).toEqual([
    "f.yaml:2:5+1  yaml/encoding  The byte 0xff is not UTF-8. Fix: save the file as UTF-8.",
  ]);
  expect(await findingsIn(Buffer.from("\ufeffweir: 1\n", "utf16le"))).toEqual([
    "f.yaml:1:1+1  yaml/encoding  The byte 0xff is not UTF-8; the file looks like UTF-16. Fix: save the file as UTF-8.",
  ]);
  // The first two bytes of what would be U+FFFD.
  expect(await findingsIn(Buffer.from([0x61, 0xef, 0xbf]))).toEqual([
    "f.yaml:1:2+1  yaml/encoding  The byte 0xef is not UTF-8. Fix: save the file as UTF-8.",
  ]);
});

test("refuses more than 1 MiB without reading it", async () => {
  expect(await findingsIn(Buffer.alloc(10 * 1024 * 1024, "a"))).toEqual([
    "f.yaml+?  file/size  f.yaml has 10,485,760 bytes; 1,048,576 are the most. Fix: keep in it what is for people to read or to set.",
  ]);
});

const deep = "Values are nested more than 64 levels deep here; no setting is. Fix: write settings and nothing else.";

test.each([
  ["lists in brackets", "[".repeat(5000), "1:64"],
  ["closed brackets", `a: ${"[".repeat(5000)}${"]".repeat(5000)}`, "1:66"],
  ["mappings in braces", "{a: ".repeat(5000), "1:253"],
  ["lists by hyphens", "- ".repeat(5000), "1:127"],
  ["explicit keys", "? ".repeat(5000), "1:127"],
  ["indented mappings", Array.from({ length: 1400 }, (_, level) => `${" ".repeat(level)}a:\n`).join(""), "64:64"],
  ["a megabyte of brackets", "[".repeat(1024 * 1024), "1:64"],
])("refuses 5,000 levels of %s at once", async (_, text, place) => {
  const start = performance.now();
  expect(await findingsIn(text)).toEqual([`f.yaml:${place}+1  yaml/depth  ${deep}`]);
  expect(performance.now() - start).toBeLessThan(500);
});

test.each([
  ["[]", 10],
  ["&a ", 50],
  ["%a\n", 50],
  ["---\n", 1],
  ["a: x\n---\n", 1],
])("gives up soon on a megabyte of %j", async (part, count) => {
  const start = performance.now();
  expect(await findingsIn(part.repeat((1024 * 1024) / part.length))).toHaveLength(count);
  expect(performance.now() - start).toBeLessThan(1000);
});

test("accepts as many levels as settings could ever need", () => {
  expect(parseDocument("f.yaml", `a: ${"{a: ".repeat(40)}1${"}".repeat(40)}`).findings).toEqual([]);
});

test("reads a large flat file in good time", () => {
  const text = Array.from({ length: 60_000 }, (_, index) => `key-${index}: 1\n`).join("");
  const start = performance.now();
  expect(parseDocument("f.yaml", text).tree.entries.size).toBe(60_000);
  expect(performance.now() - start).toBeLessThan(5000);
});

test("refuses a link that leads out of the workspace, and follows one that does not", async () => {
  const outside = writeWorkspace({ "f.yaml": "weir: 1\n", "folder/f.yaml": "weir: 1\n" });
  const root = writeWorkspace({ "g.yaml": "weir: 1\n" });
  symlinkSync(join(outside, "f.yaml"), join(root, "f.yaml"));
  symlinkSync(join(outside, "folder"), join(root, "folder"));
  symlinkSync("g.yaml", join(root, "h.yaml"));
  const refused = (file: string) =>
    `${file}+?  file/outside  ${file} is a symbolic link that leads out of the workspace. Fix: put the file itself there.`;
  expect(await refusals(() => readDocument(root, "f.yaml"))).toEqual([refused("f.yaml")]);
  expect(await refusals(() => readDocument(root, "folder/f.yaml"))).toEqual([refused("folder/f.yaml")]);
  expect(dataOf(readDocument(root, "h.yaml").tree)).toEqual({ weir: 1 });
});

test("refuses what is missing, no file, or a link in a circle", async () => {
  const root = writeWorkspace({ "folder/x": "" });
  symlinkSync("loop.yaml", join(root, "loop.yaml"));
  expect(await refusals(() => readDocument(root, "f.yaml"))).toEqual([
    "f.yaml+?  file/missing  There is no file f.yaml.",
  ]);
  expect(await refusals(() => readDocument(root, "folder"))).toEqual([
    "folder+?  file/kind  folder is not a file. Fix: put a file there.",
  ]);
  expect(await refusals(() => readDocument(root, "loop.yaml"))).toEqual([
    "loop.yaml+?  file/unreadable  loop.yaml cannot be read (ELOOP).",
  ]);
});

/** Fragments that take a parser to its corners, and any text between them. */
const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "  ",
        "\t",
        "- ",
        ": ",
        "? ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "!t ",
        "|\n",
        ">-\n",
        "'",
        '"',
      ),
      fc.constantFrom(
        "#",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "<<: ",
        "~",
        "\\",
        "<<<<<<< \n",
        ">>>>>>> \n",
        "@",
        "`",
        "\u0000",
        "\ufeff",
      ),
      fc.string({ maxLength: 8, unit: "grapheme" }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

test("gives a tree or findings for any text, each with a place in the file", () => {
  fc.assert(
    fc.property(yamlish, (text) => {
      const start = performance.now();
      const lines = text.split("\n").length;
      for (const { where, what } of findingsOrTree(text)) {
        expect(what).not.toBe("");
        expect(where.line).toBeGreaterThanOrEqual(1);
        expect(where.line).toBeLessThanOrEqual(lines);
        expect(where.column).toBeGreaterThanOrEqual(1);
        expect(where.length).toBeGreaterThanOrEqual(1);
      }
      expect(performance.now() - start).toBeLessThan(1000);
    }),
    { numRuns: 3000 },
  );
});

function findingsOrTree(text: string) {
  try {
    const { tree, findings } = parseDocument("f.yaml", text);
    dataOf(tree);
    return findings;
  } catch (error) {
    if (error instanceof FindingsError && error.findings.length > 0) return error.findings;
    throw error;
  }
}

test("gives a tree or findings for any bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      await findingsIn(bytes);
    }),
    { numRuns: 300 },
  );
});
