import type { Problem } from "@weir/finding/finding";

/** The server behind an image tag. */
export interface SrsVersion {
  /** The tag as written, without a digest. */
  readonly tag: string;
  readonly major: number;
  readonly minor: number;
  /** Undefined for a floating tag (`6`) and for a tag whose exact version weir does not know (`v6.0-r9`). */
  readonly patch: number | undefined;
  /** Whether major, minor and patch are certain. */
  readonly known: boolean;
}

/**
 * Patches by release line and stage: `v3.0-b2` is the third of `b`. From the release lists of README.md and
 * trunk/doc/CHANGELOG.md of ossrs/srs and from the release pages of v4.0-r5, v6.0-r1 and v7.0-a0. Where the server
 * of a tag cannot be told from these (v3.0-r8), the tag is left out.
 */
const releases: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  "3.0": {
    a: [56, 60, 66, 67, 71, 75, 85, 90, 97, 105],
    b: [112, 117, 123, 134, 139],
    r: [141, 144, 153, 156, 160, 161, 163],
  },
  "4.0": {
    b: [201, 206, 215, 229, 230, 236, 238, 240, 241, 245],
    r: [252, 253, 257, 265, 268, 271],
  },
  "5.0": {
    a: [98, 100, 112, 128, 141, 148],
    b: [155, 157, 166, 170, 176, 185, 195, 200],
    r: [205, 208, 210, 213],
  },
  "6.0": {
    d: [59, 72, 85, 101, 113, 129, 134],
    a: [145, 155, 165],
    b: [172, 177, 181, 183],
    r: [184, 191],
  },
  "7.0": { d: [157], a: [162] },
};

/** The newest patch of each line that weir knows of: 5.0.224 is in the changelog without a release. */
export const newestPatches: Readonly<Record<string, number>> = {
  "3.0": 163,
  "4.0": 271,
  "5.0": 224,
  "6.0": 191,
  "7.0": 162,
};

/** What an unreadable tag is taken for, so that rendering goes on; `checkVersion` refuses it. */
const stable = { major: 6, minor: 0 };

/**
 * Reads an image tag of ossrs/srs: `v6.0-r0`, `6.0.184`, `v4.0.5`, `6`, each also with `@sha256:…`. Never throws:
 * what it cannot read counts as the stable line, not `known`; `checkVersion` says what is wrong with it.
 */
export function parseVersion(text: string): SrsVersion {
  const tag = withoutDigest(text);
  const numbers = readTag(tag);
  if (!numbers) return { tag, ...stable, patch: undefined, known: false };
  const { major, minor, patch } = numbers;
  const newestPatch = newestPatches[`${major}.${minor}`];
  return { tag, major, minor, patch, known: patch !== undefined && newestPatch !== undefined && patch <= newestPatch };
}

/** What is wrong with a version as a person wrote it. */
export function checkVersion(text: string): Problem[] {
  const tag = withoutDigest(text);
  const numbers = readTag(tag);
  if (!numbers) {
    return [
      {
        id: "srs/unknown-version",
        severity: "error",
        what: `${tag} is not a version of SRS.`,
        fix: `Write the full version, such as ${example}.`,
      },
    ];
  }
  const line = `${numbers.major}.${numbers.minor}`;
  if (newestPatches[line] === undefined) {
    return [
      {
        id: "srs/unknown-version",
        severity: "error",
        what: `weir does not know SRS ${line}; it knows ${Object.keys(newestPatches).join(", ")}.`,
        why: "An unknown server may refuse its configuration and never start.",
        fix: `Use a known version, such as ${example}.`,
      },
    ];
  }
  return [...checkLine(line), ...checkPatch(text, numbers)];
}

/** Configurations are written for 4.0 to 7.0; those of 3.0 are read and checked all the same. */
function checkLine(line: string): Problem[] {
  if (line !== "3.0") return [];
  return [
    {
      id: "srs/old-line",
      severity: "warning",
      what: "SRS 3.0 has no HTTPS, WebRTC, SRT, metrics or password for its API, and allows publishers by single addresses alone.",
      why: "It has not been repaired for years: what cuts its viewers stays.",
      fix: `Use ${example}.`,
    },
  ];
}

function checkPatch(
  text: string,
  { major, minor, patch, floating }: NonNullable<ReturnType<typeof readTag>>,
): Problem[] {
  const tag = withoutDigest(text);
  const line = `${major}.${minor}`;
  const newestPatch = newestPatches[line] as number;
  if (floating && tag === text) {
    return [
      {
        id: "srs/floating-tag",
        severity: "warning",
        what: `${tag} is a floating tag: what it stands for changes without a commit.`,
        why: "Pods of one track can run different servers, and a rollback brings back the tag, not the server.",
        fix: `Write the full version, such as ${exampleOf(line)}.`,
      },
    ];
  }
  if (patch === undefined || patch > newestPatch) {
    return [
      {
        id: "srs/unknown-patch",
        severity: "warning",
        what: `weir does not know ${tag}; its configuration is checked as for ${line}.${newestPatch}.`,
        fix: `Try it with \`./objs/srs -t -c FILE\` in the image, or use a known version, such as ${exampleOf(line)}.`,
      },
    ];
  }
  return [];
}

/** `6.0.184`; for a version that is not `known`, the one its configuration is made for. */
export function formatVersion(version: SrsVersion): string {
  return `${version.major}.${version.minor}.${patchOf(version)}`;
}

/**
 * Whether a version has what came with `since`. Release lines live side by side, so a feature has one birth in each
 * line that got it: `["3.0.121", "4.0.6"]`; every later line has it from its start.
 */
export function isAtLeast(version: SrsVersion, since: readonly string[]): boolean {
  const births = since.map((text) => text.split(".").map(Number) as [number, number, number]);
  const own = births.find(([major, minor]) => major === version.major && minor === version.minor);
  if (own) return patchOf(version) >= own[2];
  return births.some(([major, minor]) => major < version.major || (major === version.major && minor < version.minor));
}

/** An unknown patch counts as the newest known one: tags that weir has not heard of are younger than weir. */
function patchOf({ major, minor, patch }: SrsVersion): number {
  return patch ?? newestPatches[`${major}.${minor}`] ?? 0;
}

function readTag(tag: string) {
  const exact = /^v?([1-9]\d?)\.(0|[1-9]\d?)\.(0|[1-9]\d{0,3})$/.exec(tag);
  if (exact) {
    const [major, minor, patch] = exact.slice(1).map(Number) as [number, number, number];
    return { major, minor, patch, floating: false };
  }
  const release = /^v?([1-9]\d?)\.(0|[1-9]\d?)-([abdr])(0|[1-9]\d?)$/.exec(tag);
  if (release) {
    const [, major, minor, stage = "", number] = release;
    const patch = releases[`${major}.${minor}`]?.[stage]?.[Number(number)];
    return { major: Number(major), minor: Number(minor), patch, floating: false };
  }
  const line = /^v?([1-9]\d?)(?:\.(0|[1-9]\d?))?$/.exec(tag);
  if (line) return { major: Number(line[1]), minor: Number(line[2] ?? 0), patch: undefined, floating: true };
  return undefined;
}

function withoutDigest(text: string): string {
  const at = text.indexOf("@");
  return at < 0 ? text : text.slice(0, at);
}

const example = "v6.0-r0";

/** The newest release of a line, as its tag. */
function exampleOf(line: string): string {
  const [stage, patches] = Object.entries(releases[line] ?? {}).at(-1) ?? ["r", [0]];
  return `v${line}-${stage}${patches.length - 1}`;
}
