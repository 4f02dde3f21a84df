import { describe, expect, test } from "vitest";
import { understands } from "./directives.ts";
import { checkVersion, formatVersion, isAtLeast, parseVersion } from "./versions.ts";

const digest = `@sha256:${"a".repeat(64)}`;

describe("parseVersion", () => {
  test.each([
    ["v5.0-r3", 5, 0, 213],
    ["v6.0-r0", 6, 0, 184],
    ["6.0-r1", 6, 0, 191],
    ["v4.0.5", 4, 0, 5],
    ["4.0.6", 4, 0, 6],
    ["6.0.184", 6, 0, 184],
    ["v3.0-b3", 3, 0, 134],
    ["v4.0-r5", 4, 0, 271],
    ["v7.0-d0", 7, 0, 157],
  ])("knows the server behind %s", (tag, major, minor, patch) => {
    expect(parseVersion(tag)).toEqual({ tag, major, minor, patch, known: true });
  });

  test("looks past a digest", () => {
    expect(parseVersion(`v6.0-r0${digest}`)).toEqual({ tag: "v6.0-r0", major: 6, minor: 0, patch: 184, known: true });
  });

  test("knows the line of a floating tag, not its patch", () => {
    expect(parseVersion("v6")).toEqual({ tag: "v6", major: 6, minor: 0, patch: undefined, known: false });
    expect(parseVersion("5.0")).toEqual({ tag: "5.0", major: 5, minor: 0, patch: undefined, known: false });
  });

  test("does not claim to know a release or a patch that is newer than itself", () => {
    expect(parseVersion("v6.0-r9")).toMatchObject({ major: 6, patch: undefined, known: false });
    expect(parseVersion("6.0.999")).toMatchObject({ major: 6, patch: 999, known: false });
  });

  test("takes what it cannot read for the stable line, without throwing", () => {
    for (const tag of ["latest", "", "v6.0-r0;}", "__proto__", "v06.0-r0", "6.0.184\n"]) {
      expect(parseVersion(tag)).toEqual({ tag, major: 6, minor: 0, patch: undefined, known: false });
    }
  });
});

describe("checkVersion", () => {
  test("accepts known servers, with or without a digest", () => {
    for (const tag of ["v5.0-r3", "v6.0-r0", "6.0.191", "v4.0.5", `v4.0.6${digest}`]) {
      expect(checkVersion(tag)).toEqual([]);
    }
  });

  test("refuses what is not a version", () => {
    expect(checkVersion("latest")).toEqual([
      {
        id: "srs/unknown-version",
        severity: "error",
        what: "latest is not a version of SRS.",
        fix: "Write the full version, such as v6.0-r0.",
      },
    ]);
  });

  test("refuses a release line it does not know", () => {
    expect(checkVersion("v9.0-r0")).toEqual([
      {
        id: "srs/unknown-version",
        severity: "error",
        what: "weir does not know SRS 9.0; it knows 3.0, 4.0, 5.0, 6.0, 7.0.",
        why: "An unknown server may refuse its configuration and never start.",
        fix: "Use a known version, such as v6.0-r0.",
      },
    ]);
  });

  test("warns about a floating tag, unless a digest holds it", () => {
    expect(checkVersion("6")).toEqual([
      {
        id: "srs/floating-tag",
        severity: "warning",
        what: "6 is a floating tag: what it stands for changes without a commit.",
        why: "Pods of one track can run different servers, and a rollback brings back the tag, not the server.",
        fix: "Write the full version, such as v6.0-r1.",
      },
    ]);
    expect(checkVersion(`6${digest}`)).toEqual([
      {
        id: "srs/unknown-patch",
        severity: "warning",
        what: "weir does not know 6; its configuration is checked as for 6.0.191.",
        fix: "Try it with `./objs/srs -t -c FILE` in the image, or use a known version, such as v6.0-r1.",
      },
    ]);
  });

  test("says what 3.0 lacks, beside what is wrong with its tag", () => {
    const old = {
      id: "srs/old-line",
      severity: "warning",
      what: "SRS 3.0 has no HTTPS, WebRTC, SRT, metrics or password for its API, and allows publishers by single addresses alone.",
      why: "It has not been repaired for years: what cuts its viewers stays.",
      fix: "Use v6.0-r0.",
    };
    expect(checkVersion("v3.0-r0")).toEqual([old]);
    expect(checkVersion("3").map(({ id }) => id)).toEqual(["srs/old-line", "srs/floating-tag"]);
    const lacks = [["http_server", "https"], ["rtc_server"], ["srt_server"], ["exporter"], ["http_api", "auth"]];
    for (const path of lacks) {
      expect(understands(parseVersion("3"), ...path)).toBe(false);
      expect(understands(parseVersion("6"), ...path)).toBe(true);
    }
  });

  test("warns about an unknown patch of a known line", () => {
    for (const [tag, checkedAs, example] of [
      ["v5.0-r9", "5.0.224", "v5.0-r3"],
      ["4.0.999", "4.0.271", "v4.0-r5"],
    ]) {
      expect(checkVersion(tag as string)).toEqual([
        {
          id: "srs/unknown-patch",
          severity: "warning",
          what: `weir does not know ${tag}; its configuration is checked as for ${checkedAs}.`,
          fix: `Try it with \`./objs/srs -t -c FILE\` in the image, or use a known version, such as ${example}.`,
        },
      ]);
    }
  });
});

test("counts a version whose patch is unknown as the newest of its line", () => {
  expect(formatVersion(parseVersion("v6.0-r9"))).toBe("6.0.191");
  expect(formatVersion(parseVersion("5"))).toBe("5.0.224");
});

describe("isAtLeast", () => {
  const since = ["3.0.121", "4.0.6"];
  test.each([
    ["3.0.120", false],
    ["3.0.121", true],
    ["v4.0.5", false],
    ["v4.0.6", true],
    ["v5.0-r3", true],
    ["6", true],
  ])("tells per release line whether %s has a feature", (tag, expected) => {
    expect(isAtLeast(parseVersion(tag), since)).toBe(expected);
  });

  test("is false for a line before the first that got it", () => {
    expect(isAtLeast(parseVersion("v4.0-r5"), ["5.0.67"])).toBe(false);
  });
});
