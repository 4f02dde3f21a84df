import { expect, test } from "vitest";
import { indexModel } from "../index-model.ts";
import { deployment, service, testModel, violationsOf } from "../test-model.ts";
import { oneOwner } from "./one-owner.ts";

test("reports an object that two apps make", () => {
  expect(
    violationsOf(oneOwner, { "srs-origin": [deployment("d", {})], "srs-origin-cluster": [deployment("d", {})] }),
  ).toEqual(["srs-origin-cluster: Deployment is made by srs-origin too."]);
});

test("reports two apps once, however much of the other each makes", () => {
  const both = [deployment("d", {}), deployment("e", {}), { ...deployment("f", {}), kind: "StatefulSet" }];
  expect(violationsOf(oneOwner, { a: both, b: both })).toEqual([
    "b: Deployment is made by a too, and so are apps/Deployment e and apps/StatefulSet f.",
  ]);
  expect(violationsOf(oneOwner, { a: both, b: both.slice(1) })).toEqual([
    "b: Deployment is made by a too, and so is apps/StatefulSet f.",
  ]);
});

test("says which setting to change where both apps may stay", () => {
  const settle = (apps: Record<string, readonly object[]>) =>
    oneOwner.check(indexModel(testModel(apps))).map(({ fix, at }) => ({ fix, at }));
  const secret = { ...deployment("token", {}), apiVersion: "external-secrets.io/v1", kind: "ExternalSecret" };
  expect(settle({ a: [secret], b: [secret] })).toEqual([
    { fix: "write external in one of the two only: the other finds the Secret by its name." },
  ]);
  expect(settle({ a: [secret, deployment("d", {})], b: [secret, deployment("d", {})] })).toEqual([{}]);
  const nginx = [service("srs-http-service", {}, [])];
  expect(settle({ "nginx-hls": nginx, "srs-origin": nginx })).toEqual([
    { fix: "remove nginx from srs-origin, or nginx-hls from this environment.", at: ["nginx"] },
  ]);
});

test("accepts one name for two kinds", () => {
  expect(violationsOf(oneOwner, { a: [deployment("d", {}), { ...deployment("d", {}), kind: "StatefulSet" }] })).toEqual(
    [],
  );
});
