import { expect, test } from "vitest";
import type { ZodType } from "zod";
import { containerResources, resources, trackResources, usableCore } from "./resources.ts";

test("fills in what the environment leaves out", () => {
  const field = resources({ cpu: "1", memory: "1Gi" });
  expect(field.parse(undefined)).toEqual({ cpu: "1", memory: "1Gi", qos: "Burstable" });
  expect(field.parse({ cpu: 2 })).toEqual({ cpu: "2", memory: "1Gi", qos: "Burstable" });
});

test("refuses what no server starts with, and what no node has", () => {
  const refused = (schema: ZodType, written: object) =>
    schema.safeParse(written).error?.issues.map(({ path, message }) => [path[0], message]);
  for (const schema of [resources({ cpu: "1", memory: "1Gi" }), trackResources]) {
    expect(schema.safeParse({ cpu: "10m", memory: "32Mi" }).success).toBe(true);
    expect(refused(schema, { cpu: "1m", memory: "1Ki" })).toEqual([
      ["cpu", "it must be 10m or more"],
      ["memory", "it must be 32Mi or more"],
    ]);
    expect(refused(schema, { memory: "9999999Ti" })).toEqual([["memory", "it must be 1Ti or less"]]);
  }
});

test("limits memory, and cores only where the pod is to be Guaranteed", () => {
  const resources = { cpu: "500m", memory: "2Gi" };
  expect(containerResources({ ...resources, qos: "Burstable" })).toEqual({
    requests: resources,
    limits: { memory: "2Gi" },
  });
  expect(containerResources({ ...resources, qos: "Guaranteed" })).toEqual({ requests: resources, limits: resources });
});

test("a server of one thread uses a core at most, and less where its pod is held to less", () => {
  expect(usableCore({ cpu: "200m", qos: "Guaranteed" })).toBe(0.2);
  expect(usableCore({ cpu: "4", qos: "Guaranteed" })).toBe(1);
  expect(usableCore({ cpu: "200m", qos: "Burstable" })).toBe(1);
});
