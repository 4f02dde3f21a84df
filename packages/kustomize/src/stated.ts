import type { MergeSchema } from "./merge-keys.ts";
import { type Fields, isEqual, isMap, unionOfKeys } from "./value.ts";

/** The parts of an object that a written setting decides: all of it, or some of its fields or list elements. */
export type Stated = "all" | ReadonlyMap<string, Stated>;

/** What differs between an object and the same object with one written setting changed. */
export function compareForStated(target: unknown, probe: unknown, schema?: MergeSchema): Stated | undefined {
  if (target === probe) return undefined;
  if (schema?.inPlace && (target === undefined || probe === undefined)) {
    return compareForStated(target ?? {}, probe ?? {}, schema);
  }
  if (isMap(target) && isMap(probe)) {
    return collect(unionOfKeys(target, probe), (key) =>
      compareForStated(target[key], probe[key], schema?.fields?.[key]),
    );
  }
  if (schema && isKeyed(target, schema) && isKeyed(probe, schema)) {
    const [ours, theirs] = [byKey(target, schema), byKey(probe, schema)];
    const elements = { ...(schema.fields && { fields: schema.fields }) };
    const stated = collect(new Set([...ours.keys(), ...theirs.keys()]), (key) =>
      compareForStated(ours.get(key), theirs.get(key), elements),
    );
    return stated ?? (isEqual([...ours.keys()], [...theirs.keys()]) ? undefined : new Map());
  }
  return isEqual(target, probe) ? undefined : "all";
}

/** Everything that either says. */
export function joinStated(a: Stated | undefined, b: Stated | undefined): Stated | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a === "all" || b === "all") return "all";
  const joined = new Map(a);
  for (const [key, stated] of b) joined.set(key, joinStated(joined.get(key), stated) as Stated);
  return joined;
}

/** What is stated of a field or list element. */
export function statedAt(stated: Stated | undefined, key: string): Stated | undefined {
  return stated === "all" ? "all" : stated?.get(key);
}

/** Whether a value is a list that merges by keys, each element having all of them and no two the same. */
export function isKeyed(value: unknown, schema: MergeSchema | undefined): value is readonly Fields[] {
  if (!Array.isArray(value) || !schema?.keys || schema.keys.length === 0) return false;
  const { keys } = schema;
  const complete = value.every((element) => isMap(element) && keys.every((key) => isKey(element[key])));
  return complete && byKey(value, schema).size === value.length;
}

/** The elements of a keyed list, in its order. */
export function byKey(list: readonly Fields[], schema: MergeSchema): Map<string, Fields> {
  const keys = schema.keys ?? [];
  return new Map(list.map((element) => [JSON.stringify(keys.map((key) => element[key])), element]));
}

/** The values of an element's keys, as `byKey` made one key of them. */
export function parseKey(key: string): unknown[] {
  return JSON.parse(key);
}

function isKey(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

function collect(keys: Iterable<string>, compare: (key: string) => Stated | undefined): Stated | undefined {
  let found: Map<string, Stated> | undefined;
  for (const key of keys) {
    const stated = compare(key);
    if (stated === undefined) continue;
    found ??= new Map();
    found.set(key, stated);
  }
  return found;
}
