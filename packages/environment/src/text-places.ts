import type { Place } from "@weir/finding/finding";

/** Turns offsets in a text into places. A mark ends with its line. */
export function placesIn(file: string, text: string): (start: number, end: number) => Place {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return (start, end) => {
    const line = lineOf(lineStarts, start);
    const lineEnd = (lineStarts[line] ?? text.length + 1) - 1;
    const length = Math.max(1, text.slice(start, Math.min(end, lineEnd)).trimEnd().length);
    return { file, line, column: start - (lineStarts[line - 1] as number) + 1, length };
  };
}

/** The number, from 1, of the last line that starts at or before the offset. */
function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
