import { expect, test } from "vitest";
import { sayDuration, writeDuration } from "./say-duration.ts";

test("says durations as people do", () => {
  expect([0, 1, 60, 90, 600, 3600, 7200, 611].map(sayDuration)).toEqual([
    "0 seconds",
    "1 second",
    "1 minute",
    "90 seconds",
    "10 minutes",
    "1 hour",
    "2 hours",
    "10 minutes 11 seconds",
  ]);
});

test("writes durations as a setting takes them, never longer", () => {
  expect([49, 119, 120, 589, 3600].map(writeDuration)).toEqual(["49s", "119s", "2m", "9m", "60m"]);
});
