import type { Finding, Place } from "@weir/finding/finding";
import { type CST, isSeq, type YAMLParseError } from "yaml";
import { deepest, type Refused } from "./tokenize-yaml.ts";

type PlaceAt = (start: number, end: number) => Place;

const inItsPlace = "and every setting must say in its own place what it is";
const writeItself = "write the value itself; what environments share belongs into a parent (inherit: fleets/<name>).";

const reasons: Record<Refused["kind"], { what: (word: string) => string; fix: string }> = {
  anchor: { what: (word) => `${word} is an anchor, ${inItsPlace}.`, fix: writeItself },
  alias: { what: (word) => `${word} is an alias, ${inItsPlace}.`, fix: writeItself },
  tag: { what: (word) => `${word} is a tag, and settings are plain text, numbers, true and false.`, fix: "delete it." },
  directive: { what: (word) => `${word} is a directive, and settings are plain YAML 1.2.`, fix: "delete the line." },
  depth: {
    what: () => `Values are nested more than ${deepest} levels deep here; no setting is.`,
    fix: "write settings and nothing else.",
  },
};

export function explainRefused({ kind, offset, length }: Refused, text: string, placeAt: PlaceAt): Finding {
  const { what, fix } = reasons[kind];
  const word = text.slice(offset, offset + Math.min(length, 40));
  return {
    id: `yaml/${kind}`,
    severity: "error",
    where: placeAt(offset, offset + length),
    what: what(word),
    fix,
  };
}

/** After a few, errors of syntax are mostly consequences of the first. */
const mostErrors = 10;

/** Errors of syntax. A line that is indented with a tab explains itself and what follows it. */
export function explainErrors(errors: readonly YAMLParseError[], text: string, placeAt: PlaceAt): Finding[] {
  const explained = errors.map(({ code, message, pos: [start, end] }): Finding => {
    const fix = fixes[code];
    return {
      id: "yaml/syntax",
      severity: "error",
      where: placeAt(Math.min(start, text.length), end),
      what: `This is not valid YAML: ${message.slice(0, 160)}.`,
      ...(fix && { fix }),
    };
  });
  const tabs = explained.length > 0 ? findTabs(text, placeAt) : [];
  const tabLines = new Set(tabs.map(({ where }) => where.line));
  const firstTab = explained.findIndex(({ where }) => tabLines.has(where.line));
  return (firstTab < 0 ? explained : [...explained.slice(0, firstTab), ...tabs]).slice(0, mostErrors);
}

const checkIndentation = "check how far the line is indented";

const fixes: Partial<Record<string, string>> = {
  BAD_DQ_ESCAPE: "write the backslash twice, or use single quotes.",
  BAD_INDENT: "begin every key of a mapping in the column of its first key; close every bracket.",
  BAD_SCALAR_START: "put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY: `put a value that contains a colon and a space in quotes; ${checkIndentation}.`,
  MISSING_CHAR: "write key: value, and close every quote and bracket.",
  MULTILINE_IMPLICIT_KEY: `write key: value on one line; ${checkIndentation}.`,
  UNEXPECTED_TOKEN: `check the quotes and brackets before it; ${checkIndentation}.`,
};

function findTabs(text: string, placeAt: PlaceAt): Finding[] {
  return [...text.matchAll(/^( *)(\t[ \t]*)(?=[^\s#])/gm)].map(({ 1: spaces = "", 2: tab = "", index }) => {
    const start = index + spaces.length;
    return {
      id: "yaml/tab",
      severity: "error",
      where: { ...placeAt(start, start + 1), length: tab.length },
      what: "This line is indented with a tab, and YAML is indented with spaces only.",
      fix: "replace the tab by spaces.",
    };
  });
}

export function explainSecondDocument(tokens: readonly CST.Token[], placeAt: PlaceAt): Finding[] {
  const second = tokens.filter(({ type }) => type === "document")[1];
  if (!second) return [];
  return [
    {
      id: "yaml/documents",
      severity: "error",
      where: placeAt(second.offset, second.offset + 3),
      what: "A second YAML document begins here, and a file holds one.",
      fix: "move what follows into a file of its own, or delete the line ---.",
    },
  ];
}

/** A file that holds something else than a mapping. */
export function explainTop(contents: unknown, text: string, placeAt: PlaceAt): Finding {
  const start = Math.max(0, text.search(/^(?!---)[^\s#]/m));
  const problem = {
    severity: "error",
    where: placeAt(start, text.length),
    fix: "begin with weir: 1, then key: value, one a line.",
  } as const;
  if (contents === null) return { ...problem, id: "yaml/empty", what: "The file says nothing." };
  const kind = isSeq(contents) ? "a list" : "a single value";
  return { ...problem, id: "yaml/top-level", what: `The file holds ${kind}, and it must be settings (key: value).` };
}
