import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bytes, choice, count, duration, label, text } from "@weir/app/fields";
import { providers } from "@weir/providers/providers";
import { installFolder } from "@weir/workflows/install";
import { loadRegistry } from "@weir/workflows/registry";
import { expect, test } from "vitest";
import { z } from "zod";
import { formatSettings } from "./format-settings.ts";
import { flow } from "./markdown.ts";
import { formatPages } from "./pages.ts";
import { readSettings } from "./read-settings.ts";
import { sharedForms } from "./shared-forms.ts";

const apps = await Promise.all([...loadRegistry()].map(async ([name, load]) => [name, await load()] as const));
const pages = formatPages(new Map(apps), providers);

test("docs/settings is what `node scripts/settings.ts` writes", () => {
  const folder = join(installFolder, "docs/settings");
  const written = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
  expect(new Map(written.sort())).toEqual(new Map([...pages].sort()));
});

test("every app and every provider has its page or its part of one", () => {
  expect(apps.map(([name]) => name).filter((name) => !pages.has(`${name}.md`))).toEqual([]);
  const addresses = pages.get("addresses.md") ?? "";
  expect(Object.keys(providers).filter((name) => !addresses.includes(`\n## ${name}\n`))).toEqual([]);
});

test.for([...pages])("every setting on %s says what it is", ([, page]) => {
  const rows = [...page.matchAll(/^\| \[?`([^`]+)`\S* \| (.*?) \|/gm)];
  expect(rows.filter(([, , description]) => !description).map(([, path]) => path)).toEqual([]);
});

test("shows settings in the order of their schema, and what holds others in a section of its own", () => {
  const pods = {
    replicas: count({ description: "How many.", examples: [1, 3] }, { max: 10 }),
    drain: duration({ description: "How long.", examples: ["2m", "5m"] }, { min: "10s", max: "1h" }).prefault("2m"),
  };
  const settings = z.strictObject({
    version: text(
      { description: "Of <what>, as `<this>`.", examples: ["v1", "a|b", "v".repeat(60)] },
      /^[a-z0-9|]+$/,
      "a version is letters",
    ),
    mode: choice(["cron", "loop"], "How.").default("cron"),
    size: bytes({ description: "Room.", examples: ["1Gi", "2Gi"] }, { min: "64Mi", max: "1Ti" }).optional(),
    on: z.boolean().meta({ description: "Whether." }).optional(),
    ports: z
      .array(count({ description: "A port.", examples: [80, 443] }, { min: 1, max: 65_535 }))
      .min(1)
      .default([80])
      .meta({ description: "Where." }),
    tracks: z
      .record(
        label({ description: "The track's name.", examples: ["r5", "r6"] }),
        z.strictObject(pods).meta({ description: "A track." }),
      )
      .refine((tracks) => Object.keys(tracks).length > 0, "name one track")
      .optional()
      .meta({ description: "Side by side." }),
  });
  expect(formatSettings(readSettings(settings))).toEqual([
    "| setting | what it is | what may stand there | default |",
    "| --- | --- | --- | --- |",
    "| `version` | Of \\<what>, as `<this>`. | a version is letters; such as `v1` or `a\\|b` | **required** |",
    "| `mode` | How. | `cron` or `loop` | `cron` |",
    "| `size` | Room. | [an amount of bytes](README.md#an-amount-of-bytes), `64Mi` to `1Ti`; such as `1Gi` or `2Gi` | – |",
    "| `on` | Whether. | `true` or `false` | – |",
    "| `ports` | Where. | a list of 1 or more: a whole number from `1` to `65535`; such as `80` or `443` | `[80]` |",
    "| [`tracks`](#tracks) | Side by side. | name one track; [its settings](#tracks) | – |",
    "",
    "## tracks",
    "",
    "Side by side.",
    "",
    "| setting | what it is | what may stand there | default |",
    "| --- | --- | --- | --- |",
    "| `tracks.<name>` | A track. | `<name>`: [a name](README.md#a-name); such as `r5` or `r6`<br>value: its settings | – |",
    "| `tracks.<name>.replicas` | How many. | a whole number from `0` to `10`; such as `1` or `3` | **required** |",
    "| `tracks.<name>.drain` | How long. | [a duration](README.md#a-duration), `10s` to `1h`; such as `2m` or `5m` | `2m` |",
  ]);
});

test("of what may be one mapping or another, requires nothing that one of them does without", () => {
  const name = label({ description: "By name.", examples: ["a", "b"] });
  const server = label({ description: "By server.", examples: ["c", "d"] });
  const settings = z.strictObject({
    to: z.union([z.strictObject({ name }), z.strictObject({ server })]).default({ name: "a" }),
    items: z.array(z.strictObject({ name })).max(3).default([]),
  });
  const [to, items] = readSettings(settings);
  expect(to?.parts.map(({ path, required }) => [path, required])).toEqual([
    ["to.name", false],
    ["to.server", false],
  ]);
  expect(items?.parts.map(({ path, required }) => [path, required])).toEqual([["items[].name", true]]);
});

test("every shared form has words, a name out of them, and no other of that name", () => {
  expect(sharedForms.filter(({ form, name }) => name === "" || !form.startsWith(`${name} `))).toEqual([]);
  expect(new Set(sharedForms.map(({ name }) => name)).size).toBe(sharedForms.length);
});

test.for([
  [{ slb: "lb-1", on: true, list: ["a", 1] }, "{slb: lb-1, on: true, list: [a, 1]}"],
  ["1.34", '"1.34"'],
  ["1.29.3", "1.29.3"],
  ["04:30", '"04:30"'],
  ["", '""'],
  ["a, b", '"a, b"'],
  ["*", '"*"'],
  ["15 1 * * *", "15 1 * * *"],
] as const)("writes %j as YAML does: %s", ([value, text]) => {
  expect(flow(value)).toBe(text);
});
