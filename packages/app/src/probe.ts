import { isDeepStrictEqual } from "node:util";
import type { Path } from "@weir/finding/finding";
import type { App } from "./app.ts";
import { limitsOf } from "./limits.ts";
import { definitionOf, type Form, formsAt } from "./walk-schema.ts";

/**
 * For every value that a person wrote, the app's settings with that value changed to other valid ones, one at a time,
 * and nothing else. Rendering them shows which fields of the manifests a written setting decides: every field that one
 * of its probes has otherwise. One probe alone would not do: `max(10000, 10 · connections)` is the same for many values,
 * and only the least and the most that a setting allows are sure to lie on both sides of such a step.
 *
 * @param written the app's part of environment.yaml, valid
 * @throws {Error} for a setting without another valid value: its author owes it examples
 */
export function probeSettings(app: Pick<App, "name" | "settings">, written: unknown): unknown[] {
  const target = app.settings.parse(written);
  return leavesOf(written).flatMap(({ path, value }) => {
    const probe = (alternatives: Iterable<unknown>) => {
      const known = [target];
      for (const alternative of new Set(alternatives)) {
        const { data, success } = app.settings.safeParse(replaceAt(written, path, alternative));
        if (success && !known.some((one) => isDeepStrictEqual(one, data))) known.push(data);
      }
      return known.slice(1);
    };
    const probes = probe(alternativesTo(value, formsAt(app.settings, path)));
    if (probes.length > 0) return probes;
    // Other settings can leave a number nothing but its neighbours.
    const neighbours = typeof value === "number" ? probe([value + 1, value - 1]) : [];
    if (neighbours.length > 0) return neighbours;
    throw new Error(
      `${app.name}: ${path.join(".")} has no valid value other than ${JSON.stringify(value)} to probe with; give its schema examples`,
    );
  });
}

interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Scalars and empty lists. An empty mapping says nothing that could be said otherwise. */
function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  if (Array.isArray(value)) {
    return value.length === 0 ? [{ path, value }] : value.flatMap((item, index) => leavesOf(item, [...path, index]));
  }
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

function* alternativesTo(value: unknown, forms: readonly Form[]): Generator<unknown> {
  for (const { schema, examples } of forms) {
    const def = definitionOf(schema);
    if (def.type === "array" && Array.isArray(value)) {
      for (const example of alternativesTo(undefined, formsAt(schema, [0]))) yield [example];
    }
    yield* examples;
    yield* limitsOf(schema);
    if (def.type === "boolean") yield !value;
    if (def.type === "enum") yield* Object.values(def.entries);
    if (def.type === "literal") yield* def.values;
  }
}

function replaceAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) return value.with(key as number, replaceAt(value[key as number], rest, replacement));
  const mapping = value as Record<string, unknown>;
  return { ...mapping, [key]: replaceAt(mapping[key], rest, replacement) };
}
