import { definitionOf, type Form } from "@weir/app/walk-schema";
import type { ZodNumber } from "zod";
import type { Explanation } from "./explain-value.ts";
import { listWords, quote } from "./subject.ts";
import type { Node } from "./tree.ts";
import { examplesOf } from "./words-for.ts";

const names: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "settings (key: value)",
  record: "settings (key: value)",
};

/** A value of another type than one of those expected, which are called as zod calls them. */
export function explainType(expected: readonly string[], node: Node, forms: readonly Form[], key: string): Explanation {
  const wanted = expected.map((type) => (type === "number" && isWhole(forms) ? "int" : type));
  const what = (rest: string) => ({ id: "settings/type" as const, what: ` is ${show(node)}, and ${rest}` });
  const value = node.kind === "scalar" ? node.value : undefined;
  if (wanted.some((type) => type === "int" || type === "number") && isNumeric(value)) {
    return { ...what("a number is written without quotes"), fix: `write ${key}: ${value}.` };
  }
  const words = [...new Set(wanted.map((type) => names[type] ?? type))];
  return {
    ...what(`it must be ${listWords(words)}`),
    fix: words.length === 1 ? fixFor(wanted[0], forms) : undefined,
  };
}

function fixFor(type: string | undefined, forms: readonly Form[]): string | undefined {
  switch (type) {
    case "int":
    case "number":
      return rangeOf(forms) ?? like(forms);
    case "boolean":
      return "write true or false, without quotes.";
    case "array":
      return "write each item on a line of its own after a hyphen, or [a, b].";
    case "object":
      return like(forms) ?? `write below it, indented: ${listWords([...new Set(forms.flatMap(keysOf))], "and")}.`;
    case "record":
      return "write key: value below it, indented.";
    default:
      return like(forms);
  }
}

/** `write it like 2m or 90s.` */
export function like(forms: readonly Form[]): string | undefined {
  const examples = examplesOf(forms);
  return examples.length === 0 ? undefined : `write it like ${listWords(examples)}.`;
}

/** `write a whole number from 0 to 500.` */
export function rangeOf(forms: readonly Form[]): string | undefined {
  const { minValue, maxValue } = numberIn(forms) ?? {};
  if (typeof minValue !== "number" || typeof maxValue !== "number" || maxValue > 1e12) return undefined;
  return `write a ${isWhole(forms) ? "whole " : ""}number from ${minValue} to ${maxValue}.`;
}

export function numberIn(forms: readonly Form[]): ZodNumber | undefined {
  return forms.find(({ schema }) => definitionOf(schema).type === "number")?.schema as ZodNumber | undefined;
}

/** A value inside a sentence. */
export function show(node: Node): string {
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a mapping";
  return typeof node.value === "string" ? quote(node.value) : node.text;
}

function isWhole(forms: readonly Form[]): boolean {
  return numberIn(forms)?.isInt ?? false;
}

function isNumeric(value: unknown): boolean {
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
}

function keysOf({ schema }: Form): string[] {
  const def = definitionOf(schema);
  return def.type === "object" ? Object.keys(def.shape) : [];
}
