import { limitsOf } from "@weir/app/limits";
import { definitionOf, type Form, formsOf } from "@weir/app/walk-schema";
import { type core, type ZodType, z } from "zod";

/** A setting, as its schema has it. */
export interface Setting {
  /** From the page's top: `drain`, `tracks.<name>.drain`, `events[].name`. */
  readonly path: string;
  readonly description: string;
  /** The forms that it may have, and what else must hold; empty for one that only holds others. */
  readonly allowed: readonly Allowed[];
  readonly examples: readonly unknown[];
  /** As a person would write it; undefined where nothing stands for it. */
  readonly default: unknown;
  readonly required: boolean;
  /** Of an entry that stands for all of a mapping: what such an entry may be called. */
  readonly key: Item | undefined;
  readonly parts: readonly Setting[];
}

export type Allowed =
  | { readonly kind: "words"; readonly words: readonly unknown[] }
  | { readonly kind: "number"; readonly whole: boolean; readonly least: unknown; readonly most: unknown }
  | ({ readonly kind: "text" } & Text)
  | {
      readonly kind: "list";
      readonly least: number | undefined;
      readonly most: number | undefined;
      readonly item: Item;
    }
  | { readonly kind: "rule"; readonly rule: string };

export interface Text {
  /** "a duration is a whole number with its unit: s, m, h or d" */
  readonly form: string;
  readonly least: string | undefined;
  readonly most: string | undefined;
}

/** What may stand in one place. */
type Item = Pick<Setting, "allowed" | "examples">;

/** The settings of a mapping, in the order in which its author has them. */
export function readSettings(schema: ZodType): Setting[] {
  return partsOf(formsOf(schema), "");
}

function readSetting(schema: ZodType, path: string): Setting {
  const forms = formsOf(schema);
  const { description = forms[0]?.description ?? "", default: value } = jsonOf(schema);
  return {
    path,
    description,
    ...readItem(forms),
    default: value,
    required: !schema.safeParse(undefined).success,
    key: undefined,
    parts: partsOf(forms, path),
  };
}

function readItem(forms: readonly Form[]): Item {
  const types = forms.map(({ schema }) => definitionOf(schema).type);
  // Of what may be a number or text, the text's words are about both.
  const told = forms.filter((_, index) => types[index] !== "number" || !types.includes("string"));
  const allowed = distinct(told.flatMap(({ schema }) => allowedBy(schema)));
  const isChoice = allowed.every(({ kind }) => kind === "words");
  return { allowed, examples: isChoice ? [] : distinct(forms.flatMap(({ examples }) => examples)) };
}

/** What is below a setting: the keys of a mapping, one entry for any key, and of a list what its items hold. */
function partsOf(forms: readonly Form[], path: string): Setting[] {
  const below = (key: string) => (path === "" ? key : `${path}.${key}`);
  const parts = forms.flatMap(({ schema }): Setting[] => {
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
  const mappings = forms.filter(({ schema }) => definitionOf(schema).type === "object");
  // Of several mappings that may stand here, one does without what another requires.
  return mappings.length < 2 ? parts : parts.map((part) => ({ ...part, required: false }));
}

function readEntry({ keyType, valueType }: core.$ZodRecordDef, path: string): Setting {
  return {
    ...readSetting(valueType as ZodType, path),
    required: false,
    key: readItem(formsOf(keyType as ZodType)),
  };
}

function allowedBy(schema: ZodType): Allowed[] {
  const def = definitionOf(schema);
  switch (def.type) {
    case "enum":
      return [{ kind: "words", words: Object.values(def.entries) }];
    case "literal":
      return [{ kind: "words", words: def.values }];
    case "boolean":
      return [{ kind: "words", words: [true, false] }];
    case "number": {
      const [least, most] = limitsOf(schema);
      return [{ kind: "number", whole: (schema as z.ZodNumber).isInt, least, most }];
    }
    case "string":
      return [{ kind: "text", ...readText(schema) }];
    case "array": {
      const { minItems: least, maxItems: most } = jsonOf(schema);
      return [{ kind: "list", least, most, item: readItem(formsOf(def.element as ZodType)) }, ...rulesOf(schema)];
    }
    default:
      return rulesOf(schema);
  }
}

/** The form of a text, in the words in which other text is refused, and its limits: "it must be 10s or longer". */
export function readText(schema: ZodType): Text {
  // Of text with a unit, what is between the text and the seconds that it becomes.
  const checks = formsOf(schema).flatMap((form) => messagesOf(form.schema));
  const last = (form: RegExp) => checks.flatMap((message) => form.exec(message)?.[1] ?? []).at(-1);
  return {
    form: schema.safeParse("\n").error?.issues[0]?.message ?? "",
    least: last(/^it must be (\S+) or (?:longer|more)$/),
    most: last(/^it must be (\S+) or (?:shorter|less)$/),
  };
}

/** What must hold for a mapping or a list as a whole. */
export function rulesOf(schema: ZodType) {
  return messagesOf(schema).map((rule) => ({ kind: "rule", rule }) as const);
}

/** The words of a schema's own checks. */
function messagesOf(schema: ZodType): string[] {
  return (definitionOf(schema).checks ?? []).flatMap((check) => {
    const message = (check as core.$ZodCheck)._zod.def.error?.({ input: "" } as never);
    return typeof message === "string" ? [message] : [];
  });
}

function jsonOf(schema: ZodType) {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
