import { expect, test } from "vitest";
import { type ZodType, z } from "zod";
import {
  bitrate,
  bytes,
  choice,
  cidr,
  cores,
  count,
  domainName,
  duration,
  ipOrAuto,
  label,
  text,
  version,
} from "./fields.ts";
import { limitsOf } from "./limits.ts";

const about = { description: "a test", examples: ["a", "b"] } as const;

function refused(schema: ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
}

test("reads durations in seconds", () => {
  const schema = duration(about);
  expect(["0s", "90s", "2m", "12h", "3d"].map((value) => schema.parse(value))).toEqual([0, 90, 120, 43200, 259200]);
});

test.each(["2", "2 m", "2min", "-2m", "1.5m", "m", "2m\n", "", 120])("refuses %j as a duration, once", (value) => {
  expect(refused(duration(about, { min: "1s" }), value)).toEqual([
    "a duration is a whole number with its unit: s, m, h or d",
  ]);
});

test("refuses durations beyond their limits", () => {
  const schema = duration(about, { min: "10s", max: "10m" });
  expect(refused(schema, "9s")).toEqual(["it must be 10s or longer"]);
  expect(refused(schema, "601s")).toEqual(["it must be 10m or shorter"]);
  expect([schema.parse("10s"), schema.parse("10m")]).toEqual([10, 600]);
});

test("reads bit rates in kbps", () => {
  const schema = bitrate(about);
  expect(["800kbps", "2.5Mbps", "2Gbps"].map((value) => schema.parse(value))).toEqual([800, 2500, 2_000_000]);
});

test.each(["800kB", "800KBps", "1MB/s", "3MiB", "1GB"])("says that bits are not bytes for %s", (value) => {
  expect(refused(bitrate(about), value)).toEqual(["bits are not bytes, a bit rate has the unit kbps, Mbps or Gbps"]);
});

test.each(["800", "800k", "800 kbps", "800kb", "-1kbps", "1e3kbps", 800])("refuses %j as a bit rate", (value) => {
  expect(refused(bitrate(about), value)).toEqual(["a bit rate is a number with its unit: kbps, Mbps or Gbps"]);
});

test("refuses a bit rate of nothing", () => {
  expect(refused(bitrate(about), "0kbps")).toEqual(["it must be 1kbps or more"]);
});

test("keeps an amount of bytes as it is written and refuses bits", () => {
  expect(bytes(about).parse("256Mi")).toBe("256Mi");
  expect(refused(bytes(about), "8G")).toEqual(["an amount of bytes is a whole number with its unit: Ki, Mi, Gi or Ti"]);
  expect(refused(bytes(about), "8Gbps")).toEqual([
    "bytes are not bits, an amount of bytes has the unit Ki, Mi, Gi or Ti",
  ]);
});

test("keeps amounts of bytes and cores within what an author allows, and says so to probes", () => {
  const memory = bytes(about, { min: "32Mi", max: "1Ti" });
  expect(["32Mi", "1024Gi"].map((text) => memory.parse(text))).toEqual(["32Mi", "1024Gi"]);
  expect(refused(memory, "32767Ki")).toEqual(["it must be 32Mi or more"]);
  expect(refused(memory, "9999999Ti")).toEqual(["it must be 1Ti or less"]);
  expect(limitsOf(memory)).toEqual(["32Mi", "1Ti"]);
  const cpu = cores({ description: "cores", examples: ["500m", 2] }, { min: "10m" });
  expect(cpu.parse("10m")).toBe("10m");
  expect(refused(cpu, "9m")).toEqual(["it must be 10m or more"]);
});

test("reads cores as text or number and refuses fractions, none and too many", () => {
  expect([2, "2", "500m"].map((value) => cores(about).parse(value))).toEqual(["2", "2", "500m"]);
  for (const value of [0.5, 0, 257, "257", "0m", "0.5", "2 cores", true]) {
    expect(cores(about).safeParse(value).success, String(value)).toBe(false);
  }
});

test("accepts an image tag with or without its digest", () => {
  const digest = `@sha256:${"a1".repeat(32)}`;
  expect(version(about).parse("v6.0-r0")).toBe("v6.0-r0");
  expect(version(about).parse(`v6.0-r0${digest}`)).toBe(`v6.0-r0${digest}`);
  for (const value of [6, "", "-v6", "v6/r0", "v6:r0", "v6 r0", "v6\n", "v6@sha256:12", `v${"6".repeat(128)}`]) {
    expect(refused(version(about), value)).toEqual([
      "a version is an image tag, with or without its digest (@sha256: and 64 hexadecimal digits)",
    ]);
  }
});

test.each(["../x", "/x", "UPPER", "a".repeat(64), "a\nb", "a\n", "-a", "a-", "a.b", "a_b", ""])(
  "refuses the name %j",
  (value) => {
    expect(refused(label(about), value)).toEqual([
      "a name is 1 to 63 lower case letters, digits and hyphens, with a letter or digit at both ends",
    ]);
  },
);

