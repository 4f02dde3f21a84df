import type { Path } from "@weir/finding/finding";
import { parse, TomlError } from "smol-toml";
import { type ConfigProblem, checkKeys, ends } from "./check-keys.ts";
import type { XiuConfig } from "./config.ts";
import type { XiuVersion } from "./versions.ts";

/** A problem with its line in the file, the first being 1. */
export type LocatedProblem = ConfigProblem & { readonly line: number; readonly column?: number };

/**
 * Reads xiu.toml as that version of xiu does: what it refuses and what it overlooks are problems, each with its line.
 * `config` is there when the text is TOML and every table and key is of its kind.
 */
export function parseConfig(
  text: string,
  version: XiuVersion,
): { readonly config?: XiuConfig; readonly problems: readonly LocatedProblem[] } {
  let value: object;
  try {
    value = parse(text, { unsafeKeyBehaviour: "throw" });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { problems: [syntaxProblem(error)] };
  }
  const problems = checkKeys(value, version).map((problem) => ({ ...problem, line: lineOf(text, problem.at) }));
  if (problems.some(({ id }) => id !== "xiu/unknown-key")) return { problems };
  return { config: value as XiuConfig, problems };
}

function syntaxProblem({ message, line, column }: TomlError): LocatedProblem {
  const [reason = message] = message.replace(/^Invalid TOML document: /, "").split("\n");
  return {
    id: "xiu/syntax",
    severity: "error",
    at: [],
    line,
    column,
    what: `This is not TOML: ${reason}.`,
    why: ends,
    fix: "correct the line.",
  };
}

/** The line of a key, or else of its table, or else the first; good enough for files whose tables have heads of their own. */
function lineOf(text: string, path: Path): number {
  const lines = text.split("\n").map((line) => line.trim());
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length);
    const head = headOf(lines, at);
    if (head >= 0) return head + 1;
    const table = headOf(lines, at.slice(0, -1));
    if (length > 1 && table < 0) continue;
    const key = keyBelow(lines, table + 1, String(at.at(-1)));
    if (key >= 0) return key + 1;
  }
  return 1;
}

/** The line of `[rtmp.pull]`, or of the nth `[[rtmp.push]]`. */
function headOf(lines: readonly string[], at: Path): number {
  const index = at.at(-1);
  const name = at.filter((part) => typeof part === "string").join(".");
  if (typeof index !== "number") return lines.findIndex((line) => isHead(line, `[${name}]`));
  return lines.flatMap((line, number) => (isHead(line, `[[${name}]]`) ? [number] : [])).at(index) ?? -1;
}

function isHead(line: string, head: string): boolean {
  return line.replace(/\s*#.*$/, "").replace(/\s/g, "") === head;
}

function keyBelow(lines: readonly string[], from: number, key: string): number {
  for (let number = from; number < lines.length; number++) {
    const line = lines[number] as string;
    if (line.startsWith("[")) return -1;
    if (line.slice(0, key.length) === key && /^\s*[.=]/.test(line.slice(key.length))) return number;
  }
  return -1;
}
