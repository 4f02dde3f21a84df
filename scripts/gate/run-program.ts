import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { $, type ProcessPromise } from "zx";

const { NO_COLOR, FORCE_COLOR: _, ...env } = process.env;
const color = process.stdout.isTTY && !NO_COLOR ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };

/** Starts programs in the workspace's root, without a word of its own. What is put into the template is one argument each. */
export const quiet = $({
  nothrow: true,
  quiet: true,
  cwd: fileURLToPath(new URL("../..", import.meta.url)),
  env: { ...env, ...color },
});

/** Waits for a program, telling its last line as it goes. `output` is all it printed, in the order it did. */
export async function follow(
  program: ProcessPromise,
  progress: (what: string) => void,
): Promise<{ exitCode: number; output: string }> {
  for (const stream of [program.stdout, program.stderr]) {
    stream.on("data", (chunk) => {
      const line = stripVTControlCharacters(String(chunk)).trimEnd().split("\n").at(-1)?.trim();
      if (line) progress(line);
    });
  }
  const { exitCode, stdall } = await program;
  return { exitCode: exitCode ?? 1, output: stdall };
}