test("accepts names up to their limit", () => {
  expect(["a", "r5", "a-b", "5", "a".repeat(63)].map((value) => label(about).parse(value))).toHaveLength(5);
  expect(label(about, { max: 20 }).safeParse("a".repeat(21)).success).toBe(false);
  expect(label(about, { max: 20 }).safeParse("a".repeat(20)).success).toBe(true);
});

test("lets no line break or control character through, whatever the pattern allows", () => {
  const schema = text(about, /^[^;]+$/, "text without a semicolon");
  expect(schema.parse("live.example.org")).toBe("live.example.org");
  expect(refused(schema, "a;b")).toEqual(["text without a semicolon"]);
  for (const value of ["a\nb", "a\rb", "a\u0000b", "a\u2028b", "a\u001b[1m"]) {
    expect(refused(schema, value)).toEqual(["it must be one line of printable text"]);
  }
});

test("takes domains of two names or more", () => {
  const domain = domainName(about);
  expect(
    ["example.org", "live.example.co.uk", "a.b", `${"a".repeat(63)}.b`].map((value) => domain.parse(value)),
  ).toHaveLength(4);
  const long = Array.from({ length: 64 }, () => "abc").join(".");
  for (const value of [
    "example",
    "*.example.org",
    "example.org.",
    ".org",
    "a..b",
    "-a.b",
    "a-.b",
    "A.b",
    "a_b.c",
    `${"a".repeat(64)}.b`,
    long,
    "https://a.b",
    "a.b\n",
  ]) {
    expect(refused(domain, value), value).toEqual([
      "a domain is two or more names of lower case letters, digits and hyphens with dots between them",
    ]);
  }
});

test("takes CIDRs of some addresses, never of all", () => {
  const schema = cidr("a test");
  expect(
    ["203.0.113.0/24", "198.51.100.7/32", "10.0.0.0/8", "128.0.0.0/1"].map((value) => schema.parse(value)),
  ).toHaveLength(4);
  for (const value of [
    "0.0.0.0/0",
    "203.0.113.0",
    "203.0.113.0/33",
    "203.0.113/24",
    "256.0.0.0/8",
    "010.0.0.0/8",
    "203.0.113.0/024",
    "::/1",
    "203.0.113.0/24\n",
  ]) {
    expect(refused(schema, value), value).toEqual([
      "addresses are four numbers from 0 to 255, a slash and the bits that count, 1 to 32",
    ]);
  }
});

test("takes an IPv4 address, or auto", () => {
  const schema = ipOrAuto(about);
  expect(["auto", "203.0.113.7", "0.0.0.0", "255.255.255.255"].map((value) => schema.parse(value))).toHaveLength(4);
  for (const value of [
    "Auto",
    "203.0.113.07",
    "203.0.113.256",
    "203.0.113",
    "203.0.113.7/32",
    "::1",
    "autox",
    "auto\n",
  ]) {
    expect(refused(schema, value), value).toEqual([
      "an address is four numbers from 0 to 255 with dots between them, or auto",
    ]);
  }
});

test("counts whole numbers only", () => {
  const schema = count({ description: "a test", examples: [1, 2] }, { min: 1, max: 50 });
  expect(schema.parse(50)).toBe(50);
  for (const value of [0, 51, 1.5, -1, 1e9, "3", Number.NaN, Number.POSITIVE_INFINITY, true, null]) {
    expect(schema.safeParse(value).success, String(value)).toBe(false);
  }
});

test("gives editors a pattern, a description and examples for every field", () => {
  const fields = z.strictObject({
    count: count({ description: "a count", examples: [1, 2] }),
    duration: duration(about),
    bitrate: bitrate(about).optional(),
    cores: cores({ description: "cores", examples: ["500m", 2] }),
    name: label(about).default("a"),
    on: z.boolean().meta({ description: "a switch" }),
    word: choice(["a", "b"], "a word"),
  });
  expect(z.toJSONSchema(fields, { io: "input", target: "draft-07" }).properties).toEqual({
    count: { type: "integer", minimum: 0, maximum: 1_000_000, description: "a count", examples: [1, 2] },
    duration: { type: "string", pattern: "^\\d{1,6}(s|m|h|d)$", ...about },
    bitrate: { type: "string", pattern: "^\\d{1,7}(\\.\\d{1,3})?(kbps|Mbps|Gbps)$", ...about },
    cores: {
      anyOf: [
        { type: "integer", minimum: 1, maximum: 256 },
        { type: "string", pattern: "^([1-9]\\d{0,4}m|[1-9]\\d{0,2})$" },
      ],
      description: "cores",
      examples: ["500m", 2],
    },
    name: { type: "string", pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", default: "a", ...about },
    on: { type: "boolean", description: "a switch" },
    word: { type: "string", enum: ["a", "b"], description: "a word" },
  });
});
