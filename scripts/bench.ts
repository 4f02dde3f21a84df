// npm run bench [-- resources…]: weir against the floor and against cdk8s, in one run. Prints ratios of medians; all
// figures go to .weir/bench.json. BENCH_ROUNDS is how often each is run (7).
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { objectsOf } from "@weir/render/model";
import type { Cache } from "@weir/workflows/cache";
import { fingerprintFile } from "@weir/workflows/fingerprint";
import { installFolder, listEngineFiles } from "@weir/workflows/install";
import { renderEnvironments } from "@weir/workflows/render";
import { selectEnvironments } from "@weir/workflows/workspace";
import { type Figures, measureInTurn, median } from "./bench/measure.ts";
import { changeOneValue, writeWorkspace } from "./bench/workspace.ts";

const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 4000];
const script = (file: string) => join(import.meta.dirname, "bench", file);

const results = [];
for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), "weir-bench-"));
  try {
    const result = await measureSize(size, folder);
    results.push(result);
    print(result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const report = join(installFolder, ".weir/bench.json");
mkdirSync(join(installFolder, ".weir"), { recursive: true });
writeFileSync(
  report,
  JSON.stringify({ node: process.version, processors: availableParallelism(), rounds, results }, null, 2),
);
console.log(`\nAll figures: ${report}`);

async function measureSize(size: number, folder: string) {
  const root = join(folder, "workspace");
  writeWorkspace(installFolder, root, 1);
  const environments = Math.max(1, Math.round(size / count(await modelsOf(root))));
  writeWorkspace(installFolder, root, environments);
  const models = await modelsOf(root);
  writeFileSync(join(folder, "models.json"), JSON.stringify(models));

  const generate = [script("generate-without-tools.mjs"), root];
  const cold = measureInTurn(
    [
      { name: "weir, cold", prepare: () => forgetEverything(root), args: generate },
      { name: "cdk8s", args: [script("cdk8s.ts"), join(folder, "models.json"), join(folder, "dist")] },
    ],
    rounds,
    folder,
  );
  const files = listFingerprints(root);
  writeFileSync(join(folder, "files.json"), JSON.stringify(files));
  const warm = measureInTurn(
    [
      { name: "floor", args: [script("floor.mjs"), join(folder, "files.json")] },
      { name: "weir, no change", args: [join(installFolder, "packages/cli/bin/weir.js"), "generate", "--root", root] },
      { name: "weir, one value", prepare: () => changeOneValue(root), args: generate },
      // Back to what the floor compares with.
      { name: "weir, one value back", prepare: () => changeOneValue(root), args: generate },
    ],
    rounds,
    folder,
  );
  return { resources: count(models), environments, files: Object.keys(files).length, figures: { ...cold, ...warm } };
}

async function modelsOf(root: string): Promise<object[][]> {
  const rendered = await renderEnvironments(root, selectEnvironments(root));
  return rendered.map(({ model }) => model.apps.flatMap(({ target }) => objectsOf(target)));
}

function count(models: readonly object[][]): number {
  return models.reduce((sum, objects) => sum + objects.length, 0);
}

/** Inputs stay; what was generated and what is remembered goes. */
function forgetEverything(root: string): void {
  const inputs = Object.keys(readCache(root).environments).map((directory) => join(root, directory));
  for (const made of [".weir", "apps", "schemas"]) rmSync(join(root, made), { recursive: true, force: true });
  for (const directory of inputs) {
    for (const entry of readdirSync(directory)) {
      if (entry !== "environment.yaml") rmSync(join(directory, entry), { recursive: true });
    }
  }
}

/** Everything that a run depends on or makes, weir's own sources included, with what it holds now. */
function listFingerprints(root: string): Record<string, string | undefined> {
  const { environments, shared } = readCache(root);
  const made = [shared, ...Object.values(environments).flatMap(({ inputs, outputs }) => [inputs, outputs])];
  const files = [
    ...listEngineFiles().map((file) => join(installFolder, file)),
    ...made.flatMap((fingerprints) => Object.keys(fingerprints).map((file) => join(root, file))),
  ];
  return Object.fromEntries([...new Set(files)].map((file) => [file, fingerprintFile(file)]));
}

function readCache(root: string): Pick<Cache, "environments" | "shared"> {
  const path = join(root, ".weir/cache.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { environments: {}, shared: {} };
}

function print({ resources, environments, files, figures }: Awaited<ReturnType<typeof measureSize>>): void {
  console.log(`\n${resources} resources, ${environments} environments, ${files} files`);
  for (const [name, { milliseconds, peakMegabytes }] of Object.entries(figures)) {
    console.log(
      `  ${name.padEnd(22)} ${median(milliseconds).toFixed(0).padStart(6)} ms  ${median(peakMegabytes).toFixed(0).padStart(5)} MB`,
    );
  }
  const ratio = (a: string, b: string) => (middle(figures[a]) / middle(figures[b])).toFixed(2);
  console.log(`  no change / floor      ${ratio("weir, no change", "floor")}   aim: 1.5 or less`);
  console.log(`  one value / floor      ${ratio("weir, one value", "floor")}   aim: 2 or less, without kustomize`);
  console.log(`  cold / cdk8s           ${ratio("weir, cold", "cdk8s")}   aim: 0.5 or less, without kustomize`);
}

function middle(figures: Figures | undefined): number {
  return median(figures?.milliseconds ?? []);
}
