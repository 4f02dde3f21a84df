import { expect, test } from "vitest";
import { recommendedLabels } from "./labels.ts";

test("gives the recommended labels, and no version", () => {
  expect(recommendedLabels({ name: "srs", component: "edge", partOf: "srs-prod" })).toEqual({
    "app.kubernetes.io/name": "srs",
    "app.kubernetes.io/component": "edge",
    "app.kubernetes.io/part-of": "srs-prod",
    "app.kubernetes.io/managed-by": "weir",
  });
});
