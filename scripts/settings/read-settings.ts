import { limitsOf } from "@weir/app/limits";
import { definitionOf, type Form, formsOf } from "@weir/app/walk-schema";
import { type core, type ZodType, z } from "zod";

/** A setting as the pages show it. */
export interface Setting {
  /** From the page's own top: `drain`, `tracks.<name>.drain`, `events[].name`. */
  readonly path: string;
  readonly description: string;
  /** What may stand there, in words; empty for one that only holds others. */
  readonly allowed: string;
  readonly examples: readonly unknown[];
  /** As a person would write it; undefined where nothing stands for it. */
  readonly default: unknown;
  readonly required: boolean;
  readonly parts: readonly Setting[];
}

/** The settings of a mapping, in the order in which its author has them. */
export function readSettings(schema: ZodType): Setting[] {
  return partsOf(formsOf(schema), "");
}

function readSetting(schema: ZodType, path: string): Setting {
  const forms = formsOf(schema);
  const [first] = forms;
  return {
    path,
    description: first?.description ?? "",
    allowed: allowedBy(schema, forms),
    examples: [...new Set(forms.flatMap(({ examples }) => examples))],
    default: jsonOf(schema).default,
    required: !schema.safeParse(undefined).success,
    parts: partsOf(forms, path),
  };
}

/** What is below a setting: keys of a mapping, any key by `<name>`, items of a list where those have parts themselves. */
function partsOf(forms: readonly Form[], path: string): Setting[] {
  const below = (key: string) => (path === "" ? key : `${path}.${key}`);
  const all = forms.flatMap(({ schema }): Setting[] => {
    const def = definitionOf(schema);
    switch (def.type) {
      case "object":
        return Object.entries(def.shape).map(([key, field]) => readSetting(field as ZodType, below(key)));
      case "record":
        return [readEntry(def, below("<name>"))];
      case "array":
        return partsOf(formsOf(def.element as ZodType), `${path}[]`);
      default:
        return [];
    }
  });
  const mappings = forms.filter(({ schema }) => definitionOf(schema).type === "object").length;
  // Of two forms that a mapping may have, one does without what the other requires.
  return mappings < 2 ? all : all.map((part) => ({ ...part, required: false }));
}

/** One entry stands for all: its key is described too. */
function readEntry({ keyType, valueType }: core.$ZodRecordDef, path: string): Setting {
  const entry = readSetting(valueType as ZodType, path);
  const key = readSetting(keyType as ZodType, "");
  const named = `\`<name>\`: ${joinPhrases([key.description.replace(/\.$/, ""), key.allowed, suchAs(key.examples)])}`;
  return { ...entry, allowed: joinPhrases([named, entry.allowed]), required: false };
}

/** `, such as` in words of its own, because examples belong to the phrase before them. */
export function suchAs(examples: readonly unknown[]): string {
  const scalars = examples.filter((example) => typeof example !== "object").map((example) => code(example));
  return scalars.length === 0 ? "" : `such as ${scalars.join(" or ")}`;
}

export function joinPhrases(phrases: readonly string[]): string {
  return phrases.filter((phrase) => phrase !== "").join("; ");
}

/** As it is written in YAML. */
export function code(value: unknown): string {
  return `\`${flow(value)}\``;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, each]) => `${key}: ${flow(each)}`)
      .join(", ")}}`;
  }
  return typeof value === "string" && needsQuotes(value) ? JSON.stringify(value) : String(value);
}

/** Text that YAML would read as something else: a number, or a mapping, or the begin of one. */
function needsQuotes(text: string): boolean {
  return text === "" || /^[\d.]+$/.test(text) || /^[*&!|>@%#{}[\],?'"`-]|: | #|:$/.test(text) || /^\d\d?:\d\d$/.test(text);
}

function allowedBy(schema: ZodType, forms: readonly Form[]): string {
  const types = forms.map((form) => definitionOf(form.schema).type);
  // A number that may be text too: the text's words are about both.
  const told = forms.filter((_, index) => types[index] !== "number" || !types.includes("string"));
  return joinPhrases([...new Set([...told.map((form) => phraseOf(form.schema)), ...rulesOf(schema)])]);
}

function phraseOf(schema: ZodType): string {
  const def = definitionOf(schema);
  switch (def.type) {
    case "enum":
      return Object.values(def.entries).map(code).join(" or ");
    case "literal":
      return def.values.map(code).join(" or ");
    case "boolean":
      return "`true` or `false`";
    case "number": {
      const [least, most] = limitsOf(schema);
      return `a ${(schema as z.ZodNumber).isInt ? "whole " : ""}number from ${code(least)} to ${code(most)}`;
    }
    case "string":
      return joinPhrases([refusalOf(schema), boundsOf(schema)]);
    case "array":
      return listPhrase(schema, formsOf(def.element as ZodType), def.element as ZodType);
    default:
      return "";
  }
}

function listPhrase(schema: ZodType, items: readonly Form[], item: ZodType): string {
  const { minItems: least, maxItems: most } = jsonOf(schema);
  const size =
    least !== undefined && most !== undefined
      ? ` of ${least} to ${most}`
      : least !== undefined
        ? ` of ${least} or more`
        : most !== undefined
          ? ` of up to ${most}`
          : "";
  const each = allowedBy(item, items);
  return `a list${size}${each === "" ? "" : `: ${joinPhrases([each, suchAs(items.flatMap(({ examples }) => examples))])}`}`;
}

/** The form of a text, in the words in which other text is refused. */
function refusalOf(schema: ZodType): string {
  return schema.safeParse("").error?.issues[0]?.message ?? "";
}

/** `10s` to `24h`, as its checks say it: "it must be 10s or longer". */
function boundsOf(schema: ZodType): string {
  const bound = (words: RegExp) => messagesOf(schema).flatMap((message) => words.exec(message)?.slice(1) ?? []).at(-1);
  const [least, most] = [bound(/^it must be (\S+) or (?:longer|more)$/), bound(/^it must be (\S+) or (?:shorter|less)$/)];
  if (least && most) return `${code(least)} to ${code(most)}`;
  return least ? `${code(least)} or more` : most ? `${code(most)} or less` : "";
}

/** What holds for a mapping or a list as a whole. */
function rulesOf(schema: ZodType): string[] {
  return formsOf(schema).flatMap((form) =>
    ["object", "record", "array"].includes(definitionOf(form.schema).type) ? messagesOf(form.schema) : [],
  );
}

/** The words of a schema's own checks. */
function messagesOf(schema: ZodType): string[] {
  return (definitionOf(schema).checks ?? []).flatMap((check) => {
    const { error } = (check as core.$ZodCheck)._zod.def;
    const message = error?.({ input: "" } as never);
    return typeof message === "string" ? [message] : [];
  });
}

function jsonOf(schema: ZodType) {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}
