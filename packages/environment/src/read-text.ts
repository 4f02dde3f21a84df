import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { placesIn } from "./text-places.ts";

const largestFile = 1024 * 1024;

/**
 * Reads a text file of the workspace, without its byte order mark.
 *
 * @param file relative to the root, made of checked names only
 * @throws {FindingsError} for a file that is missing, is none, is larger than 1 MiB, leads out of the workspace or
 *   is not UTF-8
 */
export function readText(root: string, file: string): string {
  const bytes = readBytes(root, file);
  const text = bytes.toString("utf8");
  const wrong = findBrokenByte(bytes, text);
  if (wrong !== undefined) {
    const place = placesIn(file, text)(wrong.index, wrong.index + 1);
    const utf16 = bytes[0] === 0xff || bytes[0] === 0xfe || bytes.includes(0);
    throw refuse({
      id: "yaml/encoding",
      where: place,
      what: `The byte 0x${wrong.byte.toString(16).padStart(2, "0")} is not UTF-8${utf16 ? "; the file looks like UTF-16" : ""}.`,
      fix: "save the file as UTF-8.",
    });
  }
  return text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
}

const byteOrderMark = 0xfeff;

function readBytes(root: string, file: string): Buffer {
  const where = { file };
  try {
    const path = realpathSync(join(root, file));
    if (!path.startsWith(realpathSync(root) + sep)) {
      throw refuse({
        id: "file/outside",
        where,
        what: `${file} is a symbolic link that leads out of the workspace.`,
        fix: "put the file itself there.",
      });
    }
    const stats = statSync(path);
    if (!stats.isFile()) {
      throw refuse({ id: "file/kind", where, what: `${file} is not a file.`, fix: "put a file there." });
    }
    if (stats.size > largestFile) {
      throw refuse({
        id: "file/size",
        where,
        what: `${file} has ${stats.size.toLocaleString("en")} bytes; ${largestFile.toLocaleString("en")} are the most.`,
        fix: "keep in it what is for people to read or to set.",
      });
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof FindingsError) throw error;
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read (${code}).`;
    throw refuse({ id: code === "ENOENT" ? "file/missing" : "file/unreadable", where, what });
  }
}

/** The first character that stands for broken bytes, as opposed to one that really is U+FFFD. */
function findBrokenByte(bytes: Buffer, text: string): { index: number; byte: number } | undefined {
  let offset = 0;
  let seen = 0;
  for (let index = text.indexOf("\ufffd"); index >= 0; index = text.indexOf("\ufffd", index + 1)) {
    offset += Buffer.byteLength(text.slice(seen, index));
    seen = index;
    if (bytes.readUIntBE(offset, Math.min(3, bytes.length - offset)) !== 0xefbfbd) {
      return { index, byte: bytes[offset] as number };
    }
  }
  return undefined;
}

function refuse(finding: Omit<Finding, "severity">): FindingsError {
  return new FindingsError([{ severity: "error", ...finding }]);
}
