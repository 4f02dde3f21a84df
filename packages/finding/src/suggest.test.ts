import { expect, test } from "vitest";
import { suggest } from "./suggest.ts";

test("suggests the word that was meant", () => {
  expect(suggest("srs-egde", ["srs-edge", "srs-origin"])).toBe("srs-edge");
  expect(suggest("replica", ["replicas", "version"])).toBe("replicas");
  expect(suggest("Validate", ["generate", "validate"])).toBe("validate");
});

test("suggests nothing when no word is close", () => {
  expect(suggest("nginx", ["srs-edge", "srs-origin"])).toBeUndefined();
  expect(suggest("", ["a"])).toBeUndefined();
  expect(suggest("x".repeat(100_000), ["srs-edge"])).toBeUndefined();
});

test("takes the closest of several", () => {
  expect(suggest("r5", ["r6", "r5"])).toBe("r5");
  expect(suggest("staging", ["srs-staging", "stagin"])).toBe("stagin");
});
