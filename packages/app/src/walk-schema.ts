import type { Path } from "@weir/finding/finding";
import type { core, ZodType } from "zod";

/** One form that a setting may take, with what its author says about it for people. */
export interface Form {
  readonly schema: ZodType;
  readonly description: string | undefined;
  readonly examples: readonly unknown[];
}

/** The forms of a schema as a person writes it: through `optional`, defaults and transforms, one for each branch of a union. */
export function formsOf(schema: ZodType, outer?: Form): Form[] {
  const meta = schema.meta();
  const form = {
    schema,
    description: meta?.description ?? outer?.description,
    examples: (meta?.examples as readonly unknown[] | undefined) ?? outer?.examples ?? [],
  };
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "nonoptional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return formsOf(def.innerType as ZodType, form);
    case "pipe":
      return formsOf((definitionOf(def.in).type === "transform" ? def.out : def.in) as ZodType, form);
    case "union":
      return def.options.flatMap((option) => formsOf(option as ZodType, form));
    default:
      return [form];
  }
}

/** The forms of the value at a path; empty where the schema has no such place. */
export function formsAt(schema: ZodType, path: Path): Form[] {
  return path.reduce<Form[]>(
    (forms, key) => forms.flatMap((form) => childrenAt(form.schema, key).flatMap((child) => formsOf(child))),
    formsOf(schema),
  );
}

/** The keys that a mapping may have here; undefined where any key will do, or where no mapping belongs. */
export function keysAt(schema: ZodType, path: Path): string[] | undefined {
  const shapes = formsAt(schema, path).flatMap((form) => {
    const def = definitionOf(form.schema);
    return def.type === "object" ? [def.shape] : [];
  });
  return shapes.length === 0 ? undefined : [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
}

export function definitionOf(schema: core.$ZodType) {
  return (schema as core.$ZodTypes)._zod.def;
}

function childrenAt(schema: ZodType, key: string | number): ZodType[] {
  const def = definitionOf(schema);
  switch (def.type) {
    case "object":
      return Object.hasOwn(def.shape, key) ? [def.shape[key] as ZodType] : [];
    case "record":
      return [def.valueType as ZodType];
    case "array":
      return [def.element as ZodType];
    default:
      return [];
  }
}
