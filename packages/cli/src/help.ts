import type { Command, Option } from "./command.ts";
import { commands } from "./commands.ts";
import { globalOptions } from "./parse-call.ts";

/** `weir --help`. */
export async function formatHelp(): Promise<string> {
  const rows = await Promise.all(Object.values(commands).map(async (load) => (await load()).command));
  return [
    "weir: live-streaming servers on Kubernetes, from one file per environment.",
    "",
    "Usage: weir <command> [words] [options]",
    "",
    ...columns(rows.map(({ name, usage, summary }) => [`  ${name} ${usage}`, summary])),
    "",
    "Exit codes:",
    "  0 fine   1 findings or drift   2 wrong usage or unreadable input   3 a tool is missing or failed",
    "",
    "Environment:",
    ...columns([
      ["  WEIR_TOOLS", "the folder of kustomize and kubeconform (default: .weir/tools where weir is installed)"],
      ["  WEIR_TIMEOUT", "seconds that one run of a tool may take (default: 60)"],
      ["  NO_COLOR", "set to anything: no colours"],
    ]),
    "",
    "weir <command> --help shows a command's options and examples.",
    "",
  ].join("\n");
}

/** `weir <command> --help`. */
export function formatCommandHelp({ name, usage, summary, options = {}, examples }: Command): string {
  return [
    `weir ${name} ${usage}`,
    "",
    summary,
    "",
    "Options:",
    ...columns(
      Object.entries({ ...options, ...globalOptions }).map(([key, option]) => [spell(key, option), option.description]),
    ),
    "",
    "Examples:",
    ...columns(examples.map(({ command, does }) => [`  ${command}`, does])),
    "",
  ].join("\n");
}

function spell(name: string, { value, short }: Option): string {
  return `  --${name}${value ? ` <${value}>` : ""}${short ? `, -${short}` : ""}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}   ${right}`);
}
