import type { Problem } from "@weir/finding/finding";
import { checkLife, movedDirective, type Place, unknownDirective } from "./check-life.ts";
import type { Directive, SrsConfig } from "./config.ts";
import { type DirectiveRule, type DirectiveRules, directiveRules, ruleOf, within } from "./directives.ts";
import { formOf } from "./forms.ts";
import { findUnsafe } from "./unsafe-text.ts";
import type { SrsVersion } from "./versions.ts";

/** A problem of a configuration; with its place where the configuration was parsed from text. */
export interface ConfigProblem extends Problem {
  readonly line?: number;
  readonly column?: number;
}

/** A problem at a directive; without one, of the configuration as a whole. */
export function problemAt(directive: Pick<Directive, "line" | "column"> | undefined, problem: Problem): ConfigProblem {
  const { line, column } = directive ?? {};
  return { ...problem, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}

/**
 * Each directive by itself: known to the version, read by it, stated once, with arguments of its form that stay in their
 * place, in a block that is on.
 */
export function checkDirectives(config: SrsConfig, version: SrsVersion, fromSettings = false): ConfigProblem[] {
  return checkBlock(config, { rules: directiveRules, path: "", refuses: true, version, fromSettings });
}

interface Block extends Place {
  /** Undefined inside a directive that no version has. */
  readonly rules: DirectiveRules | undefined;
  readonly path: string;
}

function checkBlock(directives: readonly Directive[], place: Block): ConfigProblem[] {
  const { rules, path, version, fromSettings } = place;
  const seen = new Set<string>();
  return directives.flatMap((directive) => {
    const { name, args, block = [] } = directive;
    const title = path + name;
    const rule = ruleOf(rules, name);
    const key = keyOf(directive, rule);
    const again = key !== undefined && seen.has(key);
    if (key !== undefined) seen.add(key);
    const found: Problem[] = [
      ...args.flatMap((arg) => checkSafe(title, arg)),
      ...(rules && !rule ? [unknownDirective(title, name, rules, place)] : []),
      ...(rule
        ? [
            ...checkLife(title, rule, place),
            ...checkForm(title, rule, directive),
            ...checkEnabled(title, rule, directive),
          ]
        : []),
      ...(rule && again ? [duplicate(path + key)] : []),
    ];
    // What is wrong with the whole of a block is not said again for each part of it.
    const inner = rule && reads(rule, version) && !rule.free ? rule.block : undefined;
    const refuses = !rule?.checks || within(version, rule.checks);
    return [
      ...found.map((problem) => problemAt(directive, problem)),
      ...checkBlock(block, { rules: inner, path: `${title}.`, refuses, version, fromSettings }),
    ];
  });
}

function reads({ life, works = life }: DirectiveRule, version: SrsVersion): boolean {
  return within(version, life) && within(version, works);
}

/** What may stand once: the directive, the directive with its name, or one line of many; undefined for blocks at will. */
function keyOf({ name, args, block }: Directive, rule: DirectiveRule | undefined): string | undefined {
  if (!rule?.many) return name;
  if (rule.many === "named") return [name, ...args.slice(0, 1)].join(" ");
  return block ? undefined : [name, ...args].join(" ");
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
      fix: "Write it without quotes, line breaks and ; { } $ ` \\.",
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

function checkForm(title: string, { form, bare }: DirectiveRule, { args, block }: Directive): Problem[] {
  if (bare && !block && args.length > 0) return [movedDirective(title, bare)];
  const expected = formOf(form);
  if (expected.test(args) && (expected.block ?? false) === (block !== undefined)) return [];
  const written = [title, ...args].join(" ").slice(0, 80) + (block ? " { … }" : "");
  return [
    {
      id: "srs/invalid-argument",
      severity: "error",
      what: `${written} is not what ${title} takes: ${expected.says}.`,
      why: "SRS takes its default instead, or does not start.",
    },
  ];
}

/** A block that says something and is not on: forgotten, where `enabled off` is meant. */
function checkEnabled(
  title: string,
  { block: rules, onByDefault }: DirectiveRule,
  { block = [] }: Directive,
): Problem[] {
  if (!rules?.enabled || onByDefault || block.length === 0 || block.some(({ name }) => name === "enabled")) return [];
  return [
    {
      id: "srs/not-enabled",
      severity: "warning",
      what: `${title} does not say enabled on.`,
      why: "SRS leaves it off, and nothing else in the block has an effect.",
      fix: "Write enabled on, or leave the block out.",
    },
  ];
}
