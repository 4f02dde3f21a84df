const units = [
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** Seconds for a reader: `10 minutes`, `1 hour`, `30 minutes 11 seconds`; less than two minutes in seconds. */
export function sayDuration(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [size, word] of units) {
    if (size === 60 && seconds < 120 && seconds % 60 !== 0) continue;
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? "" : "s"}`);
  }
  return parts.join(" ") || "0 seconds";
}

/** Seconds as a setting takes them, rounded down to whole minutes from two minutes on: `9m`, `49s`. */
export function writeDuration(seconds: number): string {
  return seconds >= 120 ? `${Math.floor(seconds / 60)}m` : `${Math.floor(seconds)}s`;
}
