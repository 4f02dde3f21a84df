import { expect, test } from "vitest";
import { deployment, scaler, violationsOf } from "../test-model.ts";
import { oneDecides } from "./one-decides.ts";

const sized = (replicas?: number) => {
  const made = deployment("edge", { app: "edge" });
  return { ...made, spec: { ...made.spec, ...(replicas !== undefined && { replicas }) } };
};

test("reports replicas beside an autoscaler that would change them", () => {
  expect(violationsOf(oneDecides, { "srs-edge": [sized(3), scaler("h", "edge", 3, 6)] })).toEqual([
    "srs-edge: Deployment states 3 replicas, and h decides how many there are.",
  ]);
});

test("reports a second autoscaler", () => {
  expect(
    violationsOf(oneDecides, { "srs-edge": [sized(), scaler("g", "edge", 2, 6), scaler("h", "edge", 2, 6)] }),
  ).toEqual(["srs-edge: Deployment is scaled by g and h."]);
});

test("accepts fewer replicas than the least, which an autoscaler that takes over raises at once", () => {
  expect(violationsOf(oneDecides, { a: [sized(2), scaler("h", "edge", 3, 6)] })).toEqual([]);
});

test("accepts replicas alone, an autoscaler alone, and one for something else", () => {
  expect(violationsOf(oneDecides, { a: [sized(3)] })).toEqual([]);
  expect(violationsOf(oneDecides, { a: [sized(), scaler("h", "edge", 3, 6)] })).toEqual([]);
  expect(violationsOf(oneDecides, { a: [sized(3), scaler("h", "other", 3, 6)] })).toEqual([]);
  const set = { ...sized(3), kind: "StatefulSet" };
  expect(violationsOf(oneDecides, { a: [set, scaler("h", "edge", 3, 6)] })).toEqual([]);
});
