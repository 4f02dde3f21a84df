import { FindingsError } from "@weir/finding/finding";
import { formatVersion } from "./environment-schema.ts";
import { type Document, readDocument } from "./read-document.ts";
import { nodeAt } from "./tree.ts";

/**
 * Reads an environment, cluster or fleet file.
 *
 * @param file relative to the root, made of checked names only
 * @throws {FindingsError} when it cannot be read, or is written in a format that is newer than this weir
 */
export function readVersioned(root: string, file: string): Document {
  const document = readDocument(root, file);
  const weir = nodeAt(document.tree, ["weir"]);
  if (weir?.kind !== "scalar" || !Number.isInteger(weir.value) || (weir.value as number) <= formatVersion) {
    return document;
  }
  throw new FindingsError([
    {
      id: "environment/format",
      severity: "error",
      where: weir.place,
      what: `This file is written in format ${weir.text}, and this weir reads format ${formatVersion}.`,
      fix: `update weir, or write the file in format ${formatVersion}.`,
    },
  ]);
}
