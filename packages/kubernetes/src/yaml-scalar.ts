import { isMisread, isMisreadByGo } from "./yaml-plain.ts";

/** Where a scalar stands, and how its printer writes. */
export interface Position {
  /** Columns before the lines that follow its first. */
  readonly indent: number;
  /** Columns before its first character. */
  readonly column: number;
  /** Lines are folded at the first space beyond this column. */
  readonly width: number;
  /** `go`: quotes as go-yaml v2 does. `safe`: also where another reader would misread its choice. */
  readonly quoting: "go" | "safe";
}

type Style = "plain" | "single" | "double" | "literal";

const harmless = /^[A-Za-z/][\w./=,+@()-]*(?::[\w./=,+@()-]+)*$/;
const special = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const indicators = /^(?:[#,[\]{}&*!|>'"%@` ]|[-?:](?: |$)|---|\.\.\.)|:(?: |$)| (?:#|$)/;
const breaks = /[\n\u2028\u2029]/;
const spaceBeforeBreak = / [\n\u2028\u2029]/;
const spaceAfterBreak = /[\n\u2028\u2029] /;
const escapable = /["\\\n\u2028\u2029]|[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/gu;

/** A string as YAML, up to the end of its last line. */
export function formatString(text: string, position: Position): string {
  const style = styleOf(text, position.quoting);
  return style === "literal" ? formatLiteral(text, position.indent) : `${formatFlow(text, style, position)}\n`;
}

/** A string as a map's key on one line. */
export function formatKey(text: string, quoting: Position["quoting"]): string {
  const style = styleOf(text, quoting) as Exclude<Style, "literal">;
  return formatFlow(text, style, { indent: 0, column: 0, width: 1 << 30, quoting });
}

/** go-yaml's choice (v2.4, encode.go stringv and emitterc.go analyze_scalar). */
function styleOf(text: string, quoting: Position["quoting"]): Style {
  const misread = quoting === "go" ? isMisreadByGo(text) : isMisread(text);
  if (harmless.test(text)) return misread ? "double" : "plain";
  if (special.test(text)) return "double";
  if (!breaks.test(text)) return misread ? "double" : indicators.test(text) ? "single" : "plain";
  if (spaceBeforeBreak.test(text) || (quoting === "safe" && /[\u2028\u2029]/.test(text))) return "double";
  if (text.includes("\n")) return text.endsWith(" ") ? "double" : "literal";
  return misread || spaceAfterBreak.test(text) ? "double" : "single";
}

function formatLiteral(text: string, indent: number): string {
  const hint = /^[ \n\u2028\u2029]/.test(text) ? "2" : "";
  const chomp = /[^\n\u2028\u2029][\n\u2028\u2029]$/.test(text) ? "" : /[\n\u2028\u2029]$/.test(text) ? "+" : "-";
  const margin = " ".repeat(indent);
  const lines = text.replace(/[^\n\u2028\u2029]+/g, (line) => margin + line);
  return `|${hint}${chomp}\n${lines}${chomp === "-" ? "\n" : ""}`;
}

function formatFlow(text: string, style: Exclude<Style, "literal">, position: Position): string {
  if (style === "plain") return fold(text, position);
  const inner = { ...position, column: position.column + 1 };
  if (style === "double") return `"${fold(escapeText(text), inner, "\\")}"`;
  const doubled = text.replaceAll("'", "''");
  if (!breaks.test(text)) return `'${fold(doubled, inner)}'`;
  const margin = " ".repeat(position.indent);
  const next = { ...position, column: position.indent };
  return `'${doubled.replace(/[^\u2028\u2029]+/g, (line, at) => (at === 0 ? fold(line, inner) : margin + fold(line, next)))}'`;
}

/** Breaks a line at single spaces beyond the width; before several spaces only with a mark that keeps them. */
function fold(text: string, { indent, column, width }: Position, mark?: string): string {
  if (column + text.length <= width) return text;
  const margin = `\n${" ".repeat(indent)}`;
  let folded = "";
  let start = 0;
  let offset = column;
  for (let at = text.indexOf(" ", 1); at >= 0 && at < text.length - 1; at = text.indexOf(" ", at + 1)) {
    const more = text[at + 1] === " ";
    if (offset + at - start <= width || text[at - 1] === " " || (more && mark === undefined)) continue;
    folded += text.slice(start, at) + margin + (more ? mark : "");
    start = at + 1;
    offset = indent + (more ? 1 : 0);
  }
  return folded + text.slice(start);
}

const escapes = new Map(
  Object.entries({
    "\0": "\\0",
    "\x07": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\x1b": "\\e",
    '"': '\\"',
    "\\": "\\\\",
    "\x85": "\\N",
    "\xa0": "\\_",
    "\u2028": "\\L",
    "\u2029": "\\P",
  }),
);

/** go-yaml escapes every character of a text that begins with a byte order mark. */
function escapeText(text: string): string {
  return text.replace(
    text.startsWith("\ufeff") ? /./gsu : escapable,
    (character) => escapes.get(character) ?? numbered(character.codePointAt(0) as number),
  );
}

function numbered(code: number): string {
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
