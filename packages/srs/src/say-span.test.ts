import { expect, test } from "vitest";
import { sayBirths, sayUpgrade } from "./say-span.ts";

test("names the first version of each line that has it", () => {
  expect(sayBirths({ since: ["5.0.67"] })).toBe("5.0.67 and later");
  expect(sayBirths({ since: ["3.0.121", "4.0.6"] })).toBe("3.0.121 and later of 3.0, and 4.0.6 and later");
});

test("offers no version of an older line", () => {
  const span = { since: ["3.0.121", "4.0.6"] };
  expect(sayUpgrade(span, { major: 3, minor: 0 })).toBe("3.0.121, 4.0.6 or later");
  expect(sayUpgrade(span, { major: 4, minor: 0 })).toBe("4.0.6 or later");
  expect(sayUpgrade(span, { major: 5, minor: 0 })).toBe("");
});
