import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { findRoot } from "@weir/workflows/find-root";
import { type Call, type Command, type Io, type Option, UsageError } from "./command.ts";

/** Options that every command takes. */
export const globalOptions: Readonly<Record<string, Option>> = {
  root: {
    type: "string",
    value: "folder",
    description: "the workspace (default: the nearest folder above that holds environments)",
  },
  format: { type: "string", value: "form", description: "pretty (default) or json" },
  help: { type: "boolean", short: "h", description: "how to use the command" },
};

/**
 * The words after a command's name, checked against what the command takes.
 *
 * @throws {UsageError} naming the option or word, the rule and the value
 */
export function parseCall(command: Command, argv: readonly string[], io: Io): Call {
  const options = { ...globalOptions, ...command.options };
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${firstSentence((error as Error).message)} See weir ${command.name} --help.`);
  }
  const { root, format = "pretty", ...flags } = parsed.values as Record<string, string | boolean>;
  if (format !== "pretty" && format !== "json") {
    throw new UsageError(`--format is pretty or json: ${JSON.stringify(format)}.`);
  }
  if (typeof root === "string" && !statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--root is a folder, and there is none at ${resolve(root)}.`);
  }
  const { words, usage } = command;
  if (parsed.positionals.length < words.min || parsed.positionals.length > words.max) {
    const given = parsed.positionals.map((word) => JSON.stringify(word)).join(" ") || "none";
    throw new UsageError(`the words of weir ${command.name} are ${usage || "none"}; given: ${given}.`);
  }
  return {
    words: parsed.positionals,
    flags,
    root: typeof root === "string" ? resolve(root) : findRoot(process.cwd()),
    format,
    io,
  };
}

function firstSentence(message: string): string {
  const end = message.indexOf(". ");
  return end < 0 ? `${message}.` : message.slice(0, end + 1);
}
