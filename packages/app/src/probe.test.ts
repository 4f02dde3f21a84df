import { expect, test } from "vitest";
import { type ZodType, z } from "zod";
import { bytes, choice, cores, count, duration, label } from "./fields.ts";
import { probeSettings } from "./probe.ts";

const replicas = count({ description: "pods", examples: [1, 3] }, { max: 3 });
const drain = duration({ description: "time", examples: ["2m", "90s"] });
const name = label({ description: "a name", examples: ["livestream", "avatar"] });

function probe(settings: ZodType, written: unknown): unknown[] {
  return probeSettings({ name: "srs-edge", settings }, written);
}

test("changes one written value in each probe and nothing else, to everything that could show what it decides", () => {
  const settings = z.strictObject({
    drain: drain.default(60),
    gop: z.boolean().optional(),
    reach: choice(["intranet", "internet", "vpn"], "where from").optional(),
    tracks: z.record(name, z.strictObject({ replicas })).default({}),
  });
  const written = { gop: true, reach: "intranet", tracks: { r5: { replicas: 3 }, r6: { replicas: 1 } } };
  const target = settings.parse(written);
  expect(probe(settings, written)).toEqual([
    { ...target, gop: false },
    { ...target, reach: "internet" },
    { ...target, reach: "vpn" },
    { ...target, tracks: { ...target.tracks, r5: { replicas: 1 } } },
    { ...target, tracks: { ...target.tracks, r5: { replicas: 0 } } },
    { ...target, tracks: { ...target.tracks, r6: { replicas: 3 } } },
    { ...target, tracks: { ...target.tracks, r6: { replicas: 0 } } },
  ]);
});

test("goes to the least and the most that a setting allows, whatever its examples are", () => {
  const about = { description: "how much", examples: ["30s", "60s"] } as const;
  const decided = (settings: ZodType, written: unknown) =>
    probe(settings, written).map((one) => Object.values(one as object)[0]);
  expect(
    decided(z.strictObject({ window: duration(about, { min: "3s", max: "1h" }).prefault("30s") }), { window: "30s" }),
  ).toEqual([60, 3, 3600]);
  const connections = count({ description: "how many", examples: [1000, 4000] }, { min: 1, max: 50_000 });
  expect(decided(z.strictObject({ connections: connections.default(1) }), { connections: 500 })).toEqual([
    1000, 4000, 1, 50_000,
  ]);
  const memory = bytes({ description: "how much", examples: ["1Gi", "2Gi"] });
  expect(decided(z.strictObject({ memory }), { memory: "1Gi" })).toEqual(["2Gi", "1Ki", "9999999Ti"]);
});

test("makes no probe for what nobody wrote", () => {
  expect(probe(z.strictObject({ drain: drain.default(60), tracks: z.record(name, replicas).optional() }), {})).toEqual(
    [],
  );
  expect(probe(z.strictObject({ tracks: z.record(name, replicas) }), { tracks: {} })).toEqual([]);
});

test("takes an example that means something else, not the same in other words", () => {
  const settings = z.strictObject({ drain: duration({ description: "time", examples: ["60s", "1m", "5m"] }) });
  expect(probe(settings, { drain: "1m" })).toEqual([{ drain: 300 }, { drain: 0 }, { drain: 31_536_000 }]);
});

test("tries the neighbours of a number whose examples do not fit beside the other settings", () => {
  const pods = count({ description: "pods", examples: [10, 20] }, { max: 100 });
  const settings = z
    .strictObject({ least: pods, most: pods })
    .refine(({ least, most }) => most - least === 1 || most - least === 2, "they are close");
  expect(probe(settings, { least: 5, most: 6 })).toEqual([
    { least: 4, most: 6 },
    { least: 5, most: 7 },
  ]);
});

test("changes each element of a list, and an empty list", () => {
  const settings = z.strictObject({ streams: z.array(name) });
  expect(probe(settings, { streams: ["avatar", "other"] })).toEqual([
    { streams: ["livestream", "other"] },
    { streams: ["avatar", "livestream"] },
    { streams: ["avatar", "avatar"] },
  ]);
  expect(probe(settings, { streams: [] })).toEqual([{ streams: ["livestream"] }, { streams: ["avatar"] }]);
});

test("finds examples behind unions, transforms and defaults", () => {
  const settings = z.strictObject({
    cpu: cores({ description: "cores", examples: ["500m", 2] }).default("1"),
    drain: drain.prefault("1m"),
    store: z.union([z.strictObject({ nas: name }), z.strictObject({ disk: name })]).optional(),
  });
  expect(probe(settings, { cpu: 2, drain: "1m", store: { disk: "avatar" } })).toEqual([
    { cpu: "500m", drain: 60, store: { disk: "avatar" } },
    { cpu: "1", drain: 60, store: { disk: "avatar" } },
    { cpu: "256", drain: 60, store: { disk: "avatar" } },
    { cpu: "1m", drain: 60, store: { disk: "avatar" } },
    { cpu: "2", drain: 120, store: { disk: "avatar" } },
    { cpu: "2", drain: 90, store: { disk: "avatar" } },
    { cpu: "2", drain: 0, store: { disk: "avatar" } },
    { cpu: "2", drain: 31_536_000, store: { disk: "avatar" } },
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
