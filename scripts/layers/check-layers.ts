import { globSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type Import, readImports } from "./read-imports.ts";
import { formatLayers, type LayerTable, table } from "./table.ts";

/**
 * Every import in packages/, apps/ and scripts/ that the layers forbid, every package without a layer, and every
 * disagreement between ARCHITECTURE.md and the table: `file:line  what is wrong`, sorted by file.
 */
export function checkLayers(root: string, rules: LayerTable = table): string[] {
  return [...checkPackages(root, rules), ...checkArchitecture(root, rules), ...checkImports(root, rules)];
}

function checkPackages(root: string, rules: LayerTable): string[] {
  const known = [...rules.layers.flat(), ...rules.standalone].filter((name) => name !== "apps");
  const present = listFolders(root, "packages");
  return [
    ...present.filter((name) => !known.includes(name)).map((name) => `packages/${name}  has no layer. ${tableFix}`),
    ...known
      .filter((name) => !present.includes(name))
      .map((name) => `packages/${name}  has a layer and does not exist.`),
  ];
}

function checkArchitecture(root: string, rules: LayerTable): string[] {
  const file = "ARCHITECTURE.md";
  const text = readFileSync(join(root, file), "utf8");
  const paths = listFolders(root, "packages").map((name) => `packages/${name}`);
  const rows = [...text.matchAll(/^\| `(packages\/[^`]+)` /gm)].map(([, path]) => path as string);
  const layers = formatLayers(rules);
  return [
    ...(text.includes(`\n${layers}\n`) ? [] : [`${file}  does not show the layers as they are:\n${layers}`]),
    ...paths.filter((path) => !rows.includes(path)).map((path) => `${file}  has no row for ${path}.`),
    ...rows.filter((row) => !paths.includes(row)).map((row) => `${file}  has a row for ${row}, which does not exist.`),
  ];
}

function checkImports(root: string, rules: LayerTable): string[] {
  const patterns = ["packages/*/{src,bin}/**/*.{ts,js}", "apps/*/**/*.ts", "scripts/**/*.{ts,mjs}"];
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
  return files.flatMap((file) => {
    try {
      return readImports(file, readFileSync(join(root, file), "utf8")).flatMap((one) => {
        const wrong = checkImport(file, one, rules);
        return wrong === undefined ? [] : [`${file}:${one.line}  ${wrong}`];
      });
    } catch (error) {
      if (error instanceof SyntaxError) return [`${file}  cannot be parsed: ${error.message}.`];
      throw error;
    }
  });
}

/** What is wrong with one import, if anything is. */
function checkImport(file: string, { from, typeOnly }: Import, rules: LayerTable): string | undefined {
  const isTest = /(\/test-[^/]*|\.test)\.ts$/.test(file);
  const here = ownerOf(file);
  if (from === undefined) {
    return isTest || rules.findsImports.includes(file)
      ? undefined
      : "imports something computed, which no check can follow.";
  }
  if (from.startsWith("node:")) return undefined;
  if (from.startsWith(".")) {
    const there = ownerOf(posix.join(posix.dirname(file), from));
    if (there.folder === here.folder) return undefined;
    if (here.layer === "apps" && there.layer === "apps") return `imports ${there.folder}: an app imports no other app.`;
    return `reaches into ${there.folder} by a relative path. Import @weir/… instead.`;
  }
  // Scripts stand above all layers.
  if (here.layer === "scripts") return undefined;
  const [, target] = /^@weir\/([^/]+)/.exec(from) ?? [];
  return target === undefined
    ? checkLibrary(here.layer, from, typeOnly || isTest, rules)
    : checkPackage(here.layer, target, typeOnly || isTest, rules);
}

function checkPackage(from: string, to: string, typeOnly: boolean, rules: LayerTable): string | undefined {
  if (from === to) return undefined;
  if (rules.standalone.includes(from)) return `imports ${to}: ${from} stands alone.`;
  if (rules.standalone.includes(to)) return `imports ${to}, which stands alone.`;
  const depth = (name: string) => rules.layers.findIndex((names) => names.includes(name));
  if (depth(from) < 0 || depth(to) < 0) return undefined;
  if (depth(to) === depth(from)) return `imports ${to}, which is in the same layer as ${from}.`;
  if (depth(to) < depth(from)) return `imports ${to}, which is above ${from}: arrows go down only.`;
  const users = rules.handedDown[to];
  if (users === undefined || typeOnly || users.includes(from)) return undefined;
  return `runs ${to}, which only ${users.join(", ")} may: take it as an argument, with \`import type\`.`;
}

function checkLibrary(from: string, library: string, typeOnly: boolean, rules: LayerTable): string | undefined {
  const [name] = /^(@[^/]+\/)?[^/]+/.exec(library) as RegExpExecArray;
  const users = Object.hasOwn(rules.libraries, name) ? rules.libraries[name] : undefined;
  if (typeOnly || users?.includes(from)) return undefined;
  if (users === undefined) return `loads ${name}, which no layer may. ${tableFix}`;
  if (users.length === 0) return `loads ${name}, which is there for its types: \`import type\`.`;
  return `loads ${name}, which only ${users.join(", ")} may.`;
}

const tableFix = "Say so in scripts/layers/table.ts.";

/** `packages/srs/src/x.ts` belongs to the folder packages/srs, which is in the layer srs; every app is in the layer apps. */
function ownerOf(file: string): { folder: string; layer: string } {
  const [top = "", name = ""] = file.split("/");
  if (top === "packages") return { folder: `packages/${name}`, layer: name };
  if (top === "apps") return { folder: `apps/${name}`, layer: "apps" };
  return { folder: top, layer: top };
}

function listFolders(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
