import type { Provider, Web } from "@weir/app/provider";
import { formsOf } from "@weir/app/walk-schema";
import { listWords } from "@weir/environment/subject";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { ZodType } from "zod";
import { formatTable, listBelow } from "./format-settings.ts";
import { flow, head, lines, plain } from "./markdown.ts";
import { type Allowed, readSettings, rulesOf, type Setting } from "./read-settings.ts";

/** docs/settings/addresses.md: what an address may say on each provider, and what it becomes. */
export function formatAddresses(providers: Readonly<Record<string, Provider>>): string {
  return lines([
    ...head("packages/providers", "Addresses"),
    "`addresses.<name>` in [environment.yaml](environment.md): where the world reaches an environment. Apps use one by its name, `address: main`.",
    "Which kinds there are depends on the cluster's `provider`.",
    ...Object.values(providers).flatMap((provider) => [
      "",
      `## ${provider.name}`,
      ...formsOf(provider.address).flatMap(({ schema }) => formatKind(provider, schema)),
    ]),
  ]);
}

function formatKind(provider: Provider, schema: ZodType): string[] {
  const settings = readSettings(schema);
  const example = exampleOf(settings);
  const address = schema.parse(example);
  const rules = rulesOf(schema).map(({ rule }) => plain(rule));
  return [
    "",
    `### ${provider.name} ${titleOf(settings)}`,
    "",
    "```yaml",
    "addresses:",
    `  ${provider.web?.(address, "") ? "web" : "main"}: ${flow(example)}`,
    "```",
    "",
    ...becomes(provider, address),
    "",
    ...formatTable(settings.flatMap((setting) => [setting, ...listBelow(setting)])),
    ...(rules.length > 0 ? ["", `Of these, ${rules.join(", and ")}.`] : []),
  ];
}

/** The setting that tells one kind of address from the others. */
function titleOf([first]: readonly Setting[]): string {
  const [allowed] = first?.allowed ?? [];
  const isOneWord = allowed?.kind === "words" && allowed.words.length === 1;
  return isOneWord ? `${first?.path} ${allowed.words[0]}` : `${first?.path}`;
}

/** The smallest value of settings, from their own examples. */
function exampleOf(settings: readonly Setting[]): Record<string, unknown> {
  return Object.fromEntries(
    settings.flatMap((setting) => (setting.required ? [[setting.path.replace(/.*\./, ""), exampleFor(setting)]] : [])),
  );
}

function exampleFor({ allowed, examples, parts }: Setting): unknown {
  const [entry] = parts;
  if (entry?.key) return Object.fromEntries(entry.key.examples.map((key, index) => [key, entry.examples[index]]));
  if (parts.length > 0) return exampleOf(parts);
  const [first] = allowed;
  if (first?.kind === "list") return [first.item.examples[0]];
  return examples[0] ?? firstWord(first);
}

function firstWord(allowed: Allowed | undefined): unknown {
  return allowed?.kind === "words" ? allowed.words[0] : undefined;
}

/** What the provider makes of an address, asked of the provider itself. */
function becomes(provider: Provider, address: unknown): string[] {
  const { type, annotations } = provider.expose(address);
  const web = provider.web?.(address, "main");
  if (web) return [`HTTP by host name, with TLS: ${kindsOf(web)}.`];
  const names = Object.entries(annotations).map(([key, value]) => `- \`${key}: ${flow(value)}\``);
  if (names.length === 0) return [`TCP by port: Services of type ${type}.`];
  return [`TCP by port: Services of type ${type}, with`, "", ...names];
}

function kindsOf(web: Web): string {
  const port = { name: "http", number: 80 };
  const host = { host: `live.${web.domain}`, service: "live", port, endless: true };
  const kinds = (objects: readonly KubernetesObject[]) =>
    listWords([...new Set(objects.map(({ kind }) => kind))], "and");
  const route = kinds(web.route({ name: "live", labels: {}, hosts: [host] }));
  const front = kinds(web.front({}));
  return front === ""
    ? `each app brings an ${route}`
    : `each app brings an ${route} for each of its hosts, and the app [gateway](gateway.md) what is before them: ${front}`;
}
