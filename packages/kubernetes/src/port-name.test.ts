import { expect, test } from "vitest";
import { isPortName } from "./port-name.ts";

test("takes what IANA takes for a port's name", () => {
  expect(["rtmp", "a", "http-api", "p2p", "0a", "a".repeat(15)].filter((text) => !isPortName(text))).toEqual([]);
});

test.each(["", "-a", "a-", "a--b", "1935", "RTMP", "a.b", "a_b", "a\n", "a".repeat(16)])(
  "takes %j for no port's name",
  (text) => {
    expect(isPortName(text)).toBe(false);
  },
);
