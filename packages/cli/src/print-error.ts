import { FindingsError } from "@weir/finding/finding";
import { UsageError } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { countFindings, type PrintOptions, printFindings } from "./print-findings.ts";

/** Says in words what stopped a command, and returns the exit code that fits. */
export function printError(error: unknown, options: PrintOptions): number {
  const { io } = options;
  if (error instanceof UsageError) {
    io.err(`weir: ${error.message}\n`);
    return exitCodes.usage;
  }
  if (error instanceof FindingsError) {
    const code = printFindings(error.findings, options);
    io.err(`${countFindings(error.findings)}. Nothing was written.\n`);
    return code;
  }
  const { name, code, message, stack } = error as NodeJS.ErrnoException;
  if (name === "ToolError") {
    io.err(`weir: ${message}\n`);
    return exitCodes.tool;
  }
  if (code !== undefined && /^E[A-Z]+$/.test(code)) {
    io.err(`weir: ${message}\n`);
    return exitCodes.usage;
  }
  io.err(`weir: this is a fault of weir itself, please report it: ${message}\n`);
  io.err(process.env.WEIR_DEBUG ? `${stack}\n` : "Nothing was written. WEIR_DEBUG=1 shows where it happened.\n");
  return exitCodes.tool;
}
