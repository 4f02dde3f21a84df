import { expect, test } from "vitest";
import { dailyTime, schedule, timeOfDay, timeZone, writeDaily } from "./schedule.ts";

function refusal(field: ReturnType<typeof schedule>, value: unknown): string | undefined {
  return field.safeParse(value).error?.issues[0]?.message;
}

test.each([
  "15 1 * * *",
  "*/5 0-6,22 1,15 jan-MAR mon-fri",
  "0/15 * ? * *",
  "0 0 29 2 *",
  "0 0 31 2 sun",
  "59 23 31 12 6",
])("accepts %j", (text) => {
  expect(refusal(schedule(), text)).toBeUndefined();
});

const form = "a schedule has 5 fields with one space between: minute, hour, day of the month, month, day of the week";
test.each([
  ["", form],
  ["* * * *", form],
  ["0 15 1 * * *", form],
  ["@daily", form],
  ["TZ=Asia/Shanghai 15 1 * * *", form],
  ["15 1 * * *\n", "the day of the week (*\n) goes from 0 to 6"],
  ["60 1 * * *", "the minute (60) goes from 0 to 59"],
  ["15 24 * * *", "the hour (24) goes from 0 to 23"],
  ["15 1 0 * *", "the day of the month (0) goes from 1 to 31"],
  ["15 1 * 13 *", "the month (13) goes from 1 to 12"],
  ["15 1 * * 7", "the day of the week (7) goes from 0 to 6"],
  ["15 1 * * someday", "the day of the week (someday) goes from 0 to 6"],
  ["-5 1 * * *", "the minute (-5) goes from 0 to 59"],
  ["30-10 1 * * *", "the minute (30-10) goes from 0 to 59"],
  ["*/0 1 * * *", "the minute (*/0) goes from 0 to 59"],
  ["1,,2 1 * * *", "the minute (1,,2) goes from 0 to 59"],
  ["1, 1 * * *", "the minute (1,) goes from 0 to 59"],
  ["1/2/3 1 * * *", "the minute (1/2/3) goes from 0 to 59"],
  ["0 0 L * *", "the day of the month (L) goes from 1 to 31"],
  ["0 0 30 2 *", "no month it names has that day, so it would never run"],
  ["0 0 31 4,6 *", "no month it names has that day, so it would never run"],
])("refuses the schedule %j", (text, message) => {
  expect(refusal(schedule(), text)).toBe(message);
});

test.each(["Asia/Shanghai", "Asia/Kolkata", "UTC", "Etc/UTC", "America/Port-au-Prince"])(
  "accepts the zone %s",
  (zone) => {
    expect(refusal(timeZone(), zone)).toBeUndefined();
  },
);

test.each([
  ["Asia/Shangai", "a time zone is a name of the IANA database, did you mean Asia/Shanghai?"],
  ["asia/shanghai", "a time zone is a name of the IANA database, did you mean Asia/Shanghai?"],
  ["+08:00", "a time zone is a name of the IANA database"],
  ["Local", "a time zone is a name of the IANA database"],
  // Intl knows it, the cluster does not.
  ["CST", "a time zone is a name of the IANA database"],
  ["", "a time zone is a name of the IANA database"],
])("refuses the zone %j", (zone, message) => {
  expect(refusal(timeZone(), zone)).toBe(message);
});

test.each(["00:00", "04:30", "23:59"])("accepts the time of day %s", (time) => {
  expect(timeOfDay().safeParse(time).success).toBe(true);
});

test.each(["24:00", "04:60", "4:30", "04:30:00", "0430", "04:30\n", "$(id)", ""])(
  "refuses the time of day %j",
  (time) => {
    expect(
      timeOfDay()
        .safeParse(time)
        .error?.issues.map(({ message }) => message),
    ).toEqual(["a time of day is hours and minutes, 00:00 to 23:59"]);
  },
);

test("turns a daily schedule into its time of day, and back", () => {
  expect(dailyTime("5 1 * * *")).toBe("01:05");
  expect(writeDaily("01:05")).toBe("5 1 * * *");
  expect(dailyTime("5 1 * * mon")).toBeUndefined();
  expect(dailyTime(undefined)).toBeUndefined();
});
