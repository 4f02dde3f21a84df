import { type Finding, FindingsError } from "@weir/finding/finding";
import type { Directive, SrsConfig } from "./config.ts";

/** No configuration that SRS understands is deeper than four levels. */
const deepest = 16;

/**
 * Reads srs.conf as SRS 6 does (srs_app_config.cpp `read_token`, 6.0.135 and later: a directive stays on one line).
 * Comments are dropped, lines kept. `include` is refused: the included file cannot be seen from here.
 *
 * @throws FindingsError with the first mistake in the text, or all includes
 */
export function parseConfig(text: string, file = "srs.conf"): SrsConfig {
  const root: Directive[] = [];
  const open: { directives: Directive[]; line: number; title: string }[] = [];
  const includes: Finding[] = [];
  const reader = readWords(text, file);
  for (const { words, end, line, column } of reader) {
    const directives = open.at(-1)?.directives ?? root;
    if (end === "}") {
      if (!open.pop()) throw syntaxError(file, line, column, "Unexpected }: no block is open here.");
      continue;
    }
    const [name = "", ...args] = words;
    if (name === "include") {
      includes.push(includeFinding(file, line, column, args.join(" ")));
    }
    if (end === "{") {
      if (open.length === deepest)
        throw syntaxError(file, line, column, `Blocks are nested more than ${deepest} deep.`);
      const inner: Directive[] = [];
      directives.push({ name, args, block: inner, line });
      open.push({ directives: inner, line, title: words.join(" ") });
    } else {
      directives.push({ name, args, line });
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw syntaxError(file, unclosed.line, 1, `${unclosed.title} { is never closed.`, "Add the missing }.");
  if (includes.length > 0) throw new FindingsError(includes);
  return root;
}

interface Statement {
  readonly words: readonly string[];
  readonly end: ";" | "{" | "}";
  readonly line: number;
  readonly column: number;
}

function* readWords(text: string, file: string): Generator<Statement> {
  // One word with its quotes, one mark, one comment, or white space; in the order SRS tries them.
  const token =
    /(?<space>[^\S\n]+)|(?<newline>\n)|(?<comment>#[^\n\r]*)|(?<mark>[;{}])|"(?<double>[^"\n\r]*)"|'(?<single>[^'\n\r]*)'|(?<word>[^\s;{"'][^\s;{]*)/gy;
  let words: string[] = [];
  let line = 1;
  let lineStart = 0;
  let start = { line: 1, column: 1 };
  let afterQuote = false;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const column = at - lineStart + 1;
    const groups = token.exec(text)?.groups;
    if (!groups) throw syntaxError(file, line, column, "A quote is opened and not closed on this line.");
    const { space, newline, comment, mark, word } = groups;
    const quoted = groups.double ?? groups.single;
    if (afterQuote && (quoted !== undefined || word !== undefined || comment !== undefined || mark === "}")) {
      throw syntaxError(file, line, column, "After a quoted argument SRS wants a space, ; or {.");
    }
    afterQuote = quoted !== undefined;
    if (space !== undefined || comment !== undefined) continue;
    if (newline !== undefined) {
      if (words.length > 0) throw unended(file, start, words);
      line += 1;
      lineStart = at + 1;
      continue;
    }
    if (mark !== undefined) {
      if (mark !== "}" && words.length === 0)
        throw syntaxError(file, line, column, `Unexpected ${mark}: a directive's name comes first.`);
      if (mark === "}" && words.length > 0) throw unended(file, start, words);
      yield { words, end: mark as Statement["end"], ...(words.length > 0 ? start : { line, column }) };
      words = [];
      continue;
    }
    if (word?.includes("}")) {
      throw syntaxError(
        file,
        line,
        column,
        `${word} runs into a }, which SRS reads as part of the word.`,
        "Write ; before the }.",
      );
    }
    if (words.length === 0) start = { line, column };
    // SRS drops an empty argument: `hls_path "";` has none.
    if (word !== undefined || quoted) words.push(word ?? (quoted as string));
  }
  if (words.length > 0) throw unended(file, start, words);
}

function unended(
  file: string,
  { line, column }: { line: number; column: number },
  words: readonly string[],
): FindingsError {
  const what = `${words.join(" ")} ends without ; or {.`;
  return syntaxError(
    file,
    line,
    column,
    what,
    "End it with ; on the same line: SRS 6.0.135 and later refuse a directive over two lines.",
  );
}

function syntaxError(file: string, line: number, column: number, what: string, fix?: string): FindingsError {
  const finding: Finding = {
    id: "srs/syntax",
    severity: "error",
    where: { file, line, column },
    what,
    ...(fix && { fix }),
  };
  return new FindingsError([finding]);
}

function includeFinding(file: string, line: number, column: number, files: string): Finding {
  return {
    id: "srs/include",
    severity: "error",
    where: { file, line, column },
    what: `include ${files} brings in a file that weir does not see.`,
    fix: "Write its directives here.",
  };
}
