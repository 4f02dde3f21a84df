import { groupDigits } from "@weir/finding/group-digits";

/** `1 file`, `2 files`, `1,024 files`. */
export function plural(count: number, word: string): string {
  return `${groupDigits(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** How long the process has run, which is how long the person has waited: `0.2 s`. */
export function elapsed(): string {
  return `${(performance.now() / 1000).toFixed(1)} s`;
}
