import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { XiuConfig } from "./config.ts";
import { type Key, root, type Table } from "./keys.ts";
import { parseConfig } from "./parse-config.ts";
import { renderConfig } from "./render-config.ts";
import { parseVersion } from "./versions.ts";

const latest = parseVersion("0.14.0");

/** A file that 0.14 starts with, and one more part. */
function withPart(part: string): string {
  return `[rtmp]\nenabled = true\nport = 1935\n\n[authsecret]\nkey = ""\npassword = ""\n\n${part}`;
}

function problemsOf(text: string, version = latest) {
  return parseConfig(text, version).problems;
}

const ends = "xiu prints a line and ends, 0.14 with exit code 0 as if it had finished, and the pod restarts for ever.";

test("reads what it wrote, whatever the words in it", () => {
  const word = fc.string({ unit: "grapheme" }).filter((text) => text.isWellFormed());
  const valueFor = ({ kind }: Key): fc.Arbitrary<unknown> => {
    if (typeof kind !== "string") return fc.constantFrom(...kind);
    return { boolean: fc.boolean(), port: fc.integer({ min: 1, max: 65_535 }), count: fc.nat(), text: word }[kind];
  };
  const tableOf = ({ keys }: Table): fc.Arbitrary<object> =>
    fc.record(
      Object.fromEntries(
        Object.entries(keys).map(([name, key]) => [
          name,
          "keys" in key
            ? key.many
              ? fc.array(tableOf(key), { minLength: 1, maxLength: 3 })
              : tableOf(key)
            : valueFor(key),
        ]),
      ),
      {
        noNullPrototype: true,
        requiredKeys: Object.keys(keys).filter((name) => keys[name]?.required),
      },
    );
  fc.assert(
    fc.property(tableOf(root), (config) => {
      expect(parseConfig(renderConfig(config as XiuConfig), latest)).toEqual({ config, problems: [] });
    }),
  );
});

test("finds the source document's file to be none that xiu starts with", () => {
  const text = `[rtmp]
enabled = true
port = 1935
[hls]
enabled = true
port = 8080
[httpflv]
enabled = true
port = 8081
[log]
`;
  const missing = (what: string, fix: string, line: number) =>
    expect.objectContaining({ id: "xiu/missing-key", severity: "error", what, why: ends, fix, line });
  expect(problemsOf(text, parseVersion("0.13.0"))).toEqual([
    missing("hls.need_record is missing.", "add need_record to [hls].", 4),
    missing("The table [authsecret] is missing.", "add [authsecret].", 1),
    missing("log.level is missing.", "add level to [log].", 10),
  ]);
});

