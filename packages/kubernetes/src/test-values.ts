import fc from "fast-check";
import { compareKeys } from "./yaml-key-order.ts";

/** Pieces that YAML gives a meaning to, in families: texts made of one family come close to the meaning. */
const families = [
  [..." ab:#-?'\"\n\\,[]{}&*!|>%@`~<>="],
  [..."0123456789-+._:eExobTtZ ,"],
  [..."01_xXobOBeE+-.a"],
  [..."yesnotrufalNULL~.ifYNO"],
  [..."a b\n\t\r\0\x07\x1b\xa0é\u2028\u2029\ufeff\ufffd\u3000中🎉"],
  [..."ab  \n\u2028"],
  ["word", "loooooooooong", " ", " ", "  ", "'", '"', "\\", "\n", " \u2028", "é", "中", "\t", "🎉", ":", ": "],
  ["2001", "2000", "-", "1", "02", "29", "31", "T", "t", " ", ":", "59", "60", "23", "24", ".", "5", "Z", "+00:00"],
  ["1", "9", "0x", "0b", "0o", "F", "ffffffff", "7777777", "1111111111", "_", "-", "+", "e5", "e400", ".", "e-400"],
];

const moment = fc
  .tuple(
    fc.constantFrom("2024", "2026", "1900"),
    fc.constantFrom("-1", "-02", "-12", "-13", "-0"),
    fc.constantFrom("-1", "-28", "-29", "-30", "-31", "-00"),
    fc.constantFrom("", "T", "t", " ", "  "),
    fc.constantFrom("", "18:00:00", "1:2:3", "23:59:59", "24:00:00", "00:60:00", "00:00:60", "18:00"),
    fc.constantFrom("", ".5", ",5", ".", ".1234567890123"),
    fc.constantFrom("", "Z", "+08:00", "-24:60", "+25:00", "+00:61", "+8", " Z"),
  )
  .map((parts) => parts.join(""));

/** Text that YAML makes hard: what looks like something else, what must be quoted, escaped or folded. */
export const text = fc.oneof(
  { weight: 1, arbitrary: moment },
  {
    weight: 9,
    arbitrary: fc
      .oneof(
        ...families.map((pieces) =>
          fc.oneof(
            { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 7 }) },
            { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces), { minLength: 20, maxLength: 60 }) },
          ),
        ),
      )
      .map((pieces) => pieces.join("")),
  },
);

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((float) => float + 0),
  fc.integer({ min: -30, max: 30 }).map((power) => 7 * 10 ** power),
);

/** Keys that have an order: go-yaml's comparison runs in circles for some, so that it prints them in any order. */
const keys = fc.uniqueArray(text, { maxLength: 4 }).filter((names) => isOrdered(names) && !names.includes("<<"));

function isOrdered(names: readonly string[]): boolean {
  const before = (a: string, b: string) => compareKeys(a, b) < 0;
  return names.every((a) => names.every((b) => names.every((c) => !before(a, b) || !before(b, c) || before(a, c))));
}

/** Whatever JSON can say, made of such texts and keys. */
export const value = fc.letrec<{ value: unknown; map: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    number,
    fc.constantFrom(true, false, null, {}, []),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("map"),
  ),
  map: keys.chain((names) =>
    fc
      .tuple(...names.map(() => tie("value")))
      .map((values) => Object.fromEntries(names.map((name, at) => [name, values[at]]))),
  ),
})).value;

/** `{k0: …, k1: …}` */
export function numbered<Value>(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((one, at) => [`k${at}`, one]));
}
