import { definitionOf, type Form } from "@weir/app/walk-schema";
import { listWords, quote } from "./subject.ts";

/** What a person may write in a place: every word of a choice, else the examples that its author gave. */
export function examplesOf(forms: readonly Form[]): string[] {
  const words = forms.flatMap(({ schema, examples }): readonly unknown[] => {
    const def = definitionOf(schema);
    if (def.type === "enum") return Object.values(def.entries);
    if (def.type === "literal") return def.values;
    if (def.type === "boolean") return ["true", "false"];
    return examples.slice(0, 2);
  });
  return [
    ...new Set(
      words
        .filter((word) => !Array.isArray(word))
        .map((word) => (typeof word === "object" && word !== null ? flow(word) : show(word))),
    ),
  ];
}

function show(word: unknown): string {
  return /\s/.test(String(word)) ? quote(String(word)) : String(word);
}

/** `{secretName: web-tls}` */
function flow(mapping: object): string {
  const entries = Object.entries(mapping).map(([key, value]) => `${key}: ${show(value)}`);
  return `{${entries.join(", ")}}`;
}

/** `, such as 2m or 90s`; nothing without examples. */
export function suchAs(examples: readonly string[]): string {
  return examples.length === 0 ? "" : `, such as ${listWords(examples)}`;
}
