import { expect, test } from "vitest";
import { deployment, violationsOf } from "../test-model.ts";
import { requestWithinLimit } from "./request-within-limit.ts";

const pod = (resources: object) => [deployment("d", {}, { containers: [{ name: "srs", resources }] })];

test("reports a request above its limit, whatever the units", () => {
  expect(
    violationsOf(requestWithinLimit, { a: pod({ requests: { memory: "1Gi" }, limits: { memory: "512Mi" } }) }),
  ).toEqual(["a: Deployment requests 1Gi of memory for srs with a limit of 512Mi."]);
});

test("reports an amount that no cluster accepts", () => {
  expect(violationsOf(requestWithinLimit, { a: pod({ requests: { cpu: "12Qx" } }) })).toEqual([
    "a: Deployment states 12Qx of cpu for srs, which is no quantity.",
  ]);
});

test("accepts equal amounts and a request without a limit", () => {
  const resources = { requests: { cpu: "1", memory: "1024Mi" }, limits: { memory: "1Gi" } };
  expect(violationsOf(requestWithinLimit, { a: pod(resources) })).toEqual([]);
});
