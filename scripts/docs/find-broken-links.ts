import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { anchorOf } from "../coverage/format-coverage.ts";

/**
 * The links of a page that lead nowhere, with their lines: files that are not there, headings that are not in them.
 * Addresses of the web are not asked.
 *
 * @param file from the root
 */
export function findBrokenLinks(root: string, file: string): string[] {
  const lines = withoutCode(readFileSync(join(root, file), "utf8")).split("\n");
  return lines.flatMap((line, index) =>
    [...line.matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, target = ""]) => {
      const what = /^[a-z]+:/.test(target) ? undefined : checkTarget(root, file, target);
      return what === undefined ? [] : [`${file}:${index + 1} ${target}: ${what}`];
    }),
  );
}

function checkTarget(root: string, file: string, target: string): string | undefined {
  const [path = "", anchor] = target.split("#");
  const to = path === "" ? file : posix.join(dirname(file), path);
  if (to.startsWith("..")) return "it is outside of this repository";
  if (!existsSync(join(root, to))) return "there is no such file";
  if (anchor === undefined) return undefined;
  const isPage = to.endsWith(".md") && statSync(join(root, to)).isFile();
  return isPage && anchorsOf(join(root, to)).includes(anchor) ? undefined : "there is no such heading";
}

/** As GitHub makes them: of headings alike, the second gets `-1`. */
function anchorsOf(file: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(readFileSync(file, "utf8"), false).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => {
    const anchor = anchorOf(heading);
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** A page with its lines, and nothing in those of code. */
function withoutCode(page: string, inline = true): string {
  const blocks = page.replace(/^```.*?^```$/gms, (block) => block.replace(/[^\n]/g, ""));
  return inline ? blocks.replace(/`[^`\n]*`/g, "") : blocks;
}
