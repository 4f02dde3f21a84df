import { header } from "@weir/kubernetes/generated";
import type { Directive, SrsConfig } from "./config.ts";
import { findUnsafe } from "./unsafe-text.ts";

/** An argument that could become another directive. `checkConfig` reports the same as a problem, before anything is rendered. */
export class UnsafeValueError extends Error {
  readonly directive: string;
  readonly value: string;

  constructor(directive: string, value: string) {
    super(`${directive} ${JSON.stringify(value)} cannot be written into srs.conf.`);
    this.name = "UnsafeValueError";
    this.directive = directive;
    this.value = value;
  }
}

/**
 * srs.conf as text: the header, then the directives with four spaces a level and a blank line around blocks.
 *
 * @throws UnsafeValueError if an argument, a name or a comment could break out of its place; it says which
 */
export function renderConfig(config: SrsConfig): string {
  return `${[header, ...renderAll(config, "", "")].join("\n")}\n`;
}

function renderAll(directives: readonly Directive[], path: string, indent: string): string[] {
  return directives.flatMap((directive, index) => {
    const lines = renderOne(directive, path, indent);
    const before = directives[index - 1];
    return before && (directive.comment || directive.block || before.block) ? ["", ...lines] : lines;
  });
}

function renderOne({ name, args, block, comment }: Directive, path: string, indent: string): string[] {
  const title = path + name;
  // FFmpeg's parameters have names such as b:v and x264-params; an include would bring in a file that nobody checked.
  if (!/^\w[\w:.-]*$/.test(name) || name === "include") throw new UnsafeValueError("directive", title);
  for (const arg of args) if (findUnsafe(arg)) throw new UnsafeValueError(title, arg);
  if (comment && /\p{Cc}/u.test(comment)) throw new UnsafeValueError(`${title}'s comment`, comment);
  const lines = comment ? [`${indent}# ${comment}`] : [];
  const start = indent + [name, ...args.map(quote)].join(" ");
  if (!block) return [...lines, `${start};`];
  return [...lines, `${start} {`, ...renderAll(block, `${title}.`, `${indent}    `), `${indent}}`];
}

/** Between quotes SRS reads everything as it stands; it knows no escapes. */
function quote(arg: string): string {
  return /[ #]/.test(arg) ? `"${arg}"` : arg;
}
