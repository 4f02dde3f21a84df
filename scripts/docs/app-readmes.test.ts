import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseFolder } from "@weir/environment/folder";
import { FindingsError } from "@weir/finding/finding";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { objectsOf } from "@weir/render/model";
import { installFolder } from "@weir/workflows/install";
import { loadRegistry } from "@weir/workflows/registry";
import { renderEnvironments } from "@weir/workflows/render";
import { writeWorkspace } from "@weir/workflows/test-workspace";
import { expect, test } from "vitest";
import { isDocumentedBy, readObjects } from "./read-objects.ts";
import { completeSnippet, readSnippets, type Snippet } from "./read-snippets.ts";

const headings = ["Smallest", "With options", "What it makes", "On a change", "What it does not do", "More"];

const pages = [...loadRegistry().keys()].map((app) => {
  const file = `apps/${app}/README.md`;
  return { app, file, page: readFileSync(join(installFolder, file), "utf8") };
});

test.for(pages)("$file has the headings that all have", ({ app, page }) => {
  expect(page.startsWith(`# ${app}\n`)).toBe(true);
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(headings);
  expect(page).toContain(`(../../docs/settings/${app}.md)`);
});

test.for(pages)("the parts of an environment.yaml that $file shows have no error", async ({ page }) => {
  const snippets = readSnippets(page);
  expect(snippets.length).toBeGreaterThan(1);
  for (const snippet of snippets) expect(await findErrors(snippet)).toEqual([]);
});

test.for(pages)("$file names what its app makes, and nothing else", async ({ app, page }) => {
  const documented = readObjects(page);
  const made = await renderApp(app, readSnippets(page));
  expect(made.filter((object) => !documented.some((one) => isDocumentedBy(object, one))).map(nameOf)).toEqual([]);
  expect(documented.filter((one) => !made.some((object) => isDocumentedBy(object, one)))).toEqual([]);
});

const folder = "environments/snippet";

async function render(snippet: Snippet) {
  const root = writeWorkspace({ [`${folder}/environment.yaml`]: completeSnippet(snippet) });
  const parsed = parseFolder(folder);
  return "what" in parsed ? [] : await renderEnvironments(root, [parsed]);
}

/** With the line in the page. */
async function findErrors(snippet: Snippet): Promise<string[]> {
  try {
    await render(snippet);
    return [];
  } catch (error) {
    if (!(error instanceof FindingsError)) throw error;
    const above = completeSnippet(snippet).split("\n").length - snippet.text.split("\n").length;
    return error.findings
      .filter(({ severity }) => severity === "error")
      .map(({ where, id, what }) => `line ${(where.line ?? 0) - above + snippet.line - 1}: ${id} ${what}`);
  }
}

async function renderApp(app: string, snippets: readonly Snippet[]): Promise<KubernetesObject[]> {
  const rendered = await Promise.all(snippets.map(render));
  return rendered
    .flat()
    .flatMap(({ model }) => model.apps)
    .flatMap((one) => (one.app === app ? objectsOf(one.target) : []));
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}
