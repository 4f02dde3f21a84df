import type { Finding } from "@weir/finding/finding";
import { placesIn } from "./text-places.ts";

/** What makes a text unfit to be parsed, whatever it says: unresolved merges and characters that nobody sees. */
export function scanText(file: string, text: string): Finding[] {
  const placeAt = placesIn(file, text);
  return [...findConflicts(text, placeAt), ...findHiddenCharacters(text, placeAt)];
}

type PlaceAt = ReturnType<typeof placesIn>;

function findConflicts(text: string, placeAt: PlaceAt): Finding[] {
  // Ten tell enough.
  const markers = [...text.matchAll(/^(<{7}|>{7})(?= |\r?$).*$/gm)].slice(0, 20);
  return markers.flatMap(({ 0: line, 1: marker, index }, position) => {
    const next = markers[position + 1];
    const closed = marker?.startsWith("<") && next?.[1]?.startsWith(">") ? next : undefined;
    const opened = position > 0 && markers[position - 1]?.[1]?.startsWith("<");
    if (marker?.startsWith(">") && opened) return [];
    const where = placeAt(index, index + line.length);
    const lines = closed ? `Lines ${where.line} to ${placeAt(closed.index, closed.index).line} are` : "Here is";
    return {
      id: "yaml/conflict",
      severity: "error",
      where,
      what: `${lines} a merge conflict that nobody has resolved.`,
      fix: "keep the lines that are right and delete those that begin with <<<<<<<, ======= or >>>>>>>.",
    };
  });
}

// Control characters but tab and line ends, a carriage return that ends no line, and marks that change the reading direction.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g;

function findHiddenCharacters(text: string, placeAt: PlaceAt): Finding[] {
  return [...text.matchAll(hidden)].slice(0, 10).map(({ 0: character, index }) => ({
    id: "yaml/hidden-character",
    severity: "error",
    where: placeAt(index, index + 1),
    what: `A character that nobody sees stands here: U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}.`,
    fix: "delete it.",
  }));
}
