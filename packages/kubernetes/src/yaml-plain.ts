/**
 * What a YAML reader takes unquoted text for. The rules are go-yaml's (v2.4, resolve.go), which kustomize prints with:
 * YAML 1.1 with Go's ideas of numbers and dates.
 */

const words = new Set(
  [
    ["y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO"],
    ["on", "On", "ON", "off", "Off", "OFF", "true", "True", "TRUE", "false", "False", "FALSE"],
    ["", "~", "null", "Null", "NULL", ".nan", ".NaN", ".NAN"],
    [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"],
  ].flat(),
);

const suspect = /^(?:$|[-+.\d]|[yYnNtTfFoO~])/;
const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;
const decimalFraction = /^\.\d+(?:_\d+)*(?:e[-+]?\d+(?:_\d+)*)?$/i;
const based = /^([-+]?)(0(?:x[\da-f]+|o[0-7]+|b[01]+))$/i;
const sexagesimal = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const timestamp =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:([Tt]| +)(\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:(Z)|[-+](\d\d):(\d\d))?)?$/;

/** Whether go-yaml reads the unquoted text as anything but this string. */
export function isMisreadByGo(text: string): boolean {
  if (!suspect.test(text)) return false;
  if (words.has(text)) return true;
  const first = text.charCodeAt(0);
  if (first === 0x2e) return decimalFraction.test(text) && Number.isFinite(Number(text.replaceAll("_", "")));
  if (first > 0x39) return false;
  return isTimestamp(text) || isNumber(text.replaceAll("_", "")) || sexagesimal.test(text);
}

const misread = new RegExp(
  [
    /=|<</,
    /[-+]?0[xob][-+\da-f_]+/,
    /[-+]?(?:\.[\d_]+|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?[\d_]+)?/,
    /\d{4}-\d\d?-\d\d?(?:[t\s].*)?/,
  ]
    .map(({ source }) => `^(?:${source})$`)
    .join("|"),
  "i",
);

/** Whether any reader of YAML 1.1 or 1.2 could take the unquoted text for anything but this string. */
export function isMisread(text: string): boolean {
  return isMisreadByGo(text) || misread.test(text);
}

function isNumber(text: string): boolean {
  if (decimal.test(text)) return Number.isFinite(Number(text));
  // Go also takes a sign behind the mark of a binary number.
  const [, sign, digits] = based.exec(text.replace(/^0b([-+])/, (_, sign) => `${sign}0b`)) ?? [];
  if (digits === undefined) return false;
  const limit = sign === "" ? 64n : 63n;
  return BigInt(digits) < 1n << limit || (sign === "-" && BigInt(digits) === 1n << limit);
}

/**
 * Go's time.Parse wants an offset behind `T` and none behind a space; it knows how many days a month has, and takes
 * offsets of 24 hours and 60 minutes.
 */
function isTimestamp(text: string): boolean {
  const match = timestamp.exec(text);
  if (match === null) return false;
  const [, year, month, day, separator, hour, minute, second, utc, offsetHour, offsetMinute] = match;
  const upTo = (limit: number, part = "0") => Number(part) <= limit;
  return (
    (separator === undefined || separator.startsWith(" ") === ((utc ?? offsetHour) === undefined)) &&
    upTo(12, month) &&
    Number(month) > 0 &&
    Number(day) > 0 &&
    upTo(daysIn(Number(year), Number(month)), day) &&
    upTo(23, hour) &&
    upTo(59, minute) &&
    upTo(59, second) &&
    upTo(24, offsetHour) &&
    upTo(60, offsetMinute)
  );
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number;
}
