import type { Path, Place } from "@weir/finding/finding";

/** A YAML file's content, every key and every value with its place. */
export type Node = Mapping | List | Scalar;

export interface Mapping {
  readonly kind: "mapping";
  /** Of its key: a mapping's own text goes over many lines. */
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  readonly key: Place;
  /** Undefined for what was refused on reading, such as null: somebody wrote the key, nobody may use the value. */
  readonly value: Node | undefined;
}

export interface List {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Node[];
}

export interface Scalar {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean;
  /** As it is written: `6.0`, where `value` is 6. */
  readonly text: string;
}

/** The plain data of a tree. Keys are sorted, so that nothing can depend on the order in which they were written. */
export function dataOf(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(dataOf);
  const entries = [...node.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.flatMap(([key, { value }]) => (value ? [[key, dataOf(value)]] : [])));
}

/** A child's values over its parent's: mappings merge, scalars and lists replace. */
export function mergeTrees(parent: Mapping, child: Mapping): Mapping {
  const entries = new Map(parent.entries);
  for (const [key, entry] of child.entries) {
    const inherited = entries.get(key)?.value;
    const merges = inherited?.kind === "mapping" && entry.value?.kind === "mapping";
    entries.set(key, merges ? { ...entry, value: mergeTrees(inherited, entry.value) } : entry);
  }
  return { ...child, entries };
}

/** The mapping with one entry put in, replaced or (undefined) left out. */
export function withEntry(mapping: Mapping, key: string, entry: Entry | undefined): Mapping {
  const entries = new Map(mapping.entries);
  if (entry) entries.set(key, entry);
  else entries.delete(key);
  return { ...mapping, entries };
}

export function nodeAt(node: Node | undefined, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((at, key) => {
    if (at?.kind === "mapping") return at.entries.get(String(key))?.value;
    if (at?.kind === "list") return at.items[key as number];
    return undefined;
  }, node);
}

/** Whether somebody wrote a key, usable value or not. */
export function hasKey(node: Node, path: Path): boolean {
  const parent = nodeAt(node, path.slice(0, -1));
  return parent?.kind === "mapping" && parent.entries.has(String(path.at(-1)));
}

/** The place of a value, or of the nearest written value above it. */
export function placeOf(node: Node, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const found = nodeAt(node, path.slice(0, length));
    if (found) return found.place;
  }
  return node.place;
}

/** The place of a key; of the value above it where nobody wrote the key. */
export function placeOfKey(node: Node, path: Path): Place {
  const parent = nodeAt(node, path.slice(0, -1));
  const entry = parent?.kind === "mapping" ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.key ?? placeOf(node, path);
}
