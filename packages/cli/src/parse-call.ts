import { realpathSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { suggest } from "@weir/finding/suggest";
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
    throw new UsageError(`${explain((error as Error).message, options)} See weir ${command.name} --help.`);
  }
  const { root, format = "pretty", ...flags } = parsed.values as Record<string, string | boolean>;
  if (format !== "pretty" && format !== "json") {
    throw new UsageError(`--format is pretty or json: ${JSON.stringify(format)}.`);
  }
  if (typeof root === "string" && !statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--root must be a folder: ${JSON.stringify(root)}.`);
  }
  const { words, usage } = command;
  if (parsed.positionals.length < words.min || parsed.positionals.length > words.max) {
    const given = parsed.positionals.map((word) => JSON.stringify(word)).join(" ") || "nothing";
    throw new UsageError(`weir ${command.name} takes ${usage || "no words"}; given: ${given}.`);
  }
  return {
    words: parsed.positionals,
    flags,
    // One name for one folder: a link to it is not another workspace.
    root: realpathSync(typeof root === "string" ? root : findRoot(process.cwd())),
    format,
    io,
  };
}

/** Node's own message, `Unknown option '--chek'. To specify …`, as far as it helps. */
function explain(message: string, options: Readonly<Record<string, Option>>): string {
  const [, unknown] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
  if (unknown === undefined) return `${message.replace(/\. .*/s, "").replace(/^Option/, "option")}.`;
  const close = suggest(unknown.replace(/^-+/, ""), Object.keys(options));
  return `there is no option ${unknown}.${close ? ` Did you mean --${close}?` : ""}`;
}
