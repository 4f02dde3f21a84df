import { expect, test } from "vitest";
import { z } from "zod";
import { choice, cores, count, duration, label } from "./fields.ts";
import { settingsWithoutExamples } from "./settings-without-examples.ts";

const name = label({ description: "a name", examples: ["r5", "r6"] });

test("accepts settings made of fields", () => {
  const settings = z.strictObject({
    drain: duration({ description: "time", examples: ["2m", "90s"] }).optional(),
    cpu: cores({ description: "cores", examples: ["500m", 2] }),
    on: z.boolean().meta({ description: "a switch" }).default(false),
    word: choice(["a", "b"], "a word"),
    streams: z.array(name).meta({ description: "streams" }).default([]),
    tracks: z
      .record(name, z.strictObject({ replicas: count({ description: "pods", examples: [1, 3] }) }))
      .meta({ description: "versions side by side" })
      .optional(),
  });
  expect(settingsWithoutExamples(settings)).toEqual([]);
});

test("reports what lacks a description or examples, at any depth", () => {
  const settings = z.strictObject({
    drain: z.string(),
    path: z.string().meta({ description: "a path", examples: ["/x", "/x"] }),
    hls: z.strictObject({ window: z.int().meta({ examples: [1, 2] }) }).optional(),
    tracks: z.record(z.string(), z.strictObject({ replicas: z.int() })).meta({ description: "tracks" }),
    streams: z.array(z.string()).meta({ description: "streams" }),
  });
  expect(settingsWithoutExamples(settings)).toEqual([
    "drain has no description",
    "drain has fewer than two examples",
    "path has fewer than two examples",
    "hls has no description",
    "hls.window has no description",
    "tracks.*.replicas has no description",
    "tracks.*.replicas has fewer than two examples",
    "streams[] has fewer than two examples",
  ]);
});

test("reports examples that are not valid themselves", () => {
  const settings = z.strictObject({
    drain: duration({ description: "time", examples: ["2m", "90"] }),
    replicas: count({ description: "pods", examples: [1, 900] }, { max: 500 }),
  });
  expect(settingsWithoutExamples(settings)).toEqual([
    'drain has an example that is not valid: "90"',
    "replicas has an example that is not valid: 900",
  ]);
});
