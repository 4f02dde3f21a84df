import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { readText } from "./read-text.ts";
import { scanText } from "./scan-text.ts";

/** The file beside environment.yaml in which people write what its README begins with. */
export const aboutFile = "about.md";

interface About {
  readonly text: string | undefined;
  readonly files: readonly string[];
}

/**
 * What people wrote about an environment, if they did.
 *
 * @param directory the environment's folder in the workspace
 * @throws {FindingsError} for a file that cannot be read as text, or would swallow what follows it in the README
 */
export function readAbout(root: string, directory: string): About {
  const file = `${directory}/${aboutFile}`;
  if (!existsSync(join(root, file))) return { text: undefined, files: [] };
  const text = readText(root, file);
  const findings = [...scanText(file, text), ...findUnclosed(file, text)];
  if (findings.length > 0) throw new FindingsError(findings);
  return { text: text.trim(), files: [file] };
}

/** A block of code or a comment that ends nowhere: the rest of the README would be part of it. */
function findUnclosed(file: string, text: string): Finding[] {
  let open: { line: number; fence: string } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const [, fence = ""] = /^ {0,3}(`{3,}|~{3,}|<!--)/.exec(line) ?? [];
    if (!open && fence && !(fence === "<!--" && line.includes("-->"))) open = { line: index + 1, fence };
    else if (open?.fence === "<!--" ? line.includes("-->") : open && closes(line, open.fence)) open = undefined;
  }
  if (!open) return [];
  return [
    {
      id: "about/unclosed",
      severity: "error",
      where: { file, line: open.line, column: 1, length: open.fence.length },
      what: `${open.fence === "<!--" ? "The comment" : "The block of code"} that begins here has no end.`,
      why: "The rest of the README, which weir writes, would be part of it.",
      fix: `write ${open.fence === "<!--" ? "-->" : open.fence} behind it, on a line of its own.`,
    },
  ];
}

function closes(line: string, fence: string): boolean {
  const [, end = ""] = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line) ?? [];
  return end[0] === fence[0] && end.length >= fence.length;
}
