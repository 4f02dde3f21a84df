import { CST, Lexer, Parser } from "yaml";

/** A part of YAML that settings do without, and where it stands. */
export interface Refused {
  readonly kind: "anchor" | "alias" | "tag" | "directive" | "depth";
  readonly offset: number;
  readonly length: number;
}

/** No setting is nested half as deep. What is below does not recurse further than this. */
export const deepest = 64;

/**
 * The syntax tokens of a YAML text, and the refused parts among them. Stops at a value that is nested too deep, so
 * that a file of brackets costs next to nothing and overflows no stack.
 */
export function tokenizeYaml(text: string): { tokens: CST.Token[]; refused: Refused[] } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const refused: Refused[] = [];
  let insideScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    const kind = insideScalar ? "scalar" : CST.tokenType(lexeme);
    const part = kind === "directive-line" ? "directive" : kind;
    if (part === "anchor" || part === "alias" || part === "tag" || part === "directive") {
      refused.push({ kind: part, offset, length: lexeme.length });
    }
    insideScalar = lexeme === CST.SCALAR;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > deepest) {
      return { tokens, refused: [...refused, { kind: "depth", offset, length: lexeme.length }] };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, refused };
}
