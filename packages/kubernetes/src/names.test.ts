import { expect, test } from "vitest";
import { isLabel, isLabelValue, isSubdomain, maxNameLength } from "./names.ts";

test("takes lower case letters, digits and hyphens for a label", () => {
  expect(["r6", "0", "srs-edge-r5-deploy", "a--b", "a".repeat(63)].filter((text) => !isLabel(text))).toEqual([]);
});

test.each(["", "-a", "a-", "UPPER", "../x", "/x", "a.b", "a_b", "é", "a\n", "a\nb", "a".repeat(64)])(
  "takes %j for no label",
  (text) => {
    expect(isLabel(text)).toBe(false);
  },
);

test("takes labels with dots between them for a subdomain", () => {
  expect(
    ["a", "srs-origin-0.socs", "kustomize.config.k8s.io", `${"a.".repeat(126)}a`].filter((text) => !isSubdomain(text)),
  ).toEqual([]);
  expect(["", ".", "a.", ".a", "a..b", "a.-b", "A.b", `${"a.".repeat(126)}aa`].filter(isSubdomain)).toEqual([]);
});

test("takes letters of both cases, dots and underscores in a label's value, and none at all", () => {
  expect(["", "a", "v6.0-r0", "A_b.c-1", "a".repeat(63)].filter((text) => !isLabelValue(text))).toEqual([]);
  expect(["-a", "a.", "a b", "a/b", "a".repeat(64), "a\n"].filter(isLabelValue)).toEqual([]);
});

test("leaves room for what controllers add to a name", () => {
  expect(["Deployment", "Service", "Job", "StatefulSet", "CronJob"].map(maxNameLength)).toEqual([253, 63, 63, 52, 52]);
});
