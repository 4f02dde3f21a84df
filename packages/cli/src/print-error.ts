import { FindingsError } from "@weir/finding/finding";
import { UsageError } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { countFindings, type PrintOptions, printable, printFindings } from "./print-findings.ts";

export interface ErrorOptions extends PrintOptions {
  /** Whether the command would have written something, and people want to know that it did not. */
  readonly writes: boolean;
}

/** Says in words what stopped a command, and returns the exit code that fits. */
export function printError(error: unknown, options: ErrorOptions): number {
  const { io } = options;
  const nothing = options.writes ? "Nothing was written.\n" : "";
  if (error instanceof UsageError) {
    io.err(`weir: ${printable(error.message)}\n`);
    return exitCodes.usage;
  }
  if (error instanceof FindingsError) {
    const code = printFindings(error.findings, options);
    io.err(`${countFindings(error.findings)}. ${nothing}`.trimEnd().concat("\n"));
    return code;
  }
  const { name, code, message, stack } = error as NodeJS.ErrnoException;
  if (name === "ToolError") {
    io.err(`weir: ${printable(message)}\n${nothing}`);
    return exitCodes.tool;
  }
  if (code !== undefined && /^E[A-Z_]+$/.test(code)) {
    io.err(`weir: the system refused: ${printable(message)}.\n`);
    if (options.writes) io.err("Mend that, then run the same command again: it finishes what was begun.\n");
    return exitCodes.usage;
  }
  io.err(`weir: this is a fault of weir itself, please report it: ${printable(message)}\n`);
  io.err(process.env.WEIR_DEBUG ? `${stack}\n` : "WEIR_DEBUG=1 shows where it happened.\n");
  return exitCodes.tool;
}
