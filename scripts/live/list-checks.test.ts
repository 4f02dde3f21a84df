import { expect, test } from "vitest";
import { listChecks } from "./list-checks.ts";

const check = (group: string[], title: string, status: string, duration: number | null = 0) => ({
  ancestorTitles: group,
  title,
  fullName: [...group, title].join(" "),
  status,
  duration,
});

test("lists what was checked by what it is about, and how long it took", () => {
  expect(
    listChecks({
      testResults: [
        {
          name: "/b.live.test.ts",
          assertionResults: [
            check(["live: xiu plays"], "an origin", "passed", 3420),
            check(["live: xiu plays"], "a pull edge, later", "failed", 20_049.6),
          ],
        },
        { name: "/a.live.test.ts", assertionResults: [check([], "live: nginx serves", "skipped", null)] },
      ],
    }),
  ).toBe(`nginx serves
  - nginx serves  0.0 s

xiu plays
  ✓ an origin           3.4 s
  ✗ a pull edge, later  20.0 s`);
});

test("names a file that could not be read", () => {
  expect(
    listChecks({ testResults: [{ name: "/a.live.test.ts", message: "Cannot find x", assertionResults: [] }] }),
  ).toBe("/a.live.test.ts\n  ✗ Cannot find x");
});
