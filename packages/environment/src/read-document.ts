import { type Finding, FindingsError } from "@weir/finding/finding";
import { Composer, type CST, isMap } from "yaml";
import { buildTree } from "./build-tree.ts";
import { explainErrors, explainRefused, explainSecondDocument, explainTop } from "./explain-yaml.ts";
import { readText } from "./read-text.ts";
import { scanText } from "./scan-text.ts";
import { placesIn } from "./text-places.ts";
import { tokenizeYaml } from "./tokenize-yaml.ts";
import type { Mapping } from "./tree.ts";

/** One YAML file, read. */
export interface Document {
  readonly file: string;
  readonly tree: Mapping;
  /** What is wrong with single values; the tree does without them. */
  readonly findings: readonly Finding[];
}

/**
 * Reads one YAML file that holds a mapping: plain YAML 1.2 without anchors, aliases, tags and directives.
 *
 * @param file relative to the root, made of checked names only
 * @throws {FindingsError} when it cannot be read or is not such a file
 */
export function readDocument(root: string, file: string): Document {
  return parseDocument(file, readText(root, file));
}

/** The same for text in memory. */
export function parseDocument(file: string, text: string): Document {
  const unfit = scanText(file, text);
  if (unfit.length > 0) throw new FindingsError(unfit);
  const placeAt = placesIn(file, text);
  const { tokens, refused, complete } = tokenizeYaml(text);
  const findings = refused.map((part) => explainRefused(part, text, placeAt));
  if (!complete) throw new FindingsError(findings);
  const { contents, errors } = compose(tokens, text);
  const unusable = [...explainErrors(errors, text, placeAt), ...explainSecondDocument(tokens, placeAt)];
  if (unusable.length > 0) throw new FindingsError([...findings, ...unusable]);
  if (!isMap(contents)) throw new FindingsError([...findings, explainTop(contents, text, placeAt)]);
  const built = buildTree(contents, text, placeAt);
  return { file, tree: built.tree, findings: [...findings, ...built.findings] };
}

function compose(tokens: CST.Token[], text: string) {
  // Duplicate keys are looked for in build-tree.ts: the library compares every key with every other.
  const [document] = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
  if (!document) throw new Error("the YAML library returned no document");
  return { contents: document.contents, errors: document.errors };
}
