/**
 * What could end an argument and begin another directive, in any version's reader (srs_app_config.cpp `read_token`),
 * what SRS would take for a variable, and what a human reader would not see. No argument that SRS understands needs one of
 * these. Spaces and # are kept together by quotes.
 */
const unsafe = /[;{}"'$`\\\p{Cc}\p{Cf}\p{Cs}]|(?! )\s/u;

/** The first character that keeps a text from being an argument, spelled for people; undefined for a safe one. */
export function findUnsafe(text: string): string | undefined {
  if (text === "") return "nothing";
  const character = unsafe.exec(text)?.[0];
  if (character === undefined) return undefined;
  if (character === "\n") return "a line break";
  if (/^[!-~]$/.test(character)) return character;
  return `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`;
}
