import type { Problem } from "@weir/finding/finding";

/** The variants are those of the official image, as its Dockerfiles (nginxinc/docker-nginx) make them; all have the modules used here. */
const exact =
  /^1\.(\d+)\.(\d+)(-(alpine(3\.\d+)?(-slim)?|buster|bullseye|bookworm|trixie))?(-(perl|otel))?(@sha256:[0-9a-f]{64})?$/;

/** Since when nginx has what nginx.conf and its command are made of, from its CHANGES. */
const since = {
  /** `-e`: the log from the first moment, where the default would need a writable root. */
  errorLogOption: [19, 5],
  /** `http2 on;`, instead of a word of `listen`. */
  http2Directive: [25, 1],
} as const;

type Feature = keyof typeof since;

/** Whether the nginx of an image tag has a feature; one whose version cannot be told counts as new. */
export function has(feature: Feature, tag: string): boolean {
  const [, minor, patch] = exact.exec(tag) ?? [];
  const [sinceMinor, sincePatch] = since[feature];
  return (
    minor === undefined || Number(minor) > sinceMinor || (Number(minor) === sinceMinor && Number(patch) >= sincePatch)
  );
}

/** What is wrong with a version as a person wrote it. */
export function checkVersion(tag: string): Problem[] {
  if (!exact.test(tag)) {
    return [
      {
        id: "nginx/unknown-version",
        severity: "error",
        what: `${tag} is not one exact version of the image nginx.`,
        why: "A pod that restarts may come up with another nginx than its neighbours, and nobody merged that.",
        fix: "write all three numbers, such as 1.29.3 or 1.29.3-alpine.",
      },
    ];
  }
  if (!has("errorLogOption", tag)) {
    return [
      {
        id: "nginx/too-old",
        severity: "error",
        what: `nginx ${tag} does not know the option -e.`,
        why: "It does not start on a read-only file system: no HLS for anybody.",
        fix: `version: 1.${since.errorLogOption.join(".")} or later.`,
      },
    ];
  }
  return [];
}
