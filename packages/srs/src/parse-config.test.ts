import { FindingsError } from "@weir/finding/finding";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Directive } from "./config.ts";
import { parseConfig } from "./parse-config.ts";
import { renderConfig } from "./render-config.ts";

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
    { name: "listen", args: ["1935", "[::]:1936"], line: 2 },
    {
      name: "vhost",
      args: ["__defaultVhost__"],
      line: 3,
      block: [
        {
          name: "hls",
          args: [],
          line: 4,
          block: [
            { name: "enabled", args: ["on"], line: 4 },
            { name: "hls_path", args: ["/data/my hls"], line: 4 },
            { name: "hls_entry_prefix", args: [], line: 4 },
          ],
        },
        { name: "ingest", args: ["a"], line: 5, block: [] },
      ],
    },
  ]);
});

test("reads Windows line ends", () => {
  expect(parseConfig("listen 1935;\r\n# a\r\ndaemon off;\r\n")).toEqual([
    { name: "listen", args: ["1935"], line: 1 },
    { name: "daemon", args: ["off"], line: 3 },
  ]);
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

test("gives back what was rendered", () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/).filter((text) => text !== "include");
  const arg = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_./:@[\]*,=!?%&()<>|~^+-]{1,20}$/),
    fc.constantFrom("直播", "é", "[app]/[stream].m3u8"),
  );
  const comment = fc.option(fc.stringMatching(/^[ -~]{1,40}$/), { nil: undefined });
  const { config } = fc.letrec<{ config: Directive[]; one: Directive }>((tie) => ({
    config: fc.array(tie("one"), { maxLength: 4 }),
    one: fc
      .record({
        name,
        args: fc.array(arg, { maxLength: 3 }),
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
