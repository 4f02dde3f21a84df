import { FindingsError } from "@weir/finding/finding";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Directive } from "./config.ts";
import { parseConfig } from "./parse-config.ts";
import { renderConfig, UnsafeValueError } from "./render-config.ts";
import { findUnsafe } from "./unsafe-text.ts";

test("reads nested blocks, several arguments, quotes, comments and lines", () => {
  const text = `\
# the origin
listen 1935 [::]:1936; # two
vhost __defaultVhost__{
    hls { enabled on; hls_path "/data/my hls"; hls_entry_prefix ''; }
    ingest 'a' {}
}
`;
  expect(parseConfig(text)).toEqual([
    { name: "listen", args: ["1935", "[::]:1936"], line: 2, column: 1 },
    {
      name: "vhost",
      args: ["__defaultVhost__"],
      line: 3,
      column: 1,
      block: [
        {
          name: "hls",
          args: [],
          line: 4,
          column: 5,
          block: [
            { name: "enabled", args: ["on"], line: 4, column: 11 },
            { name: "hls_path", args: ["/data/my hls"], line: 4, column: 23 },
            { name: "hls_entry_prefix", args: [], line: 4, column: 48 },
          ],
        },
        { name: "ingest", args: ["a"], line: 5, column: 5, block: [] },
      ],
    },
  ]);
});

test("reads Windows line ends", () => {
  expect(parseConfig("listen 1935;\r\n# a\r\ndaemon off;\r\n")).toEqual([
    { name: "listen", args: ["1935"], line: 1, column: 1 },
    { name: "daemon", args: ["off"], line: 3, column: 1 },
  ]);
});

test.each<[string, string, string[]]>([
  ["marks between quotes", `a "b;{}#'c" '"d';`, ["b;{}#'c", '"d']],
  ["quotes and a # inside a word", `a b"c d'e f#g;`, ['b"c', "d'e", "f#g"]],
  ["backslashes as they stand", `a "b\\" c\\n;`, ["b\\", "c\\n"]],
  ["white space that is none to SRS", "a b\u00a0c\vd\u2028e;", ["b\u00a0c\vd\u2028e"]],
  ["nothing between quotes", `a "" '' b;`, ["b"]],
  ["a name between quotes", `"a" b;`, ["b"]],
  ["a comment after a brace", "a b;# c", ["b"]],
])("reads %s as SRS does", (_, text, args) => {
  expect(parseConfig(text)).toEqual([{ name: "a", args, line: 1, column: 1 }]);
});

describe("refuses, with its place,", () => {
  test.each([
    ["a } too many", "listen 1935;\n}\n", "2:1", "Unexpected }: no block is open here."],
    [
      "a block that is never closed",
      "listen 1935;\nvhost a {\n hls {\n }\n",
      "2:1",
      "vhost a { is never closed. Fix: Add the missing }.",
    ],
    ["a directive without ;", "listen 1935\ndaemon off;\n", "1:1", missingEnd("listen 1935")],
    ["a directive without ; at the end", "daemon off;\nlisten 1935", "2:1", missingEnd("listen 1935")],
    [
      "nothing between quotes at the end",
      '""',
      "1:1",
      "A quoted nothing ends without ; or {. Fix: End it with ; on the same line: SRS 6.0.135 and later refuse a directive over two lines.",
    ],
    ["a } before the ;", "hls { enabled on }\n", "1:7", missingEnd("enabled on")],
    [
      "a word that runs into a }",
      "hls { enabled on}\n",
      "1:15",
      "on} runs into a }, which SRS reads as part of the word. Fix: Write ; before the }.",
    ],
    ["a ; without a directive", "listen 1935;;\n", "1:13", "Unexpected ;: a directive's name comes first."],
    ["a block without a name", "{ listen 1935; }\n", "1:1", "Unexpected {: a directive's name comes first."],
    ["an open quote", 'pid "/tmp/srs.pid;\n', "1:5", "A quote is opened and not closed on this line."],
    [
      "an argument that touches a quote",
      'pid "/tmp"/srs.pid;\n',
      "1:11",
      "After a quoted argument SRS wants a space, ; or {.",
    ],
    [
      "a line that ends inside a directive, with a carriage return",
      "listen 1935\rdaemon off;\n",
      "1:1",
      missingEnd("listen 1935"),
    ],
    ["a line that ends inside quotes", 'pid "/tmp\n";\n', "1:5", "A quote is opened and not closed on this line."],
    [
      "a byte order mark",
      "\ufefflisten 1935;\n",
      "1:1",
      "There is a byte order mark in this word, and SRS reads it as one of its letters. Fix: Save the file as plain UTF-8, without a byte order mark.",
    ],
    [
      "a NUL",
      "pid /tmp\0/srs.pid;\n",
      "1:5",
      "There is a NUL character in this word, and SRS reads nothing after it. Fix: Save the file as plain UTF-8, without a byte order mark.",
    ],
    ["blocks without end", "a {".repeat(5000), "1:49", "Blocks are nested more than 16 deep."],
  ])("%s", (_, text, place, message) => {
    expect(refusal(text, "conf/srs.conf")).toBe(`conf/srs.conf:${place}  error  srs/syntax  ${message}`);
  });

  test("every include, since it cannot see the file", () => {
    expect(refusal("include a.conf;\nvhost b {\n  include c.conf d.conf;\n}\n", "srs.conf")).toBe(
      "srs.conf:1:1  error  srs/include  include a.conf brings in a file that weir does not see. Fix: Write its directives here.\n" +
        "srs.conf:3:3  error  srs/include  include c.conf d.conf brings in a file that weir does not see. Fix: Write its directives here.",
    );
  });

  function missingEnd(directive: string): string {
    return `${directive} ends without ; or {. Fix: End it with ; on the same line: SRS 6.0.135 and later refuse a directive over two lines.`;
  }
});

