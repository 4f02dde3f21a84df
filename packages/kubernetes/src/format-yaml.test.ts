import fc from "fast-check";
import * as jsYaml from "js-yaml";
import { describe, expect, test } from "vitest";
import * as yaml from "yaml";
import { formatYaml } from "./format-yaml.ts";
import { value } from "./test-values.ts";

const long = `${"word ".repeat(30)}end`;

describe("as kustomize prints", () => {
  const format = (value: unknown) => formatYaml(value, { style: "kustomize" });

  test("folds long lines at the first space beyond column 80", () => {
    expect(format({ plain: long, quoted: `# ${long}` })).toBe(
      [
        `plain: ${"word ".repeat(14)}word`,
        `  ${"word ".repeat(15)}end`,
        `quoted: '# ${"word ".repeat(14)}word`,
        `  ${"word ".repeat(15)}end'`,
        "",
      ].join("\n"),
    );
  });

  test("keeps several spaces at a fold", () => {
    expect(format({ a: `\t${"x".repeat(80)}  y` })).toBe(`a: "\\t${"x".repeat(80)}\n  \\ y"\n`);
    expect(format({ a: `# ${"x".repeat(80)}  y` })).toBe(`a: '# ${"x".repeat(80)}  y'\n`);
    expect(format({ a: `\t${"x".repeat(80)}  ${"y".repeat(77)} z` })).toBe(
      `a: "\\t${"x".repeat(80)}\n  \\ ${"y".repeat(77)}\n  z"\n`,
    );
  });

  test("folds behind a line separator as if the line began there", () => {
    const line = `${"x".repeat(79)} y`;
    expect(format({ a: `a\u2028${line}` })).toBe(`a: 'a\u2028  ${"x".repeat(79)}\n  y'\n`);
  });

  test("sorts keys, runs of digits as numbers, and indents lists no further than their key", () => {
    expect(format({ r10: 1, r6: [{ name: "a", args: [["x"], {}] }], app: "" })).toBe(
      'app: ""\nr6:\n- args:\n  - - x\n  - {}\n  name: a\nr10: 1\n',
    );
  });

  test("writes keys of several lines or more than 128 bytes behind a question mark", () => {
    const key = "é".repeat(65);
    expect(format({ [key]: { a: 1 }, "b\nc": [1, 2] })).toBe(`? |-\n  b\n  c\n: - 1\n  - 2\n? ${key}\n: a: 1\n`);
  });

  test.each([
    [1e21, "1e+21"],
    [1e-7, "1e-07"],
    [1234567.5, "1.2345675e+06"],
    [123456.5, "123456.5"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [-(2 ** 63), "-9.223372036854776e+18"],
    [-0, "0"],
    [2 ** 53, "9007199254740992"],
  ])("writes the number %s as Go does", (number, written) => {
    expect(format(number)).toBe(`${written}\n`);
  });
});

describe("for people", () => {
  test("means the same to readers of YAML 1.1 and 1.2", () => {
    fc.assert(
      fc.property(value, (written) => {
        const document = formatYaml({ written });
        expect(yaml.parse(document)).toEqual({ written });
        expect(jsYaml.load(document)).toEqual({ written });
        expect(jsYaml.load(document, { schema: jsYaml.YAML11_SCHEMA })).toEqual({ written });
      }),
      { numRuns: 2000 },
    );
  });

  test("keeps the order of keys, indents lists and folds nothing", () => {
    expect(formatYaml({ spec: { ports: [{ port: 1935, name: "rtmp" }], args: [["-c"], []] }, kind: long })).toBe(
      `spec:\n  ports:\n    - port: 1935\n      name: rtmp\n  args:\n    - - -c\n    - []\nkind: ${long}\n`,
    );
  });

  test.each([
    ...[
      "",
      "~",
      "null",
      "y",
      "No",
      "on",
      "1.0",
      ".5",
      "._0",
      "0o17",
      "0x1F",
      "0x_",
      "1_000",
      "1e999",
      "12:30:45",
      "=",
      "<<",
    ],
    ...["2026-12-05", "2001-12-14 21:59:43.10 -5", "6.0"],
  ])("quotes %j, which some reader takes for something else", (word) => {
    expect(formatYaml([word])).toBe(`- "${word}"\n`);
  });

  test.each([
    ...["v6.0-r0", "1.2.3", "10.0.0.1", "500m", "1Gi", "60%", "a:b", "-c", "./objs/srs", "ossrs/srs:v6.0-r0", "r5"],
    ...["nobody", "60s", "1-2", "http://srs-origin.socs:1985/api", "a, b", "it's"],
  ])("leaves %j alone", (word) => {
    expect(formatYaml([word])).toBe(`- ${word}\n`);
  });

  test.each(["# no comment", "a: b", "a #b", "- a", " a", "a ", "*a", "[a]", "{a}", "@a", "%a", "---", "? a", "a:"])(
    "puts %j between single quotes",
    (word) => {
      expect(formatYaml([word])).toBe(`- '${word}'\n`);
    },
  );

  test("writes files of several lines as they are", () => {
    expect(formatYaml({ "srs.conf": "listen 1935;\n\nvhost {\n    hls on;\n}\n" })).toBe(
      "srs.conf: |\n  listen 1935;\n\n  vhost {\n      hls on;\n  }\n",
    );
    expect(formatYaml({ a: "x\ny", b: "x\n\n", c: " x\n" })).toBe("a: |-\n  x\n  y\nb: |+\n  x\n\nc: |2\n   x\n");
  });

  test("escapes what an editor or a reader would not keep", () => {
    expect(formatYaml({ a: "tab\there", b: "a\r\nb", c: "é🎉\x07\u2028", d: "space \nbreak" })).toBe(
      'a: "tab\\there"\nb: "a\\r\\nb"\nc: "é\\U0001F389\\a\\L"\nd: "space \\nbreak"\n',
    );
  });

  test("leaves out fields that are undefined, as JSON does", () => {
    expect(formatYaml({ a: undefined, b: { c: undefined }, d: [undefined] })).toBe("b: {}\nd:\n  - null\n");
  });

  test("refuses what YAML cannot say", () => {
    expect(() => formatYaml({ a: Number.NaN })).toThrow(new TypeError("YAML has no word for a number: NaN"));
    expect(() => formatYaml({ a: () => 1 })).toThrow(new TypeError("YAML has no word for a function: () => 1"));
  });
});
