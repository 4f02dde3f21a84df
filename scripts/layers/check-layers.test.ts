import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkLayers } from "./check-layers.ts";
import { formatLayers, type LayerTable } from "./table.ts";

const rules: LayerTable = {
  layers: [["cli"], ["report", "policies"], ["apps"], ["app"], ["tools"]],
  standalone: ["nx-plugin"],
  handedDown: { tools: ["cli"] },
  libraries: { zod: ["app"], "kubernetes-models": [] },
  findsImports: ["packages/report/src/registry.ts"],
};

const packages = ["app", "cli", "nx-plugin", "policies", "report", "tools"];
const architecture = `# Layers\n\n${formatLayers(rules)}\n\n${packages.map((name) => `| \`packages/${name}\` | x |`).join("\n")}\n`;
const clean = {
  "ARCHITECTURE.md": architecture,
  "apps/edge/app.ts": "",
  "apps/origin/app.ts": "",
  ...Object.fromEntries(packages.map((name) => [`packages/${name}/src/${name}.ts`, ""])),
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What the check says of a clean tree with some files more. */
function check(files: Record<string, string>, without: string[] = []): string[] {
  const root = mkdtempSync(join(tmpdir(), "weir-layers-"));
  folders.push(root);
  for (const [file, text] of Object.entries({ ...clean, ...files })) {
    if (without.includes(file)) continue;
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return checkLayers(root, rules);
}

describe("accepts", () => {
  test("imports of lower layers, of a package's own files and of Node", () => {
    const text = 'import "@weir/app/a"; export * from "./b.ts"; import "node:fs"; await import("@weir/tools/run");';
    expect(
      check({ "packages/cli/src/cli.ts": text, "apps/edge/app.ts": 'import "@weir/app/a"; import "./b.ts";' }),
    ).toEqual([]);
  });

  test("scripts that import anything by its package's name", () => {
    expect(check({ "scripts/start.ts": 'import "@weir/cli/main"; import "zx"; import "./gate/x.ts";' })).toEqual([]);
  });

  test("a registry that is named as one", () => {
    expect(check({ "packages/report/src/registry.ts": "await import(path);" })).toEqual([]);
  });

  test("any library in tests and in what tests share", () => {
    expect(
      check({ "packages/app/src/app.test.ts": 'import "vitest";', "packages/app/src/test-x.ts": 'import "zx";' }),
    ).toEqual([]);
  });

  test("the word import in texts and comments", () => {
    expect(
      check({ "packages/app/src/app.ts": '// import "@weir/cli/x"\nexport const text = `import("@weir/cli/x")`;' }),
    ).toEqual([]);
  });
});

describe("refuses", () => {
  const forms = {
    "a static import": 'import { a } from "@weir/cli/main";',
    "an import of types": 'import type { A } from "@weir/cli/main";',
    "an import inside a type": 'export type A = import("@weir/cli/main").A;',
    "a dynamic import": 'await import("@weir/cli/main");',
    "a dynamic import in backquotes": "await import(`@weir/cli/main`);",
    "an export": 'export { a } from "@weir/cli/main";',
    "an export of all": 'export * from "@weir/cli/main";',
    require: 'require("@weir/cli/main");',
  };
  test.each(Object.entries(forms))("an upward import: %s", (_, text) => {
    expect(check({ "packages/app/src/app.ts": `\n${text}` })).toEqual([
      "packages/app/src/app.ts:2  imports cli, which is above app: arrows go down only.",
    ]);
  });

  test("an upward import in a test", () => {
    expect(check({ "packages/app/src/app.test.ts": 'import "@weir/report/report";' })).toEqual([
      "packages/app/src/app.test.ts:1  imports report, which is above app: arrows go down only.",
    ]);
  });

  test("an import within a layer", () => {
    expect(check({ "packages/report/src/report.ts": 'import "@weir/policies/a";' })).toEqual([
      "packages/report/src/report.ts:1  imports policies, which is in the same layer as report.",
    ]);
  });

  test("an app that imports an app", () => {
    expect(check({ "apps/edge/app.ts": 'import "../origin/app.ts";' })).toEqual([
      "apps/edge/app.ts:1  imports apps/origin: an app imports no other app.",
    ]);
  });

  test("a relative path into another package", () => {
    const wrong = {
      "packages/cli/bin/weir.js": 'import "../../app/src/app.ts";',
      "scripts/start.ts": 'import "../apps/edge/app.ts";',
    };
    expect(check(wrong)).toEqual([
      "packages/cli/bin/weir.js:1  reaches into packages/app by a relative path. Import @weir/… instead.",
      "scripts/start.ts:1  reaches into apps/edge by a relative path. Import @weir/… instead.",
    ]);
  });

  test("a package that runs what it should be handed", () => {
    expect(
      check({ "packages/report/src/report.ts": 'import type { A } from "@weir/tools/a";\nimport "@weir/tools/a";' }),
    ).toEqual([
      "packages/report/src/report.ts:2  runs tools, which only cli may: take it as an argument, with `import type`.",
    ]);
  });

  test("anything between a standalone package and the others", () => {
    const wrong = {
      "packages/nx-plugin/src/plugin.ts": 'import "@weir/app/a";',
      "packages/cli/src/cli.ts": 'import "@weir/nx-plugin/a";',
    };
    expect(check(wrong)).toEqual([
      "packages/cli/src/cli.ts:1  imports nx-plugin, which stands alone.",
      "packages/nx-plugin/src/plugin.ts:1  imports app: nx-plugin stands alone.",
    ]);
  });

  test("a library where it may not be loaded, also when only types are named", () => {
    const wrong = {
      "packages/app/src/app.ts": 'import { z } from "zod";',
      "packages/report/src/report.ts": 'import { type z } from "zod";\nimport type { A } from "zod";',
      "apps/edge/app.ts": 'import { Deployment } from "kubernetes-models/apps/v1";',
      "packages/tools/src/tools.ts": 'import "left-pad";',
    };
    expect(check(wrong)).toEqual([
      "apps/edge/app.ts:1  loads kubernetes-models, which is there for its types: `import type`.",
      "packages/report/src/report.ts:1  loads zod, which only app may.",
      "packages/tools/src/tools.ts:1  loads left-pad, which no layer may. Say so in scripts/layers/table.ts.",
    ]);
  });

  test("an import that cannot be followed", () => {
    expect(check({ "packages/app/src/app.ts": 'await import("./" + name);' })).toEqual([
      "packages/app/src/app.ts:1  imports something computed, which no check can follow.",
    ]);
  });

  test("a package without a layer, and without a row in ARCHITECTURE.md", () => {
    expect(check({ "packages/new/src/new.ts": "" })).toEqual([
      "packages/new  has no layer. Say so in scripts/layers/table.ts.",
      "ARCHITECTURE.md  has no row for packages/new.",
    ]);
  });

  test("a layer and a row for a package that is gone", () => {
    expect(check({}, ["packages/tools/src/tools.ts"])).toEqual([
      "packages/tools  has a layer and does not exist.",
      "ARCHITECTURE.md  has a row for packages/tools, which does not exist.",
    ]);
  });

  test("an ARCHITECTURE.md that shows other layers", () => {
    expect(check({ "ARCHITECTURE.md": architecture.replace("cli\nreport", "report\ncli") })).toEqual([
      `ARCHITECTURE.md  does not show the layers as they are:\n${formatLayers(rules)}`,
    ]);
  });

  test("a file that cannot be parsed, and goes on", () => {
    expect(check({ "packages/app/src/app.ts": "import {", "packages/app/src/b.ts": 'import "@weir/cli/a";' })).toEqual([
      "packages/app/src/app.ts  cannot be parsed: Expected `}` but found `EOF`.",
      "packages/app/src/b.ts:1  imports cli, which is above app: arrows go down only.",
    ]);
  });
});
