import { type ZodType, z } from "zod";

/** The least and the most that a field allows, as a person writes them. */
interface Limits {
  readonly limits: readonly [least: string, most: string];
}

const registry = z.registry<Limits>();

/** Notes the limits of a field whose pattern and checks do not show them: `1s` to `1h`. */
export function withLimits<Schema extends ZodType>(schema: Schema, least: string, most: string): Schema {
  registry.add(schema, { limits: [least, most] });
  return schema;
}

/** The least and the most that a schema allows; empty where there is no such thing. */
export function limitsOf(schema: ZodType): readonly unknown[] {
  if (schema instanceof z.ZodNumber) return [schema.minValue, schema.maxValue];
  return registry.get(schema)?.limits ?? [];
}
