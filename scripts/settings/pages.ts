import type { App } from "@weir/app/app";
import type { Provider } from "@weir/app/provider";
import { clusterSchema, environmentSchema } from "@weir/environment/environment-schema";
import { z } from "zod";
import { formatAddresses } from "./format-addresses.ts";
import { type Elsewhere, formatExamples, formatSettings } from "./format-settings.ts";
import { head, lines, plain } from "./markdown.ts";
import { readSettings } from "./read-settings.ts";
import { sharedForms } from "./shared-forms.ts";

type Apps = ReadonlyMap<string, App>;
type Providers = Readonly<Record<string, Provider>>;

/** docs/settings: its pages by their file names. */
export function formatPages(apps: Apps, providers: Providers): ReadonlyMap<string, string> {
  return new Map([
    ["README.md", formatFirst(apps)],
    ["environment.md", formatEnvironment(apps, providers)],
    ["cluster.md", formatCluster(providers)],
    ["addresses.md", formatAddresses(providers)],
    ...[...apps].map(([name, app]): [string, string] => [`${name}.md`, formatApp(app)]),
  ]);
}

function formatFirst(apps: Apps): string {
  return lines([
    ...head("packages/ and apps/", "Settings"),
    "Everything that may be written, file by file. Editors show the same while you type (schemas/); `weir show <environment>` says what an",
    "environment has, and where it was written.",
    "",
    "- [environment.yaml](environment.md): what runs in one place, and what its parents may say",
    "- [clusters/…](cluster.md): what the environments of a cluster share",
    "- [addresses](addresses.md): where the world reaches an environment, by provider",
    ...[...apps].map(([name, { summary }]) => `- [${name}](${name}.md): ${plain(summary)}`),
    "",
    "`tracks.<name>.drain` is `drain` in any of the `tracks`, called as you like; `events[].name` is `name` in each item of the list `events`.",
    "The last column says what holds where nothing is written; `–` is nothing, or off. What is **required** must be written wherever the setting",
    "that holds it is. What does not go together is in no table: `weir generate` says it, with the line and the way out.",
    "",
    "## Forms",
    "",
    "What many settings have in common.",
    ...sharedForms.flatMap(({ name, form, examples }) => [
      "",
      `### ${name}`,
      "",
      `${form.charAt(0).toUpperCase()}${plain(form.slice(1))}; ${formatExamples(examples)}.`,
    ]),
  ]);
}

function formatApp({ name, summary, settings }: App): string {
  const all = readSettings(settings);
  return lines([
    ...head(`apps/${name}/`, `Settings of ${name}`),
    summary,
    "",
    `Written below \`apps.${name}\` in [environment.yaml](environment.md). What the app makes, and what a change does: [${name}](../../apps/${name}/README.md).`,
    "",
    ...(all.length > 0 ? formatSettings(all) : ["It has no settings."]),
  ]);
}

function formatEnvironment(apps: Apps, providers: Providers): string {
  const schema = environmentSchema({
    apps: new Map([...apps].map(([name, { summary }]) => [name, z.unknown().meta({ description: summary })])),
    address: z.unknown(),
    providers: Object.keys(providers),
  });
  const elsewhere: Elsewhere = {
    cluster: ["The settings are those of a file: [clusters/…](cluster.md)."],
    addresses: ["What each may say depends on the provider: [addresses](addresses.md)."],
    apps: [
      "Its settings for each, `{}` where it needs none; `absent` removes one that a parent has.",
      "",
      "| app | what it is |",
      "| --- | --- |",
      ...[...apps].map(([name, { summary }]) => `| [${name}](${name}.md) | ${plain(summary)} |`),
    ],
  };
  return lines([
    ...head("packages/environment", "environment.yaml"),
    "`environments/<name>/environment.yaml`: what runs in one place. The only file of its folder that a person edits. To begin with there are",
    "the [examples](../../examples).",
    "",
    ...formatSettings(readSettings(schema), elsewhere),
    "",
    "## Parents",
    "",
    "`inherit: fleets/live` takes over what fleets/live.yaml says, which may have a parent too: three at most. Mappings merge key by key; a list",
    "or a single value replaces its parent's. `weir show <environment>` says which file each value is from.",
    "",
    "A parent may say what an environment may, but for `namespace`, and for `version` and `replicas` wherever they stand: one edit would reach",
    "every environment below it at once. It makes nothing itself, and an environment is never a parent.",
  ]);
}

function formatCluster(providers: Providers): string {
  return lines([
    ...head("packages/environment", "clusters/…"),
    "`clusters/<name>.yaml`: what the environments of one cluster share. They name it, `cluster: ack-zhangjiakou`, or have its settings inside,",
    'all but `weir`: `cluster: {provider: plain, kubernetes: "1.34"}`.',
    "",
    ...formatSettings(readSettings(clusterSchema(Object.keys(providers)))),
  ]);
}
