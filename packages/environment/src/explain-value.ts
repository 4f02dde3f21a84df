import type { Form } from "@weir/app/walk-schema";
import type { Finding, Path } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import type { core } from "zod";
import { explainType, like, numberIn, rangeOf, show } from "./explain-type.ts";
import { listWords, subjectOf } from "./subject.ts";
import type { Node, Scalar } from "./tree.ts";
import { examplesOf, suchAs } from "./words-for.ts";

export interface Explanation {
  readonly id: "settings/type" | "settings/range" | "settings/value";
  /** Goes on after the setting's name: ` is 1.5, and it must be a whole number`. */
  readonly what: string;
  /** A whole sentence. */
  readonly fix?: string | undefined;
}

/** Why a written value will not do, with the next step. `forms` are what may stand in its place. */
export function explainValue(issue: core.$ZodIssue, node: Node, forms: readonly Form[]): Finding {
  const path = issue.path as Path;
  const { id, what, fix } = explain(issue, node, forms, String(path.at(-1)));
  const subject = subjectOf(path) || "The file";
  return { id, severity: "error", where: node.place, what: `${subject}${what}.`, ...(fix && { fix }) };
}

function explain(issue: core.$ZodIssue, node: Node, forms: readonly Form[], key: string): Explanation {
  if (issue.code === "invalid_type" && issue.expected === "string" && node.kind === "scalar") {
    const rightAsText = forms.some(({ schema }) => schema.safeParse(node.text).success);
    if (rightAsText) return explainUnquoted(node, key, forms);
  }
  if (issue.message !== "") {
    const what = node.kind === "scalar" ? ` is ${show(node)}: ${issue.message}` : `: ${issue.message}`;
    return { id: "settings/value", what, fix: like(forms) };
  }
  switch (issue.code) {
    case "invalid_type":
      return explainType([issue.expected], node, forms, key);
    case "invalid_union":
      return "options" in issue && issue.options
        ? explainChoice(node, issue.options.map(String))
        : explainType(issue.errors.flatMap(typesExpected), node, forms, key);
    case "invalid_value":
      return explainChoice(node, issue.values.map(String));
    case "too_big":
      return explainRange(node, forms, `${numberIn(forms)?.maxValue ?? issue.maximum} is the most`);
    case "too_small":
      return explainRange(node, forms, `${numberIn(forms)?.minValue ?? issue.minimum} is the least`);
    default:
      return { id: "settings/value", what: ` is ${show(node)}, which is not valid here`, fix: like(forms) };
  }
}

/** `version: 6.0`, `kubernetes: 1.30`, `name: true`: right as text, but YAML reads something else. */
function explainUnquoted({ text, value }: Scalar, key: string, forms: readonly Form[]): Explanation {
  const read = typeof value === "number" ? `the number ${value}` : "a truth value";
  return {
    id: "settings/type",
    what: ` is ${text} without quotes, which YAML reads as ${read}`,
    // 6.0 is more often half of a version than all of it.
    fix:
      key === "version"
        ? `write the full version${suchAs(examplesOf(forms))}.`
        : `put it in quotes: ${key}: "${text}".`,
  };
}

function typesExpected(branch: readonly core.$ZodIssue[]): string[] {
  return branch.flatMap((issue) => (issue.code === "invalid_type" && issue.path.length === 0 ? [issue.expected] : []));
}

function explainChoice(node: Node, words: readonly string[]): Explanation {
  const close = node.kind === "scalar" ? suggest(String(node.value), words) : undefined;
  const quoted = node.kind === "scalar" && close === node.value;
  return {
    id: "settings/value",
    what: ` is ${show(node)}, and it must be ${listWords(words)}`,
    fix: quoted ? `write ${close} without quotes.` : close ? `did you mean ${close}?` : `write ${listWords(words)}.`,
  };
}

function explainRange(node: Node, forms: readonly Form[], limit: string): Explanation {
  return { id: "settings/range", what: `${amountOf(node)}, and ${limit}`, fix: rangeOf(forms) };
}

function amountOf(node: Node): string {
  if (node.kind !== "scalar") return ` has ${node.kind === "list" ? node.items.length : node.entries.size} entries`;
  return typeof node.value === "string" ? ` has ${node.value.length} characters` : ` is ${node.text}`;
}
