import { globSync } from "node:fs";
import { createNodes } from "@weir/nx-plugin/plugin";
import { quiet } from "./run-program.ts";

/** The command lines of weir that check what a change reaches. */
export type Checks = readonly (readonly string[])[];

/** Everything: what to check when nobody knows what a change reaches. */
export const allChecks: Checks = [["generate", "--check"], ["validate"]];

/** Asks nx, once, which projects a change since `base` reaches; undefined, and why, when nx cannot say. */
export async function askNx(base: string): Promise<{ names?: readonly string[]; trouble?: string }> {
  const { exitCode, stdout, stderr } =
    await quiet`nx show projects --affected --withTarget=validate --withTarget=fresh --base=${base} --json`;
  if (exitCode !== 0) return { trouble: stderr.trim() || stdout.trim() };
  try {
    return { names: JSON.parse(stdout) };
  } catch {
    return { trouble: stdout.trim() };
  }
}

/**
 * The same checks that nx would run, as one `weir generate --check` and one `weir validate`: nx starts a process for
 * each of them.
 */
export function planChecks(root: string, affected: readonly string[]): Checks {
  const known = listTargets(root);
  if (!affected.every((name) => known.has(name))) return allChecks;
  const wordsOf = (target: "validate" | "fresh") =>
    affected.flatMap((name) => known.get(name)?.[target]?.command.split(" ").at(-1) ?? []).sort();
  const environments = wordsOf("fresh");
  // An environment that is checked as a whole is validated as a whole.
  const overlays = wordsOf("validate").filter((word) => !environments.includes(word.split("/")[0] as string));
  return [
    ...(environments.length > 0 ? [["generate", "--check", ...environments]] : []),
    ...(environments.length + overlays.length > 0 ? [["validate", ...environments, ...overlays]] : []),
  ];
}

function listTargets(root: string) {
  const [pattern, readProjects] = createNodes;
  const found = readProjects(globSync(pattern, { cwd: root }), undefined, { workspaceRoot: root });
  const projects = found.flatMap(([, { projects }]) => Object.values(projects));
  return new Map(projects.map(({ name, targets }) => [name, targets]));
}
