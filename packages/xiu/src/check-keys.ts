import type { Path, Problem } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import { type Key, root, type Table } from "./keys.ts";
import { formatVersion, isAtLeast, type XiuVersion } from "./versions.ts";

/** A problem of a configuration; `at` is the place in it: `["rtmp", "push", 0, "port"]`. */
export interface ConfigProblem extends Problem {
  readonly at: Path;
}

/** What becomes of a pod whose file xiu does not read. */
export const ends =
  "xiu prints a line and ends, 0.14 with exit code 0 as if it had finished, and the pod restarts for ever.";

/**
 * Tables and keys that are missing, of another kind than xiu wants, or not read by that version at all.
 *
 * @param config what a TOML reader gives
 */
export function checkKeys(config: object, version: XiuVersion): ConfigProblem[] {
  return checkTable(config, root, [], version);
}

function checkTable(value: object, table: Table, at: Path, version: XiuVersion): ConfigProblem[] {
  const known = Object.entries(table.keys).filter(([, { since }]) => !since || isAtLeast(version, since));
  return [
    ...Object.keys(value)
      .filter((name) => !known.some(([key]) => key === name))
      .map((name) => unknownKey(name, table, at, version)),
    ...known.flatMap(([name, key]) => {
      const own = (value as Record<string, unknown>)[name];
      if (own !== undefined) return checkValue(own, key, [...at, name], version);
      return key.required ? [missing([...at, name], "keys" in key)] : [];
    }),
  ];
}

function checkValue(value: unknown, key: Key | Table, at: Path, version: XiuVersion): ConfigProblem[] {
  if (!("keys" in key)) return fits(value, key) ? [] : [wrongKind(value, key, at)];
  if (key.many) {
    if (!Array.isArray(value)) return [wrongTable(at, `[[${sayPath(at)}]]`)];
    return value.flatMap((entry, index) =>
      isTable(entry) ? checkTable(entry, key, [...at, index], version) : [wrongTable(at, `[[${sayPath(at)}]]`)],
    );
  }
  return isTable(value) ? checkTable(value, key, at, version) : [wrongTable(at, `[${sayPath(at)}]`)];
}

function fits(value: unknown, { kind }: Key): boolean {
  if (typeof kind !== "string") return kind.includes(value as string);
  if (kind === "port") return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535;
  if (kind === "count") return Number.isInteger(value) && (value as number) >= 0;
  return typeof value === (kind === "text" ? "string" : "boolean");
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function missing(at: Path, table: boolean): ConfigProblem {
  const path = sayPath(at);
  return {
    id: "xiu/missing-key",
    severity: "error",
    at: at.slice(0, -1),
    what: table ? `The table [${path}] is missing.` : `${path} is missing.`,
    why: ends,
    fix: table ? `add [${path}].` : `add ${at.at(-1)} to [${sayPath(at.slice(0, -1))}].`,
  };
}

function wrongKind(value: unknown, { kind }: Key, at: Path): ConfigProblem {
  const wanted =
    typeof kind !== "string"
      ? `one of ${kind.join(", ")}`
      : { boolean: "true or false", port: "a port from 1 to 65535", count: "a whole number", text: "text in quotes" }[
          kind
        ];
  return {
    id: "xiu/wrong-value",
    severity: "error",
    at,
    what: `${sayPath(at)} is ${JSON.stringify(value)}, and xiu wants ${wanted}.`,
    why: kind === "port" ? "xiu ends, or runs without that port." : ends,
    fix: `write ${wanted}.`,
  };
}

function wrongTable(at: Path, head: string): ConfigProblem {
  return {
    id: "xiu/wrong-value",
    severity: "error",
    at,
    what: `${sayPath(at)} is not a table.`,
    why: ends,
    fix: `write it as ${head}.`,
  };
}

function unknownKey(name: string, table: Table, at: Path, version: XiuVersion): ConfigProblem {
  const path = sayPath([...at, name]);
  const since = Object.hasOwn(table.keys, name) ? table.keys[name]?.since : undefined;
  const meant = suggest(name, Object.keys(table.keys));
  return {
    id: "xiu/unknown-key",
    severity: "error",
    at: [...at, name],
    what: since
      ? `xiu ${formatVersion(version)} does not read ${path}: it came with ${since}.`
      : `xiu does not read ${path}.`,
    why: "It is ignored without a word, and what it was meant to do does not happen.",
    fix: since ? `use ${since} or later, or remove it.` : meant ? `did you mean ${meant}?` : "remove it.",
  };
}

/** `rtmp.push[0].port` */
export function sayPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    "",
  );
}
