import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn, type SrsConfig, valueAt } from "./config.ts";
import {
  type DirectiveRule,
  type DirectiveRules,
  directiveRules,
  ruleOf,
  type Span,
  understands,
  within,
} from "./directives.ts";
import { sayBirths } from "./say-span.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** Whether a changed file reaches the running server, where it must or means to. */
export function checkReload(config: SrsConfig, version: SrsVersion, reload: boolean): ConfigProblem[] {
  const directive = find(config, "inotify_auto_reload");
  const on = watches(config, version);
  if ((on || reload) && version.major >= 7) {
    return [
      problemAt(directive, {
        id: "srs/no-reload",
        severity: "error",
        what: `SRS ${formatVersion(version)} cannot be counted on to reload: version 7 removed most of it.`,
        why: "Running servers would keep the old configuration, and nothing would say so.",
        fix: reload ? "write reload: restart, or use SRS 6." : "Use SRS 6, or let a changed file restart the pods.",
      }),
    ];
  }
  if (!reload || on) return [];
  return [
    problemAt(directive, {
      id: "srs/auto-reload",
      severity: "error",
      what: "inotify_auto_reload is not on.",
      why: "SRS watches its file unasked only where it finds Docker, which it does not under containerd: a change would never arrive.",
      fix: understands(version, "inotify_auto_reload")
        ? "Write inotify_auto_reload on."
        : "Use 3.0.129, 4.0.16 or later, which have it.",
    }),
  ];
}

/** Asked to, or told that it is in Docker and not asked to leave it (`SrsInotifyWorker::start`). */
function watches(config: SrsConfig, version: SrsVersion): boolean {
  if (isOn(config, "inotify_auto_reload")) return true;
  return (
    isOn(config, "in_docker") &&
    understands(version, "in_docker") &&
    valueAt(config, "auto_reload_for_docker") !== "off"
  );
}

/**
 * What a server that reloads a changed file would not take from it: it runs on with what it had. Each is found where the new
 * file says it, or where the old one did if the new one no longer does.
 */
export function findUnreloaded(before: SrsConfig, after: SrsConfig, version: SrsVersion): ConfigProblem[] {
  return compare(before, after, directiveRules, "", version);
}

function compare(
  before: readonly Directive[],
  after: readonly Directive[],
  rules: DirectiveRules | undefined,
  path: string,
  version: SrsVersion,
): ConfigProblem[] {
  const titleOf = ({ name, args }: Directive) =>
    ruleOf(rules, name)?.many === "named" ? [name, ...args.slice(0, 1)].join(" ") : name;
  const titled = (title: string, among: readonly Directive[]) => among.filter((one) => titleOf(one) === title);
  const titles = new Set([...after, ...before].map(titleOf));
  return [...titles].flatMap((title) => {
    const [old, now] = [titled(title, before), titled(title, after)];
    const [was, is] = [old[0], now[0]];
    const rule = ruleOf(rules, (is ?? (was as Directive)).name);
    if (same(old, now) || isReloaded(rule, was !== undefined && is !== undefined, version)) return [];
    if (old.length === 1 && now.length === 1 && was?.block && is?.block && same([bare(was)], [bare(is)])) {
      return compare(was.block, is.block, rule?.block, `${path}${title}.`, version);
    }
    return [
      problemAt(is ?? was, {
        id: "srs/not-reloaded",
        severity: "error",
        what: `SRS ${formatVersion(version)} does not reload ${path}${title}${sayOthers(rule?.reloads, version)}.`,
        why: "Running servers keep the old value, new ones have the new, and nothing says so.",
        fix: "Restart the pods.",
      }),
    ];
  });
}

/** @param stays false for a directive that came or went: vhosts, as all that has a name, may, until 7 (`reload_vhost`) */
function isReloaded(rule: DirectiveRule | undefined, stays: boolean, version: SrsVersion): boolean {
  if (rule?.many === "named" && !stays) return version.major < 7;
  return rule?.reloads !== undefined && within(version, rule.reloads);
}

function sayOthers(reloads: Span | undefined, version: SrsVersion): string {
  if (!reloads) return "";
  return isAtLeast(version, reloads.since)
    ? `: versions before ${reloads.until?.join(", ")} did`
    : `: ${sayBirths(reloads)} do`;
}

function bare({ name, args }: Directive): Directive {
  return { name, args };
}

function same(a: readonly Directive[], b: readonly Directive[]): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(directives: readonly Directive[]): unknown[] {
  return directives.map(({ name, args, block }) => [name, args, block && plain(block)]);
}
