import { text } from "@weir/app/fields";
import { suggest } from "@weir/finding/suggest";
import { z } from "zod";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const fields: readonly Field[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of the month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, words: months },
  { name: "day of the week", min: 0, max: 6, words: weekdays },
];

/** A schedule as a CronJob reads it. */
export function schedule() {
  return z
    .string()
    .refine((text) => problemOf(text) === undefined, { error: ({ input }) => problemOf(String(input)) })
    .meta({
      description: "When it runs, as cron writes it: minute, hour, day of the month, month, day of the week.",
      examples: ["15 1 * * *", "0 */6 * * *"],
    });
}

/** When a loop makes its pass. */
export function timeOfDay() {
  return text(
    {
      description: "When the loop makes its pass, away from the hours with the most viewers.",
      examples: ["04:30", "05:00"],
    },
    /^([01]\d|2[0-3]):[0-5]\d$/,
    "a time of day is hours and minutes, 00:00 to 23:59",
  );
}

/** The time of day of a schedule that is a daily one. */
export function dailyTime(schedule = ""): string | undefined {
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule) ?? [];
  return hour && minute && `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

/** The schedule of a time of day. */
export function writeDaily(time: string): string {
  const [hour, minute] = time.split(":").map(Number);
  return `${minute} ${hour} * * *`;
}

/** A time zone by its name in the IANA database. */
export function timeZone() {
  return z
    .string()
    .refine(isTimeZone, {
      error: ({ input }) => {
        const meant = suggest(String(input), Intl.supportedValuesOf("timeZone"));
        return `a time zone is a name of the IANA database${meant ? `, did you mean ${meant}?` : ""}`;
      },
    })
    .meta({
      description: "The time zone of the schedule or time, by its name in the IANA database.",
      examples: zones,
    });
}

/**
 * What Kubernetes would refuse (robfig/cron v3, ParseStandard) or never run; undefined for a schedule that runs.
 * Shorthands such as @daily are refused: they hide the hour, which is what a reader wants to know.
 */
function problemOf(text: string): string | undefined {
  const parts = text.split(" ");
  if (parts.length !== fields.length) {
    return `a schedule has ${fields.length} fields with one space between: minute, hour, day of the month, month, day of the week`;
  }
  const values: Set<number>[] = [];
  for (const [index, field] of fields.entries()) {
    const part = parts[index] as string;
    const list = part.split(",").map((item) => valuesOf(item, field));
    if (list.includes(undefined)) return `the ${field.name} (${part}) goes from ${field.min} to ${field.max}`;
    values.push(new Set(list.flatMap((item) => item ?? [])));
  }
  const [, , days, inMonths] = values as [Set<number>, Set<number>, Set<number>, Set<number>];
  const anyWeekday = /^[*?]/.test(parts[4] as string);
  const last = Math.max(...[...inMonths].map((month) => longest[month - 1] as number));
  if (anyWeekday && Math.min(...days) > last) return "no month it names has that day, so it would never run";
  return undefined;
}

/** `5`, `mon`, `1-5`, `*`, `?`, each also with a step: `10/5`, `1-30/2`. Undefined for anything else. */
function valuesOf(item: string, field: Field): number[] | undefined {
  const match = /^(?:([*?])|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/.exec(item);
  if (!match) return undefined;
  const [, every, from, to, step] = match;
  const start = every ? field.min : numberOf(from as string, field);
  // "5/10" means from 5 to the end by tens.
  const end = every || (step && to === undefined) ? field.max : numberOf(to ?? (from as string), field);
  const by = Number(step ?? 1);
  if (start === undefined || end === undefined || start > end || by < 1) return undefined;
  return Array.from({ length: Math.floor((end - start) / by) + 1 }, (_, index) => start + index * by);
}

function numberOf(text: string, { min, max, words }: Field): number | undefined {
  const word = words?.indexOf(text.toLowerCase()) ?? -1;
  const value = word >= 0 ? word + min : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

const zones = ["Asia/Shanghai", "UTC"] as const;
const asked = new Map<string, boolean>(zones.map((zone) => [zone, true]));

/** Whether there is such a time zone. Asking takes milliseconds and every probe of a setting asks again, so it is asked once. */
function isTimeZone(name: string): boolean {
  const known = asked.get(name) ?? askForTimeZone(name);
  asked.set(name, known);
  return known;
}

/** Go, which reads it in the cluster, knows the database's aliases (Asia/Kolkata) and tells upper from lower case. */
function askForTimeZone(name: string): boolean {
  // Intl takes abbreviations that Go does not know: CST, which may mean China or Chicago.
  if (!name.includes("/") && name !== "UTC") return false;
  if (!/^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/.test(name)) return false;
  try {
    const canonical = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return canonical === name || canonical.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
