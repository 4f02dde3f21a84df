import type { Problem } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import type { Directive, SrsConfig } from "./config.ts";
import { type DirectiveRule, type DirectiveRules, directiveRules, type Form, within } from "./directives.ts";
import { findUnsafe } from "./unsafe-text.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** A problem of a configuration; with its line where the configuration was parsed from text. */
export interface ConfigProblem extends Problem {
  readonly line?: number;
}

/** A problem at a directive. */
export function problemAt({ line }: Pick<Directive, "line">, problem: Problem): ConfigProblem {
  return line === undefined ? problem : { ...problem, line };
}

/** Each directive by itself: known to the version, stated once, with arguments of its form that stay in their place. */
export function checkDirectives(config: SrsConfig, version: SrsVersion): ConfigProblem[] {
  return checkBlock(config, directiveRules, "", version);
}

function checkBlock(
  directives: readonly Directive[],
  rules: DirectiveRules | undefined,
  path: string,
  version: SrsVersion,
): ConfigProblem[] {
  const seen = new Set<string>();
  return directives.flatMap((directive) => {
    const { name, args, block = [] } = directive;
    const title = path + name;
    const rule = rules && Object.hasOwn(rules, name) ? rules[name] : undefined;
    const key = rule?.many ? `${name} ${args[0] ?? ""}` : name;
    const again = seen.has(key);
    seen.add(key);
    const found: Problem[] = [
      ...args.flatMap((arg) => checkSafe(title, arg)),
      ...(rules && !rule ? [unknownDirective(title, name, rules)] : []),
      ...(rule ? [...checkLife(title, rule, version), ...checkForm(title, rule.form, directive)] : []),
      ...(rule && again ? [duplicate(rule.many ? `${path}${key}` : title)] : []),
    ];
    return [
      ...found.map((problem) => problemAt(directive, problem)),
      ...checkBlock(block, rule?.block, `${title}.`, version),
    ];
  });
}

function checkSafe(title: string, arg: string): Problem[] {
  const unsafe = findUnsafe(arg);
  if (unsafe === undefined) return [];
  const quoted = JSON.stringify(arg.length > 60 ? `${arg.slice(0, 60)}…` : arg);
  return [
    {
      id: "srs/unsafe-value",
      severity: "error",
      what: arg === "" ? `${title} has an empty argument.` : `${title} ${quoted} contains ${unsafe}.`,
      why: "In srs.conf it could end this directive and begin another.",
      fix: "Write it without spaces, quotes, line breaks and ; { } # $ ` \\.",
    },
  ];
}

function unknownDirective(title: string, name: string, rules: DirectiveRules): Problem {
  const meant = suggest(name, Object.keys(rules));
  return {
    id: "srs/unknown-directive",
    severity: "error",
    what: `No version of SRS that weir knows has a directive ${title}.`,
    why: "SRS refuses the whole file and does not start.",
    fix: meant ? `Did you mean ${meant}?` : "Leave it out.",
  };
}

function checkLife(title: string, { life }: DirectiveRule, version: SrsVersion): Problem[] {
  if (within(version, life)) return [];
  const gone = isAtLeast(version, life.since);
  const births = life.since.filter((birth) => Number.parseInt(birth, 10) >= version.major);
  return [
    {
      id: "srs/directive-version",
      severity: "error",
      what: `SRS ${formatVersion(version)} ${gone ? "no longer knows" : "does not know"} ${title}.`,
      why: "It refuses the whole file and does not start.",
      fix: gone
        ? "Leave it out."
        : `Leave it out, or use ${(births.length > 0 ? births : life.since).join(", ")} or later.`,
    },
  ];
}

function duplicate(title: string): Problem {
  return {
    id: "srs/duplicate-directive",
    severity: "error",
    what: `${title} is stated twice.`,
    why: "SRS reads the first, and the second has no effect or stops it from starting.",
    fix: "Keep one.",
  };
}

/** What an argument list must look like, in words; undefined for a form that is not checked. */
const forms: Readonly<Record<Form, readonly [says: string, test: (args: readonly string[]) => boolean] | undefined>> = {
  switch: ["on or off", (args) => args.length === 1 && /^(on|off)$/.test(args[0] as string)],
  count: ["one whole number above zero", (args) => args.length === 1 && /^0*[1-9]\d{0,8}$/.test(args[0] as string)],
  number: ["one number", (args) => args.length === 1 && /^\d{1,9}(\.\d{1,9})?$/.test(args[0] as string)],
  word: ["one argument", (args) => args.length === 1],
  words: ["one argument or more", (args) => args.length > 0],
  endpoints: ["a port from 1 to 65535, or an IP address with one", (args) => args.length > 0 && args.every(isEndpoint)],
  block: ["a block and nothing before it", (args) => args.length === 0],
  "named-block": ["a name and a block", (args) => args.length === 1],
  any: undefined,
};

function checkForm(title: string, form: Form, { args, block }: Directive): Problem[] {
  const expected = forms[form];
  if (!expected) return [];
  const [says, test] = expected;
  const wantsBlock = form === "block" || form === "named-block";
  if (test(args) && wantsBlock === (block !== undefined)) return [];
  const written = [title, ...args].join(" ").slice(0, 80) + (block ? " { … }" : "");
  return [
    {
      id: "srs/invalid-argument",
      severity: "error",
      what: `${written} is not what ${title} takes: ${says}.`,
      why: "SRS takes its default instead, or does not start.",
    },
  ];
}

function isEndpoint(text: string): boolean {
  const port = /^(?:(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9A-Fa-f:]+\]):)?(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535;
}
