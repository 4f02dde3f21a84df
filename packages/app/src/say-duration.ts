/** Seconds for a reader: `10 minutes`, `90 seconds`, `1 hour`. */
export function sayDuration(seconds: number): string {
  const [size, word] =
    seconds > 0 && seconds % 3600 === 0
      ? [3600, "hour"]
      : seconds > 0 && seconds % 60 === 0
        ? [60, "minute"]
        : [1, "second"];
  const count = seconds / (size as number);
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Seconds as a setting takes them, rounded down to whole minutes from two minutes on: `9m`, `49s`. */
export function writeDuration(seconds: number): string {
  return seconds >= 120 ? `${Math.floor(seconds / 60)}m` : `${Math.floor(seconds)}s`;
}
