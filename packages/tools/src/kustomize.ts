import { resolve } from "node:path";
import { pins, wanted } from "./pins.ts";
import { run, ToolError } from "./run.ts";

/**
 * What `kustomize build` prints for a directory: files outside of its root are not read, no plugin runs.
 * @param kustomize path of the program
 * @param timeout milliseconds
 * @throws {ToolError} with what kustomize says, when it refuses the directory.
 */
export async function build(kustomize: string, directory: string, timeout?: number): Promise<string> {
  // An absolute path is never taken for an option or for the address of a repository.
  const args = ["build", resolve(directory)];
  const { stdout, stderr, code } = await run(kustomize, args, { timeout, wanted: wanted(pins.kustomize) });
  if (code !== 0) {
    throw new ToolError({ program: "kustomize", args, reason: `ended with exit code ${code}`, code, stderr });
  }
  return stdout;
}
