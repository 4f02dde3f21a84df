import type { Problem } from "@weir/finding/finding";

/** The server behind an image tag. */
export interface XiuVersion {
  /** The tag as written, without a digest. */
  readonly tag: string;
  readonly minor: number;
  readonly patch: number;
}

/**
 * The newest patch of each line that weir knows of, from the packages of xiu on crates.io: all of them are 0.x.
 * (`xiu --version` of 0.14.0 says 0.13.0.)
 * An image's tag is that version without a v: the release workflow takes the v off the git tag (harlanc/xiu,
 * .github/workflows/release.yml: `version=${GITHUB_REF_NAME#v}`). Only an image of 2023 has one, v1.0.0.
 */
const newest: Readonly<Record<number, number>> = { 12: 7, 13: 0, 14: 0 };

/** What an unreadable tag is taken for, so that rendering goes on; `checkVersion` refuses it. */
const latest = { minor: 14, patch: 0 };
const example = "0.13.0";

/** Reads a tag of harlancn/xiu, with or without a digest. Never throws: `checkVersion` says what is wrong with it. */
export function parseVersion(text: string): XiuVersion {
  const tag = withoutDigest(text);
  return { tag, ...(readTag(tag) ?? latest) };
}

/** What is wrong with a version as a person wrote it. */
export function checkVersion(text: string): Problem[] {
  const tag = withoutDigest(text);
  const numbers = readTag(tag);
  if (!numbers) {
    const bare = tag.replace(/^v/, "");
    if (readTag(bare)) {
      return [
        {
          id: "xiu/unknown-version",
          severity: "error",
          what: `There is no image harlancn/xiu:${tag}: its tags have no v.`,
          why: "Kubernetes pulls an image that is not there, and no pod starts.",
          fix: `write ${bare}.`,
        },
      ];
    }
    const old = /^v?1\.0\.\d+$/.test(tag);
    return [
      {
        id: "xiu/unknown-version",
        severity: "error",
        what: old ? `${tag} is an image from 2023, older than 0.12.` : `${tag} is not a version of xiu.`,
        ...(old && { why: "It does not read the configuration that weir writes, and ends at once." }),
        fix: `write the full version, such as ${example}.`,
      },
    ];
  }
  const { minor, patch } = numbers;
  const newestPatch = newest[minor];
  if (newestPatch === undefined) {
    return [
      {
        id: "xiu/unknown-version",
        severity: "error",
        what: `weir does not know xiu 0.${minor}; it knows ${Object.keys(newest)
          .map((known) => `0.${known}`)
          .join(", ")}.`,
        why: "What an unknown server does not find in its configuration makes it print a line and end.",
        fix: `use a known version, such as ${example}.`,
      },
    ];
  }
  if (patch <= newestPatch) return [];
  return [
    {
      id: "xiu/unknown-patch",
      severity: "warning",
      what: `weir does not know xiu ${formatVersion(numbers)}; its configuration is checked as for 0.${minor}.${newestPatch}.`,
      fix: `try it with xiu -c FILE in the image, or use a known version, such as ${example}.`,
    },
  ];
}

/** `0.13.0` */
export function formatVersion({ minor, patch }: Omit<XiuVersion, "tag">): string {
  return `0.${minor}.${patch}`;
}

/** Whether a version has what came with `since`: `0.14.0`. */
export function isAtLeast(version: XiuVersion, since: string): boolean {
  const [, minor = 0, patch = 0] = since.split(".").map(Number);
  return version.minor > minor || (version.minor === minor && version.patch >= patch);
}

function readTag(tag: string) {
  const numbers = /^0\.(0|[1-9]\d?)\.(0|[1-9]\d?)$/.exec(tag);
  return numbers ? { minor: Number(numbers[1]), patch: Number(numbers[2]) } : undefined;
}

function withoutDigest(text: string): string {
  const at = text.indexOf("@");
  return at < 0 ? text : text.slice(0, at);
}
