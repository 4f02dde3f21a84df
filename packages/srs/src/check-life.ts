import type { Problem } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import { type DirectiveRule, type DirectiveRules, type Span, understands, within } from "./directives.ts";
import { sayBirths, sayUpgrade } from "./say-span.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** Where a directive stands. */
export interface Place {
  readonly version: SrsVersion;
  /** Whether the server refuses a name that it does not know here; otherwise it reads past it. */
  readonly refuses: boolean;
  /** Whether settings made it, which fixes then name. */
  readonly fromSettings: boolean;
}

const refused = "SRS refuses the whole file and does not start.";
const ignored = "SRS reads past it and says nothing: it has no effect.";

export function unknownDirective(title: string, name: string, rules: DirectiveRules, { refuses }: Place): Problem {
  const meant = suggest(name, Object.keys(rules));
  return {
    id: "srs/unknown-directive",
    severity: "error",
    what: `No version of SRS that weir knows has a directive ${title}.`,
    why: refuses ? refused : ignored,
    fix: meant ? `Did you mean ${meant}?` : "Leave it out.",
  };
}

/** Whether a version has a directive, does something with it, and calls it so. */
export function checkLife(
  title: string,
  { life, works, moved }: DirectiveRule,
  { refuses, version, fromSettings }: Place,
): Problem[] {
  const leave = (fromSettings && undo(title)) || "Leave it out";
  const server = `SRS ${formatVersion(version)}`;
  if (!within(version, life)) {
    const upgrade = sayUpgrade(life, version);
    const gone = isAtLeast(version, life.since);
    return [
      {
        id: "srs/directive-version",
        severity: "error",
        what: gone
          ? `${server} no longer knows ${title}, which left with ${life.until?.join(", ")}.`
          : `${server} does not know ${title}, which ${sayBirths(life)} have.`,
        why: refuses ? refused : ignored,
        fix: upgrade ? `${leave}, or use ${upgrade}.` : `${leave}.`,
      },
    ];
  }
  if (works && !within(version, works)) {
    return [
      {
        id: "srs/ignored-directive",
        severity: "warning",
        what: `${server} accepts ${title} and does nothing with it${sayOthers(works, version)}.`,
        fix: `${leave}.`,
      },
    ];
  }
  return moved && understands(version, ...moved.split(".")) ? [movedDirective(title, moved)] : [];
}

/** By directive, what to write in an app's settings so that it is not there. */
const settings = {
  exporter: "remove metrics",
  "http_server.https": "remove https",
  inotify_auto_reload: "write reload: restart",
  "vhost.dvr": "remove dvr",
  "vhost.hls": "remove hls",
  "vhost.http_hooks": "remove http_hooks",
  "vhost.security": "remove publish",
};

function undo(title: string): string | undefined {
  return Object.entries(settings).find(([directive]) => `${title}.`.startsWith(`${directive}.`))?.[1];
}

/** Which versions do what this one does not. */
function sayOthers(works: Span, version: SrsVersion): string {
  if (works.since.length === 0) return "";
  return isAtLeast(version, works.since)
    ? `: nothing reads it from ${works.until?.join(", ")} on`
    : `: ${sayBirths(works)} do`;
}

export function movedDirective(title: string, moved: string): Problem {
  return {
    id: "srs/moved-directive",
    severity: "warning",
    what: `${title} is an old name for ${moved}.`,
    why: "SRS still reads it here, with a warning; whoever looks for it there misses it.",
    fix: `Write ${moved}.`,
  };
}
