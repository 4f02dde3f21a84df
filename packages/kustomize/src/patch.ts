import { formatYaml } from "@weir/kubernetes/format-yaml";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { diffAsJson, type JsonOperation } from "./json-patch.ts";
import { type MergeSchema, mergeSchemaOf } from "./merge-keys.ts";
import { byKey, compareForStated, isKeyed, joinStated, parseKey, type Stated, statedAt } from "./stated.ts";
import { type Fields, isEqual, isMap, sortKeys, unionOfKeys } from "./value.ts";

/** What turns the base's object into the target's: a strategic merge, or a JSON patch where no merge can say it. */
type Patch =
  | { readonly type: "merge"; readonly merge: Fields }
  | { readonly type: "json"; readonly operations: readonly JsonOperation[] };

/**
 * The canonical patch from the base's object to the target's; undefined when there is nothing to say. Names and
 * namespaces are not compared.
 *
 * A strategic merge is made of: a value; null for a field that goes; `$patch: replace` in a map that shares no field
 * with the base's or is empty; every element of a keyed list by its keys, in the target's order, because kustomize
 * puts the named ones first; `$patch: delete` for an element that goes; `- $patch: replace` before a list of ports
 * whose order naming cannot give; other lists in full. An element itself never says `$patch: replace`:
 * kustomize ignores it there.
 *
 * @param probes the target with one written setting changed in each: where they differ the patch says the target's
 *   value even if it is the base's
 */
export function diff(
  base: KubernetesObject,
  target: KubernetesObject,
  probes: readonly KubernetesObject[] = [],
): Patch | undefined {
  const schema = mergeSchemaOf(base);
  const [from, to] = [comparable(base), comparable(target)];
  const stated = probes.reduce<Stated | undefined>(
    (stated, probe) => joinStated(stated, compareForStated(to, comparable(probe), schema)),
    undefined,
  );
  if (stated === undefined && isEqual(from, to)) return undefined;
  if (!canMerge(from, to, schema)) {
    const operations = diffAsJson(from, to, stated);
    return operations.length === 0 ? undefined : { type: "json", operations };
  }
  const { metadata, ...fields } = (mergeFields(from, to, stated, schema) ?? {}) as { metadata?: Fields };
  if (!metadata && Object.keys(fields).length === 0) return undefined;
  const { apiVersion, kind } = base;
  const { name } = base.metadata;
  return { type: "merge", merge: sortKeys({ apiVersion, kind, metadata: { name, ...metadata }, ...fields }) };
}

/** Without what a patch cannot change: who the object is. */
function comparable({ apiVersion: _, kind: __, metadata, ...fields }: KubernetesObject): Fields {
  const { name: ___, namespace: ____, ...rest } = metadata;
  return { ...fields, metadata: rest };
}

/** Whether both have the same shape where they meet, and kustomize can tell the elements of their keyed lists apart. */
function canMerge(base: unknown, target: unknown, schema: MergeSchema | undefined): boolean {
  if (base === undefined || target === undefined) return isClean(base ?? target, schema);
  if (isMap(base) && isMap(target)) {
    return unionOfKeys(base, target).every((key) => canMerge(base[key], target[key], schema?.fields?.[key]));
  }
  if (Array.isArray(base) && Array.isArray(target)) {
    if (!schema?.keys) return true;
    if (schema.keys.length === 0) return isEqual(base, target);
    if (!isKeyed(base, schema) || !isKeyed(target, schema)) return false;
    const [ours, theirs] = [byKey(base, schema), byKey(target, schema)];
    const keys = new Set([...ours.keys(), ...theirs.keys()]);
    return [...keys].every((key) => canMerge(ours.get(key), theirs.get(key), elementsOf(schema)));
  }
  return isScalar(base) && isScalar(target) && (typeof base === typeof target || isPlain(base));
}

/** The same for what only one of the two has. */
function isClean(value: unknown, schema: MergeSchema | undefined): boolean {
  if (isMap(value)) return Object.keys(value).every((key) => isClean(value[key], schema?.fields?.[key]));
  if (!Array.isArray(value) || !schema?.keys || schema.keys.length === 0) return true;
  return isKeyed(value, schema) && value.every((element) => isClean(element, elementsOf(schema)));
}

