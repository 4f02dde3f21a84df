import { expect, test } from "vitest";
import { containerResources, resources } from "./resources.ts";

test("fills in what the environment leaves out", () => {
  const field = resources({ cpu: "1", memory: "1Gi" });
  expect(field.parse(undefined)).toEqual({ cpu: "1", memory: "1Gi", qos: "Burstable" });
  expect(field.parse({ cpu: 2 })).toEqual({ cpu: "2", memory: "1Gi", qos: "Burstable" });
});

test("limits memory, and cores only where the pod is to be Guaranteed", () => {
  const resources = { cpu: "500m", memory: "2Gi" };
  expect(containerResources({ ...resources, qos: "Burstable" })).toEqual({
    requests: resources,
    limits: { memory: "2Gi" },
  });
  expect(containerResources({ ...resources, qos: "Guaranteed" })).toEqual({ requests: resources, limits: resources });
});