test("throws FindingsError and nothing else, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."ab1 \n\r\t;{}\"'#include".split("")), maxLength: 60 }),
      (text) => {
        try {
          parseConfig(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FindingsError);
        }
      },
    ),
  );
});

/** Text of all kinds, often of what makes a difference to a reader. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(..."ab1 /[]:@?&=%+-_.,#;{}\"'$`\\\n\r\t\0直é\u00a0\u200b\ufeff".split("")),
    maxLength: 12,
  }),
);
const safeText = anyText.filter((text) => findUnsafe(text) === undefined);

test("gives back what was rendered", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_:.-]{0,11}$/).filter((text) => text !== "include");
  const comment = fc.option(fc.stringMatching(/^[ -~]{1,40}$/), { nil: undefined });
  const { config } = fc.letrec<{ config: Directive[]; one: Directive }>((tie) => ({
    config: fc.array(tie("one"), { maxLength: 4 }),
    one: fc
      .record({
        name,
        args: fc.array(safeText, { maxLength: 3 }),
        comment,
        block: fc.option(tie("config"), { nil: undefined, depthIdentifier: "block", maxDepth: 4 }),
      })
      .map(({ block, comment, ...rest }) => ({ ...rest, ...(comment && { comment }), ...(block && { block }) })),
  }));
  fc.assert(
    fc.property(config, (written) => {
      expect(bare(parseConfig(renderConfig(written)))).toEqual(bare(written));
    }),
  );
});

test("writes any argument so that it comes back alone, or refuses it", () => {
  fc.assert(
    fc.property(anyText, anyText, (first, second) => {
      const written: Directive[] = [
        { name: "a", args: [first, second], block: [{ name: "b", args: [second] }] },
        { name: "c", args: [] },
      ];
      if (findUnsafe(first) ?? findUnsafe(second)) {
        expect(() => renderConfig(written)).toThrow(UnsafeValueError);
      } else {
        expect(bare(parseConfig(renderConfig(written)))).toEqual(written);
      }
    }),
    { numRuns: 500 },
  );
});

/** Without comments, which parsing drops, and lines, which only parsing knows. */
function bare(directives: readonly Directive[]): Directive[] {
  return directives.map(({ name, args, block }) => ({ name, args, ...(block && { block: bare(block) }) }));
}

function refusal(text: string, file: string): string | undefined {
  try {
    parseConfig(text, file);
    return undefined;
  } catch (error) {
    return error instanceof FindingsError ? error.message : `not a FindingsError: ${error}`;
  }
}
