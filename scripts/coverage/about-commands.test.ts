import { readFileSync } from "node:fs";
import { join } from "node:path";
import { discoverExamples } from "@weir/environment/discover";
import { installFolder } from "@weir/workflows/install";
import { expect, test } from "vitest";
import { loadEnvironmentObjects } from "./load-environment-objects.ts";

const examples = discoverExamples(installFolder).map(({ directory }) => directory);
const objects = await loadEnvironmentObjects(examples);

/** `get service NAME`, `port-forward deployment/NAME`, `--from=cronjob/NAME` … in the commands of a page. */
const named = /(?:get |port-forward |logs --follow |--from=)(service|deployment|ingress|cronjob)[ /]([a-z0-9-]+)/g;

test.for(examples)("the commands on the page of %s name what is there", (directory) => {
  // What stands left in a table is the article's.
  const page = readFileSync(join(installFolder, directory, "about.md"), "utf8").replace(/^\|[^|]*\|/gm, "|");
  const there = new Set(objects.get(directory)?.map(({ kind, metadata }) => `${kind.toLowerCase()} ${metadata.name}`));
  const commands = [...page.matchAll(named)].map(([, kind, name]) => `${kind} ${name}`);
  expect(commands.filter((command) => !there.has(command))).toEqual([]);
  expect(commands).not.toEqual([]);
  const namespaces = [...page.matchAll(/--namespace ([a-z0-9-]+)/g)].map(([, name]) => `namespace ${name}`);
  expect(namespaces.filter((name) => !there.has(name))).toEqual([]);
});
