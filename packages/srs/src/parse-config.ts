import { type Finding, FindingsError } from "@weir/finding/finding";
import type { Directive, SrsConfig } from "./config.ts";

/** No configuration that SRS understands is deeper than four levels. */
const deepest = 16;

/**
 * Reads srs.conf as SRS 6.0.135 and later do (srs_app_config.cpp `read_token`): quotes of either kind hold everything but
 * themselves and know no escapes, # begins a comment where a word could begin, an empty argument is dropped, and a
 * directive stays on one line. What older versions take across lines is refused, since the newer ones refuse it. Comments
 * are dropped, places kept. `include` is refused: the included file cannot be seen from here.
 *
 * @throws FindingsError with the first mistake in the text, or all includes
 */
export function parseConfig(text: string, file = "srs.conf"): SrsConfig {
  const root: Directive[] = [];
  const open: { directives: Directive[]; statement: Statement }[] = [];
  const includes: Finding[] = [];
  for (const statement of readStatements(text, file)) {
    const { words, end, line, column } = statement;
    const directives = open.at(-1)?.directives ?? root;
    if (end === "}") {
      if (!open.pop()) throw syntaxError(file, statement, "Unexpected }: no block is open here.");
      continue;
    }
    const [name = "", ...args] = words;
    if (name === "include") includes.push(includeFinding(file, statement, args.join(" ")));
    if (end === "{") {
      if (open.length === deepest) throw syntaxError(file, statement, `Blocks are nested more than ${deepest} deep.`);
      const inner: Directive[] = [];
      directives.push({ name, args, block: inner, line, column });
      open.push({ directives: inner, statement });
    } else {
      directives.push({ name, args, line, column });
    }
  }
  const unclosed = open.at(-1)?.statement;
  if (unclosed)
    throw syntaxError(file, unclosed, `${unclosed.words.join(" ")} { is never closed.`, "Add the missing }.");
  if (includes.length > 0) throw new FindingsError(includes);
  return root;
}

interface Spot {
  readonly line: number;
  readonly column: number;
}

interface Statement extends Spot {
  readonly words: readonly string[];
  readonly end: ";" | "{" | "}";
}

function* readStatements(text: string, file: string): Generator<Statement> {
  // One word with its quotes, one mark, one comment, or white space; in the order SRS tries them. Its white space is
  // these four characters: any other, such as a no-break space, belongs to a word.
  const token =
    /(?<space>[ \t]+)|(?<newline>\r?\n|\r)|(?<comment>#[^\n\r]*)|(?<mark>[;{}])|"(?<double>[^"\n\r]*)"|'(?<single>[^'\n\r]*)'|(?<word>[^ \t\n\r;{"'][^ \t\n\r;{]*)/gy;
  let words: string[] = [];
  let start: Spot = { line: 1, column: 1 };
  let line = 1;
  let lineStart = 0;
  let afterQuote = false;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const here = { line, column: at - lineStart + 1 };
    const groups = token.exec(text)?.groups;
    if (!groups) throw syntaxError(file, here, "A quote is opened and not closed on this line.");
    const { space, newline, comment, mark, word } = groups;
    const quoted = groups.double ?? groups.single;
    if (afterQuote && (quoted !== undefined || word !== undefined || comment !== undefined || mark === "}")) {
      throw syntaxError(file, here, "After a quoted argument SRS wants a space, ; or {.");
    }
    afterQuote = quoted !== undefined;
    if (space !== undefined || comment !== undefined) continue;
    if (newline !== undefined) {
      if (words.length > 0) throw unended(file, start, words);
      if (newline !== "\r") line += 1;
      if (newline !== "\r") lineStart = token.lastIndex;
      continue;
    }
    if (mark !== undefined) {
      if (mark !== "}" && words.length === 0)
        throw syntaxError(file, here, `Unexpected ${mark}: a directive's name comes first.`);
      if (mark === "}" && words.length > 0) throw unended(file, start, words);
      yield { words, end: mark as Statement["end"], ...(words.length > 0 ? start : here) };
      words = [];
      continue;
    }
    const argument = word ?? (quoted as string);
    const hidden = ["\0", "\ufeff"].find((character) => argument.includes(character));
    if (hidden !== undefined) throw hiddenCharacter(file, here, hidden);
    if (word?.includes("}")) {
      const what = `${word} runs into a }, which SRS reads as part of the word.`;
      throw syntaxError(file, here, what, "Write ; before the }.");
    }
    if (words.length === 0) start = here;
    // SRS drops an empty argument: `hls_path "";` has none.
    if (argument !== "") words.push(argument);
  }
  if (words.length > 0 || afterQuote) throw unended(file, start, words);
}

function unended(file: string, start: Spot, words: readonly string[]): FindingsError {
  return syntaxError(
    file,
    start,
    `${words.join(" ") || "A quoted nothing"} ends without ; or {.`,
    "End it with ; on the same line: SRS 6.0.135 and later refuse a directive over two lines.",
  );
}

/** SRS reads both as part of the word, and nobody sees them: a byte order mark at the top of a file, a NUL anywhere. */
function hiddenCharacter(file: string, spot: Spot, character: string): FindingsError {
  const what =
    character === "\0"
      ? "There is a NUL character in this word, and SRS reads nothing after it."
      : "There is a byte order mark in this word, and SRS reads it as one of its letters.";
  return syntaxError(file, spot, what, "Save the file as plain UTF-8, without a byte order mark.");
}

function syntaxError(file: string, { line, column }: Spot, what: string, fix?: string): FindingsError {
  const finding: Finding = {
    id: "srs/syntax",
    severity: "error",
    where: { file, line, column },
    what,
    ...(fix && { fix }),
  };
  return new FindingsError([finding]);
}

function includeFinding(file: string, { line, column }: Spot, files: string): Finding {
  return {
    id: "srs/include",
    severity: "error",
    where: { file, line, column },
    what: `include ${files} brings in a file that weir does not see.`,
    fix: "Write its directives here.",
  };
}
