import type { Problem } from "@weir/finding/finding";
import { checkKeys } from "./check-keys.ts";
import type { XiuConfig } from "./config.ts";
import { checkVersion, parseVersion } from "./versions.ts";

/**
 * What is wrong with a version that a person wrote, or else with the configuration that it would be given: of an
 * unknown server nobody can tell.
 *
 * @param config without `authsecret` where the pod puts it together from a Secret
 */
export function checkServer(text: string, config: XiuConfig): Problem[] {
  const problems = checkVersion(text);
  if (problems.some(({ severity }) => severity === "error")) return problems;
  const whole = { authsecret: { key: "", password: "" }, ...config };
  const found = checkKeys(whole, parseVersion(text));
  return [...problems, ...found.map(({ at: _, ...problem }) => problem)];
}
