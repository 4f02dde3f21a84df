import type { Finding } from "@weir/finding/finding";

/** What weir's exit code tells a script; the same for every command. */
export const exitCodes = {
  /** All is well. */
  fine: 0,
  /** Findings of severity error, or drift between environment.yaml and what is generated from it. */
  findings: 1,
  /** The command line is wrong, or an input cannot be read as what it should be. */
  usage: 2,
  /** kustomize, kubeconform, git or Node itself is missing, has another version, or failed. */
  tool: 3,
} as const;

/** The exit code that findings deserve: warnings alone are fine. */
export function exitCodeOf(findings: readonly Finding[]): number {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return exitCodes.fine;
  return errors.some(({ id }) => unreadable.test(id)) ? exitCodes.usage : exitCodes.findings;
}

/** No environment or example of that name, no file, or a file that is not YAML as weir reads it. */
const unreadable = /^(yaml\/|file\/|environment\/(folder|format|no-file|none|unknown|unknown-example)$)/;
