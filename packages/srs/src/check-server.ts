import type { Problem } from "@weir/finding/finding";
import { type CheckOptions, checkConfig } from "./check-config.ts";
import type { SrsConfig } from "./config.ts";
import { checkVersion, parseVersion } from "./versions.ts";

/**
 * What is wrong with a version that a person wrote, or else with the configuration that an app would give it: of an
 * unknown server nobody can tell.
 */
export function checkServer(
  version: string,
  config: SrsConfig,
  options: Omit<CheckOptions, "fromSettings"> = {},
): Problem[] {
  const problems = checkVersion(version);
  if (problems.some(({ severity }) => severity === "error")) return problems;
  const found = checkConfig(config, parseVersion(version), { ...options, fromSettings: true });
  return [...problems, ...found.map(({ line: _line, column: _column, ...problem }) => problem)];
}
