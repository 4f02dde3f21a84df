import { listWords } from "@weir/environment/subject";
import { anchorOf } from "../coverage/format-coverage.ts";
import { code, joinPhrases, plain } from "./markdown.ts";
import type { Allowed, Setting, Text } from "./read-settings.ts";
import { sharedForms } from "./shared-forms.ts";

/** What stands in a setting's section instead of the settings that it holds: those that have a page of their own. */
export type Elsewhere = Readonly<Record<string, readonly string[]>>;

/** A table of all settings of a mapping, and below it a section for each that holds others. */
export function formatSettings(settings: readonly Setting[], elsewhere: Elsewhere = {}): string[] {
  const below = settings.filter(({ parts }) => parts.length > 0);
  return [
    ...formatTable(settings, below),
    ...below.flatMap((setting) => [
      "",
      `## ${setting.path}`,
      "",
      plain(setting.description),
      "",
      ...(elsewhere[setting.path] ?? formatTable(listBelow(setting))),
    ]),
  ];
}

/** @param linked settings that have a section of the page to themselves */
export function formatTable(settings: readonly Setting[], linked: readonly Setting[] = []): string[] {
  return [
    "| setting | what it is | what may stand there | default |",
    "| --- | --- | --- | --- |",
    ...settings.map((setting) => {
      const { path, description } = setting;
      const anchor = linked.includes(setting) ? `#${anchorOf(path)}` : undefined;
      const cells = [link(`\`${path}\``, anchor), plain(description), formatAllowed(setting, anchor)];
      return `| ${[...cells, formatDefault(setting)].join(" | ")} |`;
    }),
  ];
}

function link(text: string, target: string | undefined): string {
  return target ? `[${text}](${target})` : text;
}

export function listBelow({ parts }: Setting): Setting[] {
  return parts.flatMap((part) => [part, ...listBelow(part)]);
}

function formatAllowed({ key, parts, ...item }: Setting, anchor: string | undefined): string {
  const value = joinPhrases([formatItem(item), parts.length > 0 ? link("its settings", anchor) : ""]);
  return key ? `\`<name>\`: ${formatItem(key)}<br>value: ${value}` : value;
}

function formatItem({ allowed, examples }: Pick<Setting, "allowed" | "examples">): string {
  return joinPhrases([...allowed.map(formatPhrase), formatExamples(examples)]);
}

function formatPhrase(allowed: Allowed): string {
  switch (allowed.kind) {
    case "words":
      return listWords(allowed.words.map(code));
    case "number":
      return `a ${allowed.whole ? "whole " : ""}number from ${code(allowed.least)} to ${code(allowed.most)}`;
    case "text":
      return formatText(allowed);
    case "list":
      return [`a list${formatSize(allowed.least, allowed.most)}`, formatItem(allowed.item)].filter(Boolean).join(": ");
    case "rule":
      return plain(allowed.rule);
  }
}

/** A form's name and what is narrower here, where the first page has its words. */
function formatText({ form, least, most }: Text): string {
  const shared = sharedForms.find((one) => one.form === form);
  const bounds = shared?.least === least && shared?.most === most ? "" : formatBounds(least, most);
  const words = shared ? `[${shared.name}](README.md#${anchorOf(shared.name)})` : plain(form);
  return bounds === "" ? words : `${words}, ${bounds}`;
}

function formatBounds(least: string | undefined, most: string | undefined): string {
  if (least && most) return `${code(least)} to ${code(most)}`;
  return least ? `${code(least)} or more` : most ? `${code(most)} or less` : "";
}

function formatSize(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return ` of ${least} to ${most}`;
  return least !== undefined ? ` of ${least} or more` : most !== undefined ? ` of up to ${most}` : "";
}

function formatDefault({ required, default: value }: Setting): string {
  if (required) return "**required**";
  const isNothing = value === undefined || (typeof value === "object" && Object.keys(value ?? {}).length === 0);
  return isNothing ? "–" : code(value);
}

/** `such as 2m or 90s`; nothing of what is no single word, or is wider than its column. */
export function formatExamples(examples: readonly unknown[]): string {
  const words = examples.filter((example) => ["string", "number"].includes(typeof example)).map(code);
  const narrow = words.filter((word) => word.length <= widest);
  return narrow.length === 0 ? "" : `such as ${listWords(narrow)}`;
}

const widest = 60;
