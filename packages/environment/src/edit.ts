import type { Path } from "@weir/finding/finding";
import { parseDocument } from "./read-document.ts";
import { nodeAt } from "./tree.ts";

/**
 * The text of a YAML file with one value changed: no byte of it but that value's own, comments and quotes included.
 *
 * @param path of a scalar that is written in this file
 * @throws {FindingsError} when the text is not a file of settings
 * @throws {RangeError} when there is no scalar at the path
 */
export function setValue(text: string, path: Path, value: string | number | boolean): string {
  const before = valueIn(text, path);
  if (!before) throw new RangeError(`there is no single value at ${path.join(".")}`);
  const { line = 1, column = 1 } = before.place;
  const start = offsetOfLine(text, line) + column - 1;
  const write = (written: string) => text.slice(0, start) + written + text.slice(start + before.text.length);
  const quote = /^["']/.exec(before.text)?.[0];
  const [plain, quoted] = [String(value), JSON.stringify(String(value))];
  if (typeof value !== "string") return write(plain);
  if (quote === "'" && !/['\n]/.test(value)) return write(`'${value}'`);
  return quote || !readsAs(value, plain) ? write(quoted) : write(plain);
}

function valueIn(text: string, path: Path) {
  const node = nodeAt(parseDocument("environment.yaml", text).tree, path);
  return node?.kind === "scalar" ? node : undefined;
}

/** Whether text without quotes is read as itself, in braces too. */
function readsAs(value: string, plain: string): boolean {
  return !/[\s#,:{}[\]]/.test(plain) && valueInOrNothing(`value: ${plain}`) === value;
}

function valueInOrNothing(text: string): unknown {
  try {
    return valueIn(text, ["value"])?.value;
  } catch {
    return undefined;
  }
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let at = 1; at < line; at++) offset = text.indexOf("\n", offset) + 1;
  return offset;
}
