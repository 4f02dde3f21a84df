import { expect, test } from "vitest";
import { deployment, violationsOf } from "../test-model.ts";
import { oneOwner } from "./one-owner.ts";

test("reports an object that two apps make", () => {
  expect(
    violationsOf(oneOwner, { "srs-origin": [deployment("d", {})], "srs-origin-cluster": [deployment("d", {})] }),
  ).toEqual(["srs-origin-cluster: Deployment is made by srs-origin too."]);
});

test("accepts one name for two kinds", () => {
  expect(violationsOf(oneOwner, { a: [deployment("d", {}), { ...deployment("d", {}), kind: "StatefulSet" }] })).toEqual(
    [],
  );
});
