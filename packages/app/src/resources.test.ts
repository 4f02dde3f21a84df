import { expect, test } from "vitest";
import { containerResources, resources } from "./resources.ts";

test("fills in what the environment leaves out", () => {
  const field = resources({ cpu: "1", memory: "1Gi" });
  expect(field.parse(undefined)).toEqual({ cpu: "1", memory: "1Gi" });
  expect(field.parse({ cpu: 2 })).toEqual({ cpu: "2", memory: "1Gi" });
});

test("limits memory and never cores", () => {
  expect(containerResources({ cpu: "500m", memory: "2Gi" })).toEqual({
    requests: { cpu: "500m", memory: "2Gi" },
    limits: { memory: "2Gi" },
  });
});
