import { expect, test } from "vitest";
import { checkVersion, has } from "./versions.ts";

const digest = `@sha256:${"0".repeat(64)}`;

test.each([
  "1.29.3",
  "1.28.0-alpine",
  "1.28.0-alpine3.22-slim",
  "1.28.0-alpine-perl",
  "1.28.0-bookworm",
  "1.28.0-trixie-otel",
  "1.28.0-perl",
  "1.19.5",
  `1.29.3-alpine${digest}`,
])("takes %s, a version and a variant of the official image", (tag) => {
  expect(checkVersion(tag)).toEqual([]);
});

test.each([
  "latest",
  "stable",
  "mainline",
  "1",
  "1.29",
  "1.29-alpine",
  "stable-alpine",
  "1.29.3-mine",
  "v1.29.3",
  "2.0.0",
])("refuses %s, which may be another nginx tomorrow, or none", (tag) => {
  expect(checkVersion(tag)).toEqual([
    {
      id: "nginx/unknown-version",
      severity: "error",
      what: `${tag} is not one exact version of the image nginx.`,
      why: "A pod that restarts may come up with another nginx than its neighbours, and nobody merged that.",
      fix: "write all three numbers, such as 1.29.3 or 1.29.3-alpine.",
    },
  ]);
});

test.each(["1.19.4", "1.18.0", "1.9.15"])("refuses %s, which cannot start", (tag) => {
  expect(checkVersion(tag)).toEqual([
    {
      id: "nginx/too-old",
      severity: "error",
      what: `nginx ${tag} does not know the option -e.`,
      why: "It does not start on a read-only file system: no HLS for anybody.",
      fix: "version: 1.19.5 or later.",
    },
  ]);
});

test("knows since when there is a directive", () => {
  expect(["1.25.0", "1.25.1", "1.9.15", "1.100.0", "latest"].map((tag) => has("http2Directive", tag))).toEqual([
    false,
    true,
    false,
    true,
    true,
  ]);
});
