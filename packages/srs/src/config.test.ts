import { expect, test } from "vitest";
import { block, directive, find, isOn, valueAt, vhostsOf } from "./config.ts";

const config = [
  block("http_api", [directive("enabled", "on"), directive("listen", 1985)]),
  directive("listen", 1935),
  block(["vhost", "a"], [directive("enabled", "on")]),
  block(["vhost", "b"], []),
  block(["vhost", "a"], []),
];

test("finds a directive by its path, as the server does: the first of its name", () => {
  expect(valueAt(config, "http_api", "listen")).toBe("1985");
  expect(valueAt(config, "listen")).toBe("1935");
  expect(find(config, "vhost")).toBe(config[2]);
  expect(find(config, "listen", "deeper")).toBeUndefined();
});

test("takes for on what says on", () => {
  expect(isOn(config, "http_api", "enabled")).toBe(true);
  expect(isOn(config, "http_api", "listen")).toBe(false);
  expect(isOn(config, "http_server", "enabled")).toBe(false);
});

test("reads the first of two vhosts with one name", () => {
  expect(vhostsOf(config)).toEqual([config[2], config[3]]);
});