function elementsOf({ fields }: MergeSchema): MergeSchema {
  return fields ? { fields } : {};
}

function isScalar(value: unknown): boolean {
  return value !== null && typeof value !== "object";
}

/** Whether the base's file has it without quotes: kustomize would put a number into the quotes that it finds there. */
function isPlain(value: unknown): boolean {
  return !/^["'|]/.test(formatYaml(value));
}

function mergeFields(
  base: Fields,
  target: Fields,
  stated: Stated | undefined,
  schema?: MergeSchema,
): Fields | undefined {
  const merge: Record<string, unknown> = {};
  const keys = unionOfKeys(base, target);
  if (stated instanceof Map) for (const key of stated.keys()) if (!keys.includes(key)) keys.push(key);
  for (const key of keys) {
    const value = mergeValue(base[key], target[key], statedAt(stated, key), schema?.fields?.[key]);
    if (value !== undefined) merge[key] = value;
  }
  return Object.keys(merge).length === 0 ? undefined : merge;
}

/** What a patch says at one place; undefined for nothing. */
function mergeValue(base: unknown, target: unknown, stated: Stated | undefined, schema?: MergeSchema): unknown {
  if (schema?.inPlace) return mergeFields((base ?? {}) as Fields, (target ?? {}) as Fields, stated, schema);
  if (target === undefined) return base !== undefined || stated ? null : undefined;
  if (isMap(target)) {
    const from = (base ?? {}) as Fields;
    if (sharesNothing(from, target)) return { $patch: "replace", ...target };
    if (isEmpty(target) && stated === "all") return { $patch: "replace" };
    return mergeFields(from, target, stated, schema) ?? (base === undefined ? {} : undefined);
  }
  if (schema?.keys && schema.keys.length > 0) {
    return (
      mergeList((base ?? []) as readonly Fields[], target as readonly Fields[], stated, schema) ??
      (base === undefined ? [] : undefined)
    );
  }
  return base === undefined || stated || !isEqual(base, target) ? target : undefined;
}

/** Whether a fuller map gives way to one without any of its fields. */
function sharesNothing(base: Fields, target: Fields): boolean {
  return !isEmpty(base) && Object.keys(base).every((key) => target[key] === undefined);
}

function isEmpty(map: Fields): boolean {
  return Object.keys(map).length === 0;
}

function mergeList(
  base: readonly Fields[],
  target: readonly Fields[],
  stated: Stated | undefined,
  schema: MergeSchema,
): unknown {
  const keys = schema.keys as readonly string[];
  const [ours, theirs] = [byKey(base, schema), byKey(target, schema)];
  const isReachable = keys.length === 1 || isInPlace([...ours.keys()], [...theirs.keys()]);
  if (!isReachable) return [{ $patch: "replace" }, ...target];

  let same = isEqual([...ours.keys()], [...theirs.keys()]) && stated === undefined;
  const elements = [...theirs].map(([key, element]) => {
    const merge = mergeFields(ours.get(key) ?? {}, element, statedAt(stated, key), elementsOf(schema));
    if (merge) same = false;
    return { ...pick(element, keys), ...merge };
  });
  const gone = new Set([...ours.keys(), ...(stated instanceof Map ? stated.keys() : [])]);
  for (const key of gone) {
    if (theirs.has(key)) continue;
    elements.push({ ...Object.fromEntries(parseKey(key).map((value, at) => [keys[at], value])), $patch: "delete" });
    same = false;
  }
  return same ? undefined : elements;
}

/** Whether what stays is in the base's order and behind what is new: with several keys kustomize knows no other. */
function isInPlace(base: readonly string[], target: readonly string[]): boolean {
  const kept = base.filter((key) => target.includes(key));
  return isEqual(target.slice(target.length - kept.length), kept);
}

function pick(element: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(keys.map((key) => [key, element[key]]));
}
