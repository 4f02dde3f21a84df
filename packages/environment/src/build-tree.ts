import type { Finding, Path, Place } from "@weir/finding/finding";
import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap } from "yaml";
import { quote, subjectOf } from "./subject.ts";
import type { placesIn } from "./text-places.ts";
import type { Entry, Mapping, Node } from "./tree.ts";

/** A YAML mapping as a tree of values with places. What no setting can be is reported and left out. */
export function buildTree(
  root: YAMLMap.Parsed,
  text: string,
  placeAt: ReturnType<typeof placesIn>,
): { tree: Mapping; findings: Finding[] } {
  const findings: Finding[] = [];
  const report = (where: Place, id: string, what: string, fix: string, why?: string) => {
    findings.push({ id, severity: "error", where, what, ...(why && { why }), fix });
  };
  const spanOf = ({ range: [start, end] }: ParsedNode) => placeAt(start, end);

  function nodeOf(node: ParsedNode | null, place: Place, path: Path): Node | undefined {
    if (isMap(node)) return mappingOf(node, place, path);
    if (isSeq(node)) {
      const items = node.items.map((item, index) => nodeOf(item, firstOf(item, place), [...path, index]));
      return { kind: "list", place, items: items.filter((item) => item !== undefined) };
    }
    if (isScalar(node) && node.value !== null) {
      const [start, end] = node.range;
      return { kind: "scalar", place: placeAt(start, end), value: plain(node.value), text: text.slice(start, end) };
    }
    // An alias has been reported with its text.
    if (!isAlias(node)) reportNull(node && node.range[0] < node.range[1] ? spanOf(node) : place, path);
    return undefined;
  }

  function mappingOf(map: YAMLMap.Parsed, place: Place, path: Path): Mapping {
    const entries = new Map<string, Entry>();
    for (const { key, value } of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
      const where = spanOf(key);
      const name = isScalar(key) && key.value !== null ? nameOf(key) : undefined;
      const first = name === undefined ? undefined : entries.get(name)?.key;
      if (name === undefined) {
        report(where, "yaml/key", "A key must be a plain word.", "write it as key: value.");
      } else if (name === "<<") {
        report(
          where,
          "yaml/merge-key",
          "<< is a merge key, and every setting must say in its own place what it is.",
          "write the settings themselves; what environments share belongs into a parent (inherit: fleets/<name>).",
        );
      } else if (reserved.has(name)) {
        report(where, "settings/unknown-key", `There is no setting ${quote(name)}.`, "delete it.");
      } else if (first) {
        report(
          where,
          "yaml/duplicate-key",
          `${subjectOf([...path, name])} is written twice, first in line ${first.line}.`,
          "delete one of the two.",
          "Programs differ in which of the two they take.",
        );
      } else {
        entries.set(name, { key: where, value: nodeOf(value, where, [...path, name]) });
      }
    }
    return { kind: "mapping", place, entries };
  }

  function reportNull(where: Place, path: Path) {
    const subject = subjectOf(path);
    const fix =
      path[0] === "apps" && path.length === 2
        ? `write ${path[1]}: {} for an app without settings of its own, absent to remove it, or leave the key out.`
        : "write a value, or leave the key out.";
    report(where, "yaml/null", `${subject} has no value.`, fix);
  }

  /** Where an item of a list begins: a mapping at its first key. */
  function firstOf(node: ParsedNode | null, outer: Place): Place {
    if (node === null) return outer;
    const firstKey = isMap(node) ? (node.items[0]?.key as ParsedNode | undefined) : undefined;
    return spanOf(firstKey ?? node);
  }

  const tree = mappingOf(root, firstOf(root, placeAt(0, 1)), []);
  return { tree, findings };
}

// The only members of every object that are lower case words; no setting is called so.
const reserved = new Set(["__proto__", "constructor"]);

/** A key is a word as it is written: `6.0`, not 6. */
function nameOf(key: { value: unknown; source?: string }): string {
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function plain(value: unknown): string | number | boolean {
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}
