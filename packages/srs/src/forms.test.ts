import { expect, test } from "vitest";
import { formOf, readEndpoint } from "./forms.ts";

test.each([
  ["1935", { host: "", port: 1935 }],
  ["127.0.0.1:65535", { host: "127.0.0.1", port: 65535 }],
  ["[::1]:80", { host: "[::1]", port: 80 }],
])("reads %s as an address and a port", (text, endpoint) => {
  expect(readEndpoint(text)).toEqual(endpoint);
});

test.each(["", "0", "65536", "a:1", "256.0.0.1:1", "[:::1]:1", "::1:80", "1:", ":1", "1935 ", "１９３５"])(
  "takes %j for no address and no port",
  (text) => {
    expect(readEndpoint(text)).toBeUndefined();
  },
);

test.each([
  ["access", ["publish", "10.0.0.0/8"], true],
  ["access", ["publish", "10.0.0.0/33"], false],
  ["access", ["publish", "10.0.0.0/8/9"], false],
  ["access", ["publish", "::1"], true],
  ["access", ["publish", "::/0"], false],
  ["access", ["watch", "all"], false],
  ["access", ["play"], false],
  ["access", ["play", "all", "all"], false],
  ["urls", ["http://a/b", "https://[::1]:1"], true],
  ["urls", ["ftp://a"], false],
  ["urls", ["http:///a"], false],
  ["urls", ["http://a:99999/"], false],
  ["urls", [], false],
  ["integer", ["-1"], true],
  ["integer", ["1.5"], false],
  ["number", ["1.5"], true],
  ["number", ["-1"], false],
  ["count", ["007"], true],
  ["count", ["000"], false],
  ["switch", ["ON"], false],
  ["word", ["a", "b"], false],
  ["words", ["a", "b"], true],
] as const)("%s takes %j: %s", (form, args, expected) => {
  expect(formOf(form).test(args)).toBe(expected);
});
