import { expect, test } from "vitest";
import { providers } from "./providers.ts";

test("knows every provider by its own name", () => {
  expect(Object.entries(providers).map(([name, provider]) => [name, provider.name])).toEqual([
    ["ack", "ack"],
    ["plain", "plain"],
  ]);
});
