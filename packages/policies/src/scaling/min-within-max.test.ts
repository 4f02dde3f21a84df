import { expect, test } from "vitest";
import { deployment, scaler, violationsOf } from "../test-model.ts";
import { minWithinMax } from "./min-within-max.ts";

test("reports an autoscaler whose least is above its most", () => {
  expect(violationsOf(minWithinMax, { "srs-edge": [scaler("h", "d", 5, 4)] })).toEqual([
    "srs-edge: HorizontalPodAutoscaler keeps at least 5 pods, and at most 4.",
  ]);
});

test("accepts equal bounds, and none below", () => {
  const open = scaler("h", "d", 1, 4);
  const { minReplicas: _, ...spec } = open.spec;
  expect(violationsOf(minWithinMax, { a: [scaler("g", "d", 4, 4), { ...open, spec }, deployment("d", {})] })).toEqual(
    [],
  );
});
