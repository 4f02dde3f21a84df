import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Tools } from "@weir/tools/tools";
import { describe, expect, test } from "vitest";
import { type GenerateOptions, generate } from "./generate.ts";
import { edit, listAll, small, snapshot, writeFiles, writeWorkspace } from "./test-workspace.ts";
import type { Verify } from "./verify.ts";

const file = "environments/one/environment.yaml";

describe("generate", () => {
  test("asks for no tool where nothing has changed", async () => {
    const root = writeWorkspace(small);
    await run(root);
    const loadTools = () => Promise.reject(new Error("no tool is needed"));
    expect(await generate({ root, loadTools })).toMatchObject({ written: [], removed: [], drift: [] });
  });

  test("does not take for proven what nobody has proven", async () => {
    const root = writeWorkspace(small);
    await run(root, {}, async () => ({ findings: [], verdicts: new Map() }));
    await expect(generate({ root, loadTools })).rejects.toThrow("not here");
  });

  for (const [input, from, to] of [
    [file, "v6.0-r0", "v5.0-r3"],
    ["clusters/local.yaml", '"1.34"', '"1.33"'],
    ["fleets/all.yaml", "1000", "2000"],
  ] as const) {
    test(`notices that ${input} changed during the run, and writes nothing of what it was`, async () => {
      const root = writeWorkspace({
        ...small,
        [file]: `inherit: fleets/all\n${small[file]}`,
        "fleets/all.yaml": "weir: 1\napps: {srs-origin: {max_connections: 1000}}\n",
      });
      const before = listAll(root);
      const meanwhile: Verify = async (...args) => {
        edit(root, input, from, to);
        return good(...args);
      };
      await expect(run(root, {}, meanwhile)).rejects.toMatchObject({
        findings: [{ id: "environment/changed-meanwhile", where: { file: input } }],
      });
      expect(listAll(root)).toEqual(before);
      expect((await run(root)).written.length).toBeGreaterThan(20);
      expect((await generate({ root, check: true, loadTools })).drift).toEqual([]);
    });
  }

  test("writes nothing and remembers nothing where the proof fails", async () => {
    const root = writeWorkspace(small);
    const before = snapshot(root);
    const finding = {
      id: "a/b",
      severity: "error",
      where: { file: "environments/one/srs-origin" },
      what: "No.",
    } as const;
    const failing: Verify = async () => ({ findings: [finding], verdicts: new Map() });
    await expect(run(root, {}, failing)).rejects.toMatchObject({ findings: [finding] });
    expect(snapshot(root)).toEqual(before);
    expect((await run(root)).written.length).toBe(listAll(root).length - Object.keys(small).length);
  });

  test("writes what has to be written, and counts it, when single environments are named", async () => {
    const root = writeWorkspace({
      ...small,
      "environments/two/environment.yaml": `weir: 1
cluster: local
apps:
  srs-storage: {nas: nfs.example.com, path: /two, size: 1Gi}
`,
    });
    const bases = () => new Set(listAll(root, "apps").map((path) => path.split("/")[1]));
    const { counts, written } = await run(root, { names: ["one"] });
    expect(counts).toEqual({ files: written.length, overlays: 2, objects: 9 });
    expect(listAll(root, "environments/two")).toEqual(["environments/two/environment.yaml"]);
    expect(bases()).toEqual(new Set(["namespace", "srs-origin"]));
    await run(root, { names: ["two"] });
    expect(bases()).toEqual(new Set(["namespace", "srs-origin", "srs-storage"]));
    // A base that only an unnamed environment stands on is nobody's to remove.
    rmSync(join(root, ".weir"), { recursive: true });
    await run(root, { names: ["one"] });
    expect(bases()).toEqual(new Set(["namespace", "srs-origin", "srs-storage"]));
    expect((await run(root)).removed).toEqual([]);
  });

  test("gives the same summary and the same warnings whether it remembers them or not", async () => {
    const root = writeWorkspace(small);
    edit(root, file, "v6.0-r0", "v6.0-r9");
    const first = await run(root);
    const second = await run(root);
    expect(first.warnings.map(({ id }) => id)).toEqual(["srs/unknown-patch"]);
    expect({ ...second, written: first.written }).toEqual(first);
    expect(await generate({ root, check: true, loadTools })).toEqual(second);
  });

  test("begins an environment's README with its about.md, and notices when that comes, changes and goes", async () => {
    const root = writeWorkspace(small);
    const about = "environments/one/about.md";
    const readme = () => readFileSync(join(root, "environments/one/README.md"), "utf8");
    await run(root);
    expect(readme()).not.toContain("about.md");
    writeFiles(root, { [about]: "Ours alone.\n" });
    expect((await run(root)).written).toEqual(["environments/one/README.md"]);
    expect(readme()).toContain("# one\n\nOurs alone.\n\n## What runs here\n\nNamespace");
    expect(readme()).toContain("[environment.yaml](environment.yaml) and [about.md](about.md); edit them, then");
    edit(root, about, "Ours", "Yours");
    expect((await run(root)).written).toEqual(["environments/one/README.md"]);
    expect((await run(root)).written).toEqual([]);
    rmSync(join(root, about));
    expect((await run(root)).written).toEqual(["environments/one/README.md"]);
    expect(readme()).not.toContain("Yours");
  });

  test("takes no edit by hand for its own work where the record of the last run says nothing of use", async () => {
    const readme = "environments/one/README.md";
    const root = writeWorkspace(small);
    await run(root);
    edit(root, readme, "# one", "# one, ours");
    const useless = [
      "",
      "{",
      "null",
      "[]",
      "1",
      "{}",
      `{"${readme}":null}`,
      `{"${readme}":5}`,
      `{"${readme}":{"a":1}}`,
    ];
    for (const record of useless) {
      writeFiles(root, { ".weir/record.json": record });
      await expect(run(root)).rejects.toMatchObject({ findings: [{ id: "files/edited", where: { file: readme } }] });
    }
    expect((await run(root, { force: true })).written).toEqual([readme]);
  });
});

const good: Verify = async (subjects) => ({
  findings: [],
  verdicts: new Map(subjects.map(({ environment }) => [environment.directory, ["good"]])),
});

/** git knows nothing here; nobody asks the other tools, for `good` stands in for them. */
const loadTools = async (): Promise<Tools> => ({
  versions: { kustomize: "v5.8.2", kubeconform: "v0.8.0" },
  build: () => Promise.reject(new Error("not here")),
  validate: () => Promise.reject(new Error("not here")),
  readBlobs: async () => ({ head: new Map(), index: new Map(), conflicted: new Set() }),
});

function run(root: string, options: Partial<GenerateOptions> = {}, verify = good) {
  return generate({ root, loadTools, ...options }, verify);
}
