import type { ParseArgsOptionsConfig } from "node:util";

/** One command of `weir`: data about it for help and documentation, and what it does. */
export interface Command {
  readonly name: string;
  /** One line, as `weir --help` lists it. */
  readonly summary: string;
  /** What follows the name: `[env…] [--check]`. */
  readonly usage: string;
  /** Options of its own; the global ones are added. */
  readonly options?: Readonly<Record<string, Option>>;
  /** How many words may follow the command's name. */
  readonly words: { readonly min: number; readonly max: number };
  /** Whether it writes to the workspace: in one go, after everything that can fail. */
  readonly writes?: boolean;
  readonly examples: readonly Example[];
  readonly run: (call: Call) => Promise<number>;
}

export type Option = ParseArgsOptionsConfig[string] & {
  readonly description: string;
  /** What help calls the value. */
  readonly value?: string;
};

export interface Example {
  readonly command: string;
  readonly does: string;
}

/** A command line, parsed. */
export interface Call {
  readonly words: readonly string[];
  /** Of the command's own options, those that were given. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** The workspace: an absolute path. */
  readonly root: string;
  readonly format: "pretty" | "json";
  readonly io: Io;
}

/** Where a command writes: results to `out`, everything else to `err`. Findings may have colours. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Says what is being done: one line that the next one replaces, on a terminal only. */
  readonly progress: (step: string) => void;
  readonly color: boolean;
}

/** A command line that cannot be run. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
