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
