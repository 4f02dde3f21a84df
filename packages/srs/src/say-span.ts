import type { Span } from "./directives.ts";

/** `3.0.121 and later of 3.0, and 4.0.6 and later`: a feature is born in each line that got it, and every later line has it. */
export function sayBirths({ since }: Span): string {
  return since
    .map((birth, index) => `${birth} and later${index < since.length - 1 ? ` of ${lineOf(birth)}` : ""}`)
    .join(", and ");
}

/** `4.0.6 or later`: which versions to move to; empty if there is none from a version's own line on. */
export function sayUpgrade(
  { since }: Span,
  { major, minor }: { readonly major: number; readonly minor: number },
): string {
  const births = since.filter((birth) => {
    const [birthMajor = 0, birthMinor = 0] = birth.split(".").map(Number);
    return birthMajor > major || (birthMajor === major && birthMinor >= minor);
  });
  return births.length > 0 ? `${births.join(", ")} or later` : "";
}

function lineOf(version: string): string {
  return version.split(".", 2).join(".");
}
