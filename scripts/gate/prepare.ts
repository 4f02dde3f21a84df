import { terminal } from "@weir/cli/terminal";
import { ensureTools } from "@weir/tools/install";
import { toolsFolder } from "@weir/workflows/install";

/** The terminal, and every tool that weir runs in place. Ends the process, in words, where one cannot be had. */
export async function prepare(): Promise<ReturnType<typeof terminal>> {
  const io = terminal();
  try {
    await ensureTools({ folder: toolsFolder, notify: io.progress });
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : error}\n`);
    process.exit(3);
  }
  return io;
}
