import { describe, expect, test } from "vitest";
import { checkVersion, formatVersion, isAtLeast, parseVersion } from "./versions.ts";

test("reads tags with and without a digest", () => {
  expect(parseVersion("0.13.0")).toEqual({ tag: "0.13.0", minor: 13, patch: 0 });
  expect(parseVersion(`0.12.7@sha256:${"a".repeat(64)}`)).toEqual({ tag: "0.12.7", minor: 12, patch: 7 });
  expect(formatVersion(parseVersion("0.13.0"))).toBe("0.13.0");
});

test("takes a tag it cannot read for the newest version", () => {
  for (const tag of ["latest", "v1.0.0", "0.14", "0.014.0", "v0.13.0"]) {
    expect(parseVersion(tag)).toEqual({ tag, minor: 14, patch: 0 });
  }
});

test("knows what came with which version", () => {
  expect(isAtLeast(parseVersion("0.14.0"), "0.14.0")).toBe(true);
  expect(isAtLeast(parseVersion("0.13.9"), "0.14.0")).toBe(false);
  expect(isAtLeast(parseVersion("0.12.7"), "0.12.3")).toBe(true);
  expect(isAtLeast(parseVersion("0.12.2"), "0.12.3")).toBe(false);
});

describe("reports", () => {
  test("nothing about versions that weir knows", () => {
    for (const tag of ["0.14.0", "0.13.0", "0.12.7", "0.12.0"]) expect(checkVersion(tag)).toEqual([]);
  });

  test("a tag that is no version", () => {
    expect(checkVersion("latest")).toEqual([
      {
        id: "xiu/unknown-version",
        severity: "error",
        what: "latest is not a version of xiu.",
        fix: "write the full version, such as 0.13.0.",
      },
    ]);
  });

  test("a tag with a v, which no image of a known version has", () => {
    expect(checkVersion(`v0.13.0@sha256:${"a".repeat(64)}`)).toEqual([
      {
        id: "xiu/unknown-version",
        severity: "error",
        what: "There is no image harlancn/xiu:v0.13.0: its tags have no v.",
        why: "Kubernetes pulls an image that is not there, and no pod starts.",
        fix: "write 0.13.0.",
      },
    ]);
  });

  test("the image of 2023 that sorts above all others", () => {
    expect(checkVersion("v1.0.0")).toEqual([
      {
        id: "xiu/unknown-version",
        severity: "error",
        what: "v1.0.0 is an image from 2023, older than 0.12.",
        why: "It does not read the configuration that weir writes, and ends at once.",
        fix: "write the full version, such as 0.13.0.",
      },
    ]);
  });

  test.each(["0.11.0", "0.15.0"])("%s, of a line that weir does not know", (tag) => {
    const line = tag.slice(0, 4);
    expect(checkVersion(tag)).toEqual([
      {
        id: "xiu/unknown-version",
        severity: "error",
        what: `weir does not know xiu ${line}; it knows 0.12, 0.13, 0.14.`,
        why: "What an unknown server does not find in its configuration makes it print a line and end.",
        fix: "use a known version, such as 0.13.0.",
      },
    ]);
  });

  test("a patch that is newer than weir", () => {
    expect(checkVersion("0.13.1")).toEqual([
      {
        id: "xiu/unknown-patch",
        severity: "warning",
        what: "weir does not know xiu 0.13.1; its configuration is checked as for 0.13.0.",
        fix: "try it with xiu -c FILE in the image, or use a known version, such as 0.13.0.",
      },
    ]);
  });
});
