import { expect, test } from "vitest";
import { shareOf } from "./share.ts";

test("gives a track its part of the pods", () => {
  expect([3, 1].map((pods) => shareOf(pods, 4))).toEqual([0.75, 0.25]);
});

test("gives a track without pods nothing", () => {
  expect(shareOf(0, 2)).toBe(0);
});

test("gives nobody anything when there are no pods at all", () => {
  expect(shareOf(0, 0)).toBe(0);
});
