import { CST, Lexer, Parser } from "yaml";

/** A part of YAML that settings do without, and where it stands. */
export interface Refused {
  readonly kind: "anchor" | "alias" | "tag" | "directive" | "depth";
  readonly offset: number;
  readonly length: number;
}

interface Tokens {
  readonly tokens: CST.Token[];
  readonly refused: Refused[];
  /** Whether the first document is complete, as far as the text goes. */
  readonly complete: boolean;
}

/** No setting is nested half as deep. What is below does not recurse further than this. */
export const deepest = 64;

/** More mistakes than anybody reads about one file. */
const most = 50;

/**
 * The syntax tokens of a YAML text, and the refused parts among them. It stops where a file is beyond use, so that a
 * megabyte of brackets costs next to nothing and overflows no stack.
 */
export function tokenizeYaml(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const refused: Refused[] = [];
  let [documents, errors] = [0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    const kind = CST.tokenType(lexeme);
    const part = kind === "directive-line" ? "directive" : kind;
    if (part === "anchor" || part === "alias" || part === "tag" || part === "directive") {
      refused.push({ kind: part, offset, length: lexeme.length });
    }
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === "document") documents++;
      if (token.type === "error") errors++;
    }
    const tooDeep = parser.stack.length > deepest;
    if (tooDeep) refused.push({ kind: "depth", offset, length: lexeme.length });
    if (tooDeep || refused.length >= most) return { tokens, refused, complete: false };
    if (documents > 1 || errors >= most) return { tokens, refused, complete: true };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, refused, complete: true };
}
