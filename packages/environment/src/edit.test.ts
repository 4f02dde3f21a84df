import fc from "fast-check";
import { expect, test } from "vitest";
import { setValue } from "./edit.ts";
import { parseDocument } from "./read-document.ts";
import { srsProd } from "./test-workspace.ts";
import { dataOf } from "./tree.ts";

const track = (name: string, key: string) => ["apps", "srs-edge", "tracks", name, key];

test("changes one value and leaves every other byte, comments included", () => {
  const scaled = setValue(srsProd, track("r6", "replicas"), 3);
  expect(scaled.split("\n").filter((line, index) => line !== srsProd.split("\n")[index])).toEqual([
    "        replicas: 3",
  ]);
  expect(setValue("a: {b: 1, c: 2} # two\r\n", ["a", "b"], 10)).toBe("a: {b: 10, c: 2} # two\r\n");
  expect(setValue("\ufeffa: 1\n", ["a"], 2)).toBe("\ufeffa: 2\n");
});

test("keeps the quotes that were there, and adds them where the value needs them", () => {
  expect(setValue('a: "x"\n', ["a"], "y")).toBe('a: "y"\n');
  expect(setValue("a: 'x'\n", ["a"], "y")).toBe("a: 'y'\n");
  expect(setValue("a: 'x'\n", ["a"], "it's")).toBe('a: "it\'s"\n');
  expect(setValue("a: v5.0-r3\n", ["a"], "v6.0-r0")).toBe("a: v6.0-r0\n");
  expect(setValue("a: [x, z]\n", ["a", 0], "x, y")).toBe('a: ["x, y", z]\n');
  for (const text of ["6.0", "true", "null", "", "a: b", "# x", "*x", "@x"]) {
    expect(setValue("a: x\n", ["a"], text)).toBe(`a: ${JSON.stringify(text)}\n`);
  }
});

test("refuses a path at which there is no single value", () => {
  expect(() => setValue(srsProd, ["apps", "srs-edge"], 1)).toThrow(
    new RangeError("there is no single value at apps.srs-edge"),
  );
  expect(() => setValue(srsProd, track("r7", "replicas"), 1)).toThrow(RangeError);
});

test("writes what is read again, and nothing else changes", () => {
  const value = fc.oneof(fc.string({ maxLength: 10 }), fc.integer(), fc.boolean());
  const edits = [
    { path: ["a"], after: (a: unknown) => ({ a, b: ["y"], c: { d: "z", e: "w" } }) },
    { path: ["b", 0], after: (b: unknown) => ({ a: "x", b: [b], c: { d: "z", e: "w" } }) },
    { path: ["c", "d"], after: (d: unknown) => ({ a: "x", b: ["y"], c: { d, e: "w" } }) },
    { path: ["c", "e"], after: (e: unknown) => ({ a: "x", b: ["y"], c: { d: "z", e } }) },
  ];
  fc.assert(
    fc.property(value, fc.constantFrom(...edits), (value, { path, after }) => {
      const text = setValue("a: x # one\nb: [y]\nc: {d: \"z\", e: 'w'}\n", path, value);
      expect(dataOf(parseDocument("f.yaml", text).tree)).toEqual(after(value));
    }),
  );
});
