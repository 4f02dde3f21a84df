import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, formatPlace, type Place, sortFindings } from "@weir/finding/finding";
import type { Io } from "./command.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { plural } from "./plural.ts";

export interface PrintOptions {
  readonly io: Io;
  readonly root: string;
  readonly format: "pretty" | "json";
}

/** Prints findings and returns the exit code that they deserve. */
export function printFindings(findings: readonly Finding[], { io, root, format }: PrintOptions): number {
  const sorted = sortFindings(findings);
  if (format === "json") io.out(`${JSON.stringify({ findings: sorted }, null, 2)}\n`);
  else for (const finding of sorted) io.err(`${formatWithFrame(finding, root, io.color)}\n`);
  return exitCodeOf(findings);
}

/** `2 errors, 1 warning in 1 file`, or nothing to say. */
export function countFindings(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const files = new Set(findings.map(({ where }) => where.file)).size;
  const parts = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")].filter(Boolean);
  return `${parts.join(", ")} in ${plural(files, "file")}`;
}

function formatWithFrame(finding: Finding, root: string, color: boolean): string {
  const paint = painter(color);
  const { where, severity, id, what, why, fix } = finding;
  return [
    `${paint.bold(printable(formatPlace(where)))}  ${severity === "error" ? paint.red(severity) : paint.yellow(severity)}  ${id}`,
    ...frameOf(where, root).map((line) => paint.dim(line)),
    ...[what, why].filter((text) => text !== undefined).map((text) => `  ${printable(text)}`),
    ...(fix ? [`  ${paint.bold("Fix:")} ${printable(fix)}`] : []),
    "",
  ].join("\n");
}

/** The line itself with two before it, and a mark under the value. */
function frameOf({ file, line, column, length = 1 }: Place, root: string): string[] {
  if (line === undefined || column === undefined) return [];
  const lines = linesOf(join(root, file));
  const text = lines[line - 1];
  if (text === undefined) return [];
  const width = String(line).length;
  const frame: string[] = [];
  for (let number = Math.max(1, line - 2); number <= line; number++) {
    const mark = number === line ? ">" : " ";
    frame.push(` ${mark} ${String(number).padStart(width)} | ${printable(lines[number - 1] ?? "").slice(0, 160)}`);
  }
  const before = printable(text.slice(0, column - 1)).length;
  if (before < 160) {
    const marks = "^".repeat(Math.max(1, Math.min(length, text.length - column + 1, 160 - before)));
    frame.push(`   ${" ".repeat(width)} | ${" ".repeat(before)}${marks}`);
  }
  return frame;
}

const largestFrameSource = 1024 * 1024;

function linesOf(path: string): string[] {
  try {
    const bytes = readFileSync(path);
    return bytes.length > largestFrameSource ? [] : bytes.toString("utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}

/** Text from a file may hold escape sequences; a terminal must not obey them. */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function painter(color: boolean) {
  const wrap = (code: number) => (text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: wrap(1), dim: wrap(2), red: wrap(31), yellow: wrap(33) };
}
