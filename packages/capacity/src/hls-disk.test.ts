import { expect, test } from "vitest";
import { hlsDisk } from "./hls-disk.ts";

const audience = { viewers: 1000, publishers: 100, bitrate: 2500, session: { mean: 1800, spread: 1.5 } };

test("grows with streams, bit rate and window", () => {
  expect(hlsDisk(audience, 60)).toBe("7Gi");
  expect(hlsDisk({ ...audience, publishers: 200 }, 60)).toBe("14Gi");
  expect(hlsDisk({ ...audience, bitrate: 5000 }, 60)).toBe("14Gi");
  expect(hlsDisk(audience, 120)).toBe("14Gi");
});

test("is never less than 1Gi", () => {
  expect(hlsDisk({ ...audience, publishers: 0 }, 60)).toBe("1Gi");
  expect(hlsDisk(undefined, 60)).toBe("1Gi");
});
