import { expect, test } from "vitest";
import { type ZodType, z } from "zod";
import { choice, cores, count, duration, label, toggle } from "./fields.ts";
import { probeSettings } from "./probe.ts";

const replicas = count({ description: "pods", examples: [1, 3] }, { max: 3 });
const drain = duration({ description: "time", examples: ["2m", "90s"] });
const name = label({ description: "a name", examples: ["livestream", "avatar"] });

function probe(settings: ZodType, written: unknown): unknown[] {
  return probeSettings({ name: "srs-edge", settings }, written);
}

test("changes one written value in each probe and nothing else", () => {
  const settings = z.strictObject({
    drain: drain.default(60),
    gop: toggle("cache").optional(),
    reach: choice(["intranet", "internet"], "where from").optional(),
    tracks: z.record(name, z.strictObject({ replicas })).default({}),
  });
  const written = { gop: true, reach: "intranet", tracks: { r5: { replicas: 3 }, r6: { replicas: 1 } } };
  const target = settings.parse(written);
  expect(probe(settings, written)).toEqual([
    { ...target, gop: false },
    { ...target, reach: "internet" },
    { ...target, tracks: { ...target.tracks, r5: { replicas: 1 } } },
    { ...target, tracks: { ...target.tracks, r6: { replicas: 3 } } },
  ]);
});

test("makes no probe for what nobody wrote", () => {
  expect(probe(z.strictObject({ drain: drain.default(60), tracks: z.record(name, replicas).optional() }), {})).toEqual(
    [],
  );
  expect(probe(z.strictObject({ tracks: z.record(name, replicas) }), { tracks: {} })).toEqual([]);
});

test("takes an example that means something else, not the same in other words", () => {
  const settings = z.strictObject({ drain: duration({ description: "time", examples: ["60s", "1m", "5m"] }) });
  expect(probe(settings, { drain: "1m" })).toEqual([{ drain: 300 }]);
});

test("tries the neighbours of a number whose examples do not fit beside the other settings", () => {
  const settings = z
    .strictObject({ min: replicas, max: replicas })
    .refine(({ min, max }) => min < max, "min is below max");
  expect(probe(settings, { min: 1, max: 3 })).toEqual([
    { min: 2, max: 3 },
    { min: 1, max: 2 },
  ]);
});

test("changes each element of a list, and an empty list", () => {
  const settings = z.strictObject({ streams: z.array(name) });
  expect(probe(settings, { streams: ["avatar", "other"] })).toEqual([
    { streams: ["livestream", "other"] },
    { streams: ["avatar", "livestream"] },
  ]);
  expect(probe(settings, { streams: [] })).toEqual([{ streams: ["livestream"] }]);
});

test("finds examples behind unions, transforms and defaults", () => {
  const settings = z.strictObject({
    cpu: cores({ description: "cores", examples: ["500m", 2] }).default("1"),
    drain: drain.prefault("1m"),
    store: z.union([z.strictObject({ nas: name }), z.strictObject({ disk: name })]).optional(),
  });
  expect(probe(settings, { cpu: 2, drain: "1m", store: { disk: "avatar" } })).toEqual([
    { cpu: "500m", drain: 60, store: { disk: "avatar" } },
    { cpu: "2", drain: 120, store: { disk: "avatar" } },
    { cpu: "2", drain: 60, store: { disk: "livestream" } },
  ]);
});

test("names the setting whose author gave no other valid value", () => {
  expect(() => probe(z.strictObject({ hls: z.strictObject({ path: z.string() }) }), { hls: { path: "/x" } })).toThrow(
    new Error('srs-edge: hls.path has no valid value other than "/x" to probe with; give its schema examples'),
  );
});

test("leaves what was written as it is", () => {
  const written = Object.freeze({ streams: Object.freeze(["avatar"]) });
  expect(probe(z.strictObject({ streams: z.array(name) }), written)).toHaveLength(1);
});