describe("reports with its line", () => {
  test("what is not TOML", () => {
    expect(parseConfig("[rtmp]\nenabled = tru\n", latest)).toEqual({
      problems: [
        {
          id: "xiu/syntax",
          severity: "error",
          at: [],
          line: 2,
          column: 11,
          what: "This is not TOML: invalid value.",
          why: ends,
          fix: "correct the line.",
        },
      ],
    });
    expect(problemsOf("[rtmp]\n[rtmp]\n").map(({ id, line }) => [id, line])).toEqual([["xiu/syntax", 2]]);
    expect(problemsOf("__proto__ = 1\n").map(({ id }) => id)).toEqual(["xiu/syntax"]);
  });

  test("a key that xiu overlooks, and what was meant", () => {
    expect(parseConfig(withPart("[httpflv]\nenabled = true\nport = 8081\ngop_nums = 1\n"), latest)).toEqual({
      config: expect.objectContaining({ httpflv: { enabled: true, port: 8081, gop_nums: 1 } }),
      problems: [
        {
          id: "xiu/unknown-key",
          severity: "error",
          at: ["httpflv", "gop_nums"],
          line: 12,
          what: "xiu does not read httpflv.gop_nums.",
          why: "It is ignored without a word, and what it was meant to do does not happen.",
          fix: "remove it.",
        },
      ],
    });
    expect(problemsOf(withPart("[htpflv]\nenabled = true\n"))).toEqual([
      expect.objectContaining({ what: "xiu does not read htpflv.", fix: "did you mean httpflv?", line: 9 }),
    ]);
  });

  test("a key that came with a later version", () => {
    const text = withPart("[hls]\nenabled = true\nport = 8080\nneed_record = false\nfragment = 2\n");
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text, parseVersion("0.13.0"))).toEqual([
      expect.objectContaining({
        id: "xiu/unknown-key",
        what: "xiu 0.13.0 does not read hls.fragment: it came with 0.14.0.",
        fix: "use 0.14.0 or later, or remove it.",
        line: 13,
      }),
    ]);
  });

  test("a key that a later version requires", () => {
    const text = withPart("[rtsp]\nenabled = false\nport = 8554\n");
    expect(problemsOf(text, parseVersion("0.12.7"))).toEqual([]);
    expect(problemsOf(text).map(({ what, line }) => [what, line])).toEqual([["rtsp.relay_enabled is missing.", 9]]);
  });

  test("values of another kind", () => {
    const text = withPart(`[log]
level = 3
[log.file]
enabled = "yes"
rotate = "week"
path = "logs"
[[rtmp.push]]
enabled = true
address = "a"
port = 1935
[[rtmp.push]]
enabled = true
address = "b"
port = 70000
[hls]
enabled = true
port = 8080
need_record = false
fragment = -1
`);
    const wrong = (what: string, fix: string, line: number, why = ends) =>
      expect.objectContaining({ id: "xiu/wrong-value", severity: "error", what, why, fix, line });
    expect(problemsOf(text)).toEqual([
      wrong(
        "rtmp.push[1].port is 70000, and xiu wants a port from 1 to 65535.",
        "write a port from 1 to 65535.",
        22,
        "xiu ends, or runs without that port.",
      ),
      wrong("hls.fragment is -1, and xiu wants a whole number.", "write a whole number.", 27),
      wrong("log.level is 3, and xiu wants text in quotes.", "write text in quotes.", 10),
      wrong('log.file.enabled is "yes", and xiu wants true or false.', "write true or false.", 12),
      wrong(
        'log.file.rotate is "week", and xiu wants one of day, hour, minute.',
        "write one of day, hour, minute.",
        13,
      ),
    ]);
    expect(parseConfig(text, latest).config).toBeUndefined();
  });

  test("a port that is none", () => {
    expect(problemsOf(withPart("[httpapi]\nport = 0\n")).map(({ what }) => what)).toEqual([
      "httpapi.port is 0, and xiu wants a port from 1 to 65535.",
    ]);
  });

  test("a value where a table belongs, and the reverse", () => {
    const wrong = (text: string) => problemsOf(withPart(text)).map(({ what, fix, line }) => [what, fix, line]);
    expect(wrong("[hls]\nenabled = true\nport = 1\nneed_record = false\ns3 = 1\n")).toEqual([
      ["hls.s3 is not a table.", "write it as [hls.s3].", 13],
    ]);
    expect(wrong("[rtmp.push]\nenabled = true\n")).toEqual([
      ["rtmp.push is not a table.", "write it as [[rtmp.push]].", 9],
    ]);
    expect(
      problemsOf('rtmp = [1]\nauthsecret = {key = "", password = ""}\n').map(({ what, line }) => [what, line]),
    ).toEqual([["rtmp is not a table.", 1]]);
  });

  test("a key that is written by its way, and none of the same name elsewhere", () => {
    const dotted = withPart('[log]\nfile.enabled = 1\nfile.rotate = "day"\nfile.path = "a"\nlevel = "info"\n');
    expect(problemsOf(dotted).map(({ what, line }) => [what, line])).toEqual([
      ["log.file.enabled is 1, and xiu wants true or false.", 10],
    ]);
    const elsewhere = 'enabled = 1\nrtmp = {enabled = 2, port = 1935}\nauthsecret = {key = "", password = ""}\n';
    expect(problemsOf(elsewhere).map(({ what, line }) => [what, line])).toEqual([
      ["xiu does not read enabled.", 1],
      ["rtmp.enabled is 2, and xiu wants true or false.", 2],
    ]);
    const below = withPart(
      '[hls]\n"enabled" = 1\nport = 8080\nneed_record = false\n[webrtc]\nenabled = true\nport = 1\n',
    );
    expect(problemsOf(below).map(({ what, line }) => [what, line])).toEqual([
      ["hls.enabled is 1, and xiu wants true or false.", 9],
    ]);
  });

  test("a key in a table that is written in one line", () => {
    const text = 'rtmp = {enabled = true, prot = 1935}\nauthsecret = {key = "", password = ""}\n';
    expect(problemsOf(text).map(({ what, line }) => [what, line])).toEqual([
      ["xiu does not read rtmp.prot.", 1],
      ["rtmp.port is missing.", 1],
    ]);
  });
});
