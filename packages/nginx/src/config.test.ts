import { expect, test } from "vitest";
import { block, directive, formatConfig, said, UnsafeSettingError } from "./config.ts";

test("indents blocks, and sets them and comments off", () => {
  const config = [
    directive("a", 1),
    directive("b"),
    block(["location", "~", "\\.ts$"], [directive("c", "x"), said("Why.", directive("d", "y"))]),
    directive("e", "z"),
  ];
  expect(formatConfig(config).join("\n")).toBe(`\
a 1;
b;

location ~ \\.ts$ {
    c x;

    # Why.
    d y;
}

e z;`);
});

test.each([
  ["public, max-age=1", '"public, max-age=1"'],
  ["", '""'],
  ["a;b", '"a;b"'],
  ["a{2}", '"a{2}"'],
  ["it's", `"it's"`],
  ["#a", '"#a"'],
  ["$uri?$args", "$uri?$args"],
  ["\\.m3u8$", "\\.m3u8$"],
])("writes %j as one argument", (argument, written) => {
  expect(formatConfig([directive("x", argument)])).toEqual([`x ${written};`]);
});

test.each(['a"b', "a\nb", "a\\", "a\\\\b", "a\\nb", "a\\'"])(
  "refuses %j, which nginx would read as something else",
  (argument) => {
    expect(() => formatConfig([directive("x", argument)])).toThrow(new UnsafeSettingError(argument));
  },
);
