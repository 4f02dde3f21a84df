import { isIPv4, isIPv6 } from "node:net";
import type { Form } from "./directives.ts";

/** What an argument list must look like: in words, and as a test. */
interface ArgumentForm {
  readonly says: string;
  readonly test: (args: readonly string[]) => boolean;
  /** Whether a block must follow; otherwise none may. */
  readonly block?: boolean;
}

export function formOf(form: Form): ArgumentForm {
  if (typeof form === "string") return forms[form];
  const { oneOf } = form;
  return { says: sayChoice(oneOf), test: one((arg) => oneOf.includes(arg)) };
}

const forms: Readonly<Record<Exclude<Form, object>, ArgumentForm>> = {
  switch: { says: "on or off", test: one((arg) => /^(on|off)$/.test(arg)) },
  count: { says: "one whole number above zero", test: one((arg) => /^0*[1-9]\d{0,8}$/.test(arg)) },
  number: { says: "one number", test: one((arg) => /^\d{1,9}(\.\d{1,9})?$/.test(arg)) },
  integer: { says: "one whole number", test: one((arg) => /^-?\d{1,12}$/.test(arg)) },
  word: { says: "one argument", test: one(() => true) },
  words: { says: "one argument or more", test: some(() => true) },
  endpoints: { says: "a port from 1 to 65535, or an IP address with one", test: some(isEndpoint) },
  urls: { says: "http://HOST… or https://HOST…, one or more", test: some(isUrl) },
  access: {
    says: "play or publish, then all, an IP address, or IPv4 addresses as 203.0.113.0/24",
    test: ([who = "", from = "", ...more]) => /^(play|publish)$/.test(who) && isSource(from) && more.length === 0,
  },
  block: { says: "a block and nothing before it", test: (args) => args.length === 0, block: true },
  "named-block": { says: "a name and a block", test: one(() => true), block: true },
  "scoped-block": { says: "a block, after one name or none", test: (args) => args.length < 2, block: true },
};

function one(test: (arg: string) => boolean): ArgumentForm["test"] {
  return (args) => args.length === 1 && test(args[0] as string);
}

function some(test: (arg: string) => boolean): ArgumentForm["test"] {
  return (args) => args.length > 0 && args.every(test);
}

function sayChoice(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** `1935`, `127.0.0.1:1935` or `[::]:1935` as its host (empty: every address) and port. */
export function readEndpoint(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, host = "", digits = ""] = /^(?:(\d{1,3}(?:\.\d{1,3}){3}|\[[0-9A-Fa-f:.]+\]):)?(\d{1,5})$/.exec(text) ?? [];
  if (host !== "" && !isIPv4(host) && !isIPv6(host.replace(/^\[|\]$/g, ""))) return undefined;
  const port = Number(digits);
  return port >= 1 && port <= 65535 ? { host, port } : undefined;
}

function isEndpoint(text: string): boolean {
  return readEndpoint(text) !== undefined;
}

function isUrl(text: string): boolean {
  return /^https?:\/\/[^/?]/.test(text) && URL.canParse(text);
}

function isSource(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  if (bits === undefined) return text === "all" || isIPv4(text) || isIPv6(text);
  return isIPv4(address) && /^([0-9]|[12]\d|3[0-2])$/.test(bits) && more.length === 0;
}
