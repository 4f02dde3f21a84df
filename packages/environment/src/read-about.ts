import { existsSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./read-text.ts";

/** The file beside environment.yaml in which people write what its README begins with. */
export const aboutFile = "about.md";

interface About {
  readonly text: string | undefined;
  readonly files: readonly string[];
}

/**
 * What people wrote about an environment, if they did.
 *
 * @param directory the environment's folder in the workspace
 * @throws {FindingsError} for a file that cannot be read as text
 */
export function readAbout(root: string, directory: string): About {
  const file = `${directory}/${aboutFile}`;
  if (!existsSync(join(root, file))) return { text: undefined, files: [] };
  return { text: readText(root, file).trim(), files: [file] };
}
