import { createHash } from "node:crypto";
import type { Directive, SrsConfig } from "./config.ts";
import { type DirectiveRules, directiveRules, ruleOf, within } from "./directives.ts";
import type { SrsVersion } from "./versions.ts";

/**
 * A digest of what a version cannot take from a reload: as a pod annotation it restarts the pods when such a directive
 * changes, and leaves them alone when only coworkers or other reloadable ones do. 16 hex digits.
 */
export function restartDigest(config: SrsConfig, version: SrsVersion): string {
  const fixed = fixedParts(config, directiveRules, version);
  return createHash("sha256").update(JSON.stringify(fixed)).digest("hex").slice(0, 16);
}

function fixedParts(
  directives: readonly Directive[],
  rules: DirectiveRules | undefined,
  version: SrsVersion,
): unknown[] {
  return directives.flatMap(({ name, args, block }) => {
    const rule = ruleOf(rules, name);
    if (rule?.reloads && within(version, rule.reloads)) return [];
    return [[name, args, block && fixedParts(block, rule?.block, version)]];
  });
}
