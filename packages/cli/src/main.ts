import { type Call, type Command, type Io, UsageError } from "./command.ts";
import { commands } from "./commands.ts";
import { exitCodes } from "./exit-codes.ts";
import { terminal } from "./terminal.ts";

/**
 * Runs one command line and returns its exit code (see exit-codes.ts). Never throws: what goes wrong is printed for
 * people, without a stack trace unless weir itself is at fault and WEIR_DEBUG is set.
 */
export async function main(argv: readonly string[], io: Io = terminal()): Promise<number> {
  const [name, ...rest] = argv;
  let command: Command | undefined;
  let call: Call | undefined;
  try {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") return await help(rest[0], io);
    if (name === "--version") return await version(io);
    command = await find(name);
    if (rest.includes("--help") || rest.includes("-h")) return await help(name, io);
    const { parseCall } = await import("./parse-call.ts");
    call = parseCall(command, rest, io);
    return await command.run(call);
  } catch (error) {
    const { printError } = await import("./print-error.ts");
    const { root = process.cwd(), format = "pretty" } = call ?? {};
    return printError(error, { io, root, format, writes: command?.writes === true });
  }
}

async function find(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return (await load()).command;
  if (name.startsWith("-")) throw new UsageError(`options come after the command: weir <command> ${name}`);
  const { suggest } = await import("@weir/finding/suggest");
  const names = Object.keys(commands);
  const close = suggest(name, names);
  throw new UsageError(
    `there is no command ${JSON.stringify(name)}. ${close ? `Did you mean ${close}? ` : ""}The commands are: ${names.join(", ")}.`,
  );
}

async function help(name: string | undefined, io: Io): Promise<number> {
  const { formatCommandHelp, formatHelp } = await import("./help.ts");
  io.out(name === undefined ? await formatHelp() : formatCommandHelp(await find(name)));
  return exitCodes.fine;
}

async function version(io: Io): Promise<number> {
  const { weirVersion } = await import("@weir/workflows/install");
  io.out(`weir ${weirVersion()}\n`);
  return exitCodes.fine;
}
