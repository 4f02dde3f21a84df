import { expect, test } from "vitest";
import { checkGrace, planGrace } from "./grace.ts";
import { openFilesFor } from "./open-files.ts";
import { parseVersion } from "./versions.ts";

test("two minutes for a session are 131 seconds for a pod", () => {
  expect(planGrace(120, parseVersion("v6.0-r0"))).toEqual({
    preStop: 5,
    startWait: 2300,
    finalWait: 3200,
    terminationGracePeriodSeconds: 131,
  });
});

test("leaves out a wait that the version does not have", () => {
  expect(planGrace(120, parseVersion("v4.0.5"))).toEqual({
    preStop: 5,
    startWait: undefined,
    finalWait: 3200,
    terminationGracePeriodSeconds: 129,
  });
});

test("refuses a version that cannot drain", () => {
  expect(checkGrace(parseVersion("v4.0.5"))).toEqual([]);
  expect(checkGrace(parseVersion("v3.0-b1"))).toEqual([
    {
      id: "srs/no-graceful-quit",
      severity: "error",
      what: "SRS 3.0.117 cannot drain: it has no force_grace_quit and stops at SIGTERM.",
      why: "Every release and every node that is drained cuts all viewers of the pod.",
      fix: "Use 3.0.120, 4.0.5 or later.",
    },
  ]);
});

test("asks for the open files that the server itself asks for", () => {
  expect([1, 1000, 4000].map(openFilesFor)).toEqual([10_000, 10_000, 40_000]);
});
