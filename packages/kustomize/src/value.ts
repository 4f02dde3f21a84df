import { compareKeys } from "@weir/kubernetes/yaml-key-order";

export type Fields = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Equal as manifests: the order of lists counts, the order of keys and keys without a value do not. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isMap(a) || !isMap(b)) return false;
  for (const key in a) if (!isEqual(a[key], b[key])) return false;
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}

/** The keys of both maps that have a value in at least one. */
export function unionOfKeys(a: Fields, b: Fields): string[] {
  const keys = Object.keys(a).filter((key) => a[key] !== undefined);
  for (const key of Object.keys(b)) if (b[key] !== undefined && a[key] === undefined) keys.push(key);
  return keys;
}

const first = new Map(
  ["apiVersion", "kind", "metadata", "name", "namespace", "image"].map((key, index) => [key, index]),
);

/** The same value with its keys in the order that people expect: who it is first, then the alphabet. */
export function sortKeys<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(sortKeys) as Value;
  if (!isMap(value)) return value;
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b) || compareKeys(a, b));
  const sorted: Record<string, unknown> = {};
  for (const key of keys) if (value[key] !== undefined) sorted[key] = sortKeys(value[key]);
  return sorted as Value;
}

function rank(key: string): number {
  return first.get(key) ?? first.size;
}

/**
 * The value with what stands at a path changed. As in kustomize's field specs, a path of fields goes through all
 * elements of a list; where the path ends early nothing changes.
 *
 * @param change returns its argument to leave it as it is; then the result shares all its parts with `value`
 */
export function changeAt<Value>(value: Value, path: readonly string[], change: (found: unknown) => unknown): Value {
  return changeBelow(value, path, 0, change) as Value;
}

function changeBelow(
  value: unknown,
  path: readonly string[],
  depth: number,
  change: (found: unknown) => unknown,
): unknown {
  if (Array.isArray(value) && depth < path.length) {
    const items = value.map((item) => changeBelow(item, path, depth, change));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (depth === path.length) return change(value);
  if (!isMap(value)) return value;
  const field = path[depth] as string;
  if (value[field] === undefined) return value;
  const changed = changeBelow(value[field], path, depth + 1, change);
  return changed === value[field] ? value : { ...value, [field]: changed };
}
