const letter = /\p{L}/u;
const digit = /\p{Nd}/u;

/**
 * The order in which go-yaml v2 prints the keys of a map (sorter.go): letters by code point, anything else before
 * letters, runs of digits as numbers (`r6` before `r10`).
 */
export function compareKeys(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x === y) continue;
    return isAsciiLetter(x) && isAsciiLetter(y) ? x - y : compareRunes([...a], [...b]);
  }
  return a.length - b.length;
}

/** Sorts keys in place, by insertion: maps are small, and Array.sort takes three times as long for them. */
export function sortKeys(keys: string[]): string[] {
  for (let from = 1; from < keys.length; from++) {
    const key = keys[from] as string;
    let to = from;
    for (; to > 0 && compareKeys(keys[to - 1] as string, key) > 0; to--) keys[to] = keys[to - 1] as string;
    keys[to] = key;
  }
  return keys;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function compareRunes(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((rune, index) => rune !== b[index]);
  const x = a[at] as string;
  const y = b[at] as string;
  const letters = Number(letter.test(x)) - Number(letter.test(y));
  if (letters !== 0) return letters;
  if (!letter.test(x)) {
    const first = digitBeforeZero(a, at, x === "0" || y === "0");
    const m = numberAt(a, at, first);
    const n = numberAt(b, at, first);
    if (m.value !== n.value) return m.value < n.value ? -1 : 1;
    if (m.end !== n.end) return m.end - n.end;
  }
  return (x.codePointAt(0) as number) - (y.codePointAt(0) as number);
}

/** Zeros inside a number count (`100` after `10`), zeros before it do not: what stands for the digits before `at`. */
function digitBeforeZero(runes: readonly string[], at: number, zero: boolean): bigint {
  if (!zero) return 0n;
  for (let before = at - 1; before >= 0 && digit.test(runes[before] as string); before--) {
    if (runes[before] !== "0") return 1n;
  }
  return 0n;
}

/** The digits from `at` on, added to `value` as Go's int64 does it: the sum wraps around. */
function numberAt(runes: readonly string[], at: number, value: bigint): { value: bigint; end: number } {
  let end = at;
  for (; end < runes.length && digit.test(runes[end] as string); end++) {
    value = BigInt.asIntN(64, value * 10n + BigInt(((runes[end] as string).codePointAt(0) as number) - 0x30));
  }
  return { value, end };
}
