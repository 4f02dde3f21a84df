import { describe, test } from "vitest";
import { howToGet, missingPrograms, type Program, pathOf } from "./live-programs.ts";

/**
 * Tests that ask real programs. Where one is missing they are left out, as one skipped test that the gate names; with
 * WEIR_LIVE=1, as `npm run test:live` sets it, that is a failure.
 *
 * @param tests declares them, given the programs' paths
 */
export function describeLive<Needed extends Program>(
  name: string,
  needed: readonly Needed[],
  tests: (paths: Readonly<Record<Needed, string>>) => void,
): void {
  const title = `live: ${name}`;
  const missing = missingPrograms(needed);
  if (missing.length === 0) {
    describe(title, () =>
      tests(Object.fromEntries(needed.map((name) => [name, pathOf(name)])) as Record<Needed, string>),
    );
  } else if (process.env.WEIR_LIVE) {
    test(title, () => {
      throw new Error(`Missing: ${missing.map((name) => `${name} (${howToGet(name)})`).join(", ")}`);
    });
  } else {
    test.skip(title, () => {});
  }
}
