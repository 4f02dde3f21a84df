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
 * @throws UnsafeValueError if an argument, a name or a comment could break out of its place
 */
export function renderConfig(config: SrsConfig): string {
  return `${[header, ...renderAll(config, "")].join("\n")}\n`;
}

function renderAll(directives: readonly Directive[], indent: string): string[] {
  return directives.flatMap((directive, index) => {
    const lines = renderOne(directive, indent);
    const before = directives[index - 1];
    return before && (directive.comment || directive.block || before.block) ? ["", ...lines] : lines;
  });
}

function renderOne({ name, args, block, comment }: Directive, indent: string): string[] {
  if (!/^[a-z0-9_]+$/.test(name)) throw new UnsafeValueError("directive", name);
  for (const arg of args) if (findUnsafe(arg)) throw new UnsafeValueError(name, arg);
  if (comment && /\p{Cc}/u.test(comment)) throw new UnsafeValueError(`${name}'s comment`, comment);
  const lines = comment ? [`${indent}# ${comment}`] : [];
  const start = indent + [name, ...args].join(" ");
  if (!block) return [...lines, `${start};`];
  return [...lines, `${start} {`, ...renderAll(block, `${indent}    `), `${indent}}`];
}
