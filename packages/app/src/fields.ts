import { parseQuantity } from "@weir/kubernetes/quantities";
import { z } from "zod";
import { dottedNames, labelForm } from "./label-form.ts";
import { withLimits } from "./limits.ts";

/**
 * The fields that settings are made of. Each takes a description (the editor's hover text) and at least two examples:
 * they are shown to people, and probes render with those that differ from the written value.
 * A message completes the sentence "drain is "2x": …"; examples are added to it where it is shown.
 */
export type About<Example> = {
  readonly description: string;
  readonly examples: readonly [Example, Example, ...Example[]];
};

const secondsPer = { s: 1, m: 60, h: 3600, d: 86400 } as const;
const kbpsPer = { kbps: 1, Mbps: 1000, Gbps: 1_000_000 } as const;

/** A whole number without a unit. */
export function count(about: About<number>, { min = 0, max = 1_000_000 }: { min?: number; max?: number } = {}) {
  return z.int().min(min).max(max).meta(about);
}

/** `90s`, `2m`, `12h`, `3d` → seconds. */
export function duration(about: About<string>, { min = "0s", max = "365d" }: { min?: string; max?: string } = {}) {
  const field = written(/^\d{1,6}(s|m|h|d)$/, "a duration is a whole number with its unit: s, m, h or d")
    .refine((text) => seconds(text) >= seconds(min), `it must be ${min} or longer`)
    .refine((text) => seconds(text) <= seconds(max), `it must be ${max} or shorter`)
    .meta(about);
  return withLimits(field, min, max).transform(seconds);
}

/** `800kbps`, `2.5Mbps`, `2Gbps` → kbps, at least 1. Bits per second, never bytes. */
export function bitrate(about: About<string>) {
  return written(/^\d{1,7}(\.\d{1,3})?(kbps|Mbps|Gbps)$/, (value) =>
    /[KkMGT]i?B/.test(value)
      ? "bits are not bytes, a bit rate has the unit kbps, Mbps or Gbps"
      : "a bit rate is a number with its unit: kbps, Mbps or Gbps",
  )
    .refine((text) => kbps(text) >= 1, "it must be 1kbps or more")
    .meta(about)
    .transform(kbps);
}

/** A number of bytes as Kubernetes writes it: `256Mi`, `100Gi`. Stays text. */
export function bytes(about: About<string>, { min = "1Ki", max = "9999999Ti" }: { min?: string; max?: string } = {}) {
  const field = written(/^[1-9]\d{0,6}(Ki|Mi|Gi|Ti)$/, (value) =>
    /bps$/i.test(value)
      ? "bytes are not bits, an amount of bytes has the unit Ki, Mi, Gi or Ti"
      : "an amount of bytes is a whole number with its unit: Ki, Mi, Gi or Ti",
  )
    .refine((text) => quantity(text) >= quantity(min), `it must be ${min} or more`)
    .refine((text) => quantity(text) <= quantity(max), `it must be ${max} or less`)
    .meta(about);
  return withLimits(field, min, max);
}

/** Cores as Kubernetes writes them: `500m`, `"1"`, `2`. Becomes text. */
export function cores(about: About<string | number>, { min = "1m" }: { min?: string } = {}) {
  const form = "cores are a whole number from 1 to 256, or thousandths with an m";
  const asText = written(/^([1-9]\d{0,4}m|[1-9]\d{0,2})$/, form)
    .refine((text) => quantity(text) >= quantity(min), `it must be ${min} or more`)
    .refine((text) => quantity(text) <= 256, form);
  return z
    .union([z.int(form).min(1, form).max(256, form), withLimits(asText, min, "256")], form)
    .meta(about)
    .transform(String);
}

/** An image tag, with or without `@sha256:…`. Which tags exist is for the server's own package to say. */
export function version(about: About<string>) {
  return written(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?$/,
    "a version is an image tag, with or without its digest (@sha256: and 64 hexadecimal digits)",
  ).meta(about);
}

/** A name that becomes part of an object's name: lower case letters, digits and hyphens (RFC 1123 label). */
export function label(about: About<string>, { max = 63 }: { max?: number } = {}) {
  const { pattern, form } = labelForm(max);
  return written(pattern, form).meta(about);
}

/** A domain name of two labels or more: `example.org`. Each label as above. */
export function domainName(about: About<string>) {
  return written(
    new RegExp(`^(?=.{1,253}$)${dottedNames(2)}$`),
    "a domain is two or more names of lower case letters, digits and hyphens with dots between them",
  ).meta(about);
}

const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ipv4 = `${octet}(\\.${octet}){3}`;

/** IPv4 addresses, as servers and NetworkPolicies both read them: `203.0.113.0/24`. Everybody (`/0`) is no list. */
export function cidr(description: string) {
  const about = { description, examples: ["203.0.113.0/24", "198.51.100.7/32"] } as const;
  const pattern = new RegExp(`^${ipv4}/([1-9]|[12]\\d|3[0-2])$`);
  return written(pattern, "addresses are four numbers from 0 to 255, a slash and the bits that count, 1 to 32").meta(
    about,
  );
}

/** One IPv4 address, or `auto` for whichever the cloud has. */
export function ipOrAuto(about: About<string>) {
  const pattern = new RegExp(`^(auto|${ipv4})$`);
  return written(pattern, "an address is four numbers from 0 to 255 with dots between them, or auto").meta(about);
}

/** `60%` → 60. */
export function percent(about: About<string>, { min = 1, max = 100 }: { min?: number; max?: number } = {}) {
  const field = written(/^\d{1,3}%$/, "a share is a whole number with its sign: %")
    .refine((text) => Number.parseInt(text, 10) >= min, `it must be ${min}% or more`)
    .refine((text) => Number.parseInt(text, 10) <= max, `it must be ${max}% or less`)
    .meta(about);
  return withLimits(field, `${min}%`, `${max}%`).transform((text) => Number.parseInt(text, 10));
}

/** One of a few words. */
export function choice<const Words extends readonly [string, string, ...string[]]>(words: Words, description: string) {
  return z.enum(words).meta({ description });
}

/** One line of text of a given form. `form` says in words what `pattern` allows. */
export function text(about: About<string>, pattern: RegExp, form: string) {
  return written(pattern, form).refine(isOneLine, "it must be one line of printable text").meta(about);
}

/** Text by pattern. It stops there when the pattern does not match: further checks may rely on it. */
function written(pattern: RegExp, form: string | ((value: string) => string)) {
  const error = typeof form === "string" ? form : ({ input }: { input?: unknown }) => form(String(input));
  return z.string({ error }).regex(pattern, { error, abort: true });
}

// A pattern such as /^[^;]+$/ lets a newline through, and with it whatever a server reads from the next line.
function isOneLine(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text);
}

function seconds(text: string): number {
  const unit = text.at(-1) as keyof typeof secondsPer;
  return Number(text.slice(0, -1)) * secondsPer[unit];
}

function quantity(text: string): number {
  return parseQuantity(text) as number;
}

function kbps(text: string): number {
  const unit = text.slice(-4) as keyof typeof kbpsPer;
  return Math.round(Number(text.slice(0, -4)) * kbpsPer[unit]);
}
