import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { build } from "./kustomize.ts";
import { ToolError } from "./run.ts";
import { installTime, realTools, temporaryFolder, writeProgram } from "./test-support.ts";
import type { Tools } from "./tools.ts";

let tools: Tools;
beforeAll(async () => {
  tools = await realTools();
}, installTime);

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

/** An overlay that prefixes one ConfigMap, with more lines if given. */
function writeOverlay(...lines: string[]): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "base"));
  mkdirSync(join(folder, "overlay"));
  writeFileSync(join(folder, "base/kustomization.yaml"), "resources: [config.yaml]\n");
  writeFileSync(join(folder, "base/config.yaml"), configMap("a"));
  writeFileSync(
    join(folder, "overlay/kustomization.yaml"),
    ["namePrefix: x-", "resources: [../base]", ...lines, ""].join("\n"),
  );
  return join(folder, "overlay");
}

test("builds an overlay", async () => {
  expect(await tools.build(writeOverlay())).toBe(configMap("x-a"));
});

test("takes a directory whose name looks like an option or an address", async () => {
  const folder = temporaryFolder();
  for (const name of ["--enable-helm", "https:", "a b;c"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "kustomization.yaml"), "resources: [config.yaml]\n");
    writeFileSync(join(folder, name, "config.yaml"), configMap("a"));
    expect(await tools.build(join(folder, name))).toBe(configMap("a"));
  }
  await expect(tools.build("--help")).rejects.toMatchObject({ args: ["build", resolve("--help")], code: 1 });
});

test("reports what kustomize says against a directory", async () => {
  const folder = temporaryFolder();
  const error = await tools.build(folder).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ToolError);
  expect((error as ToolError).message).toMatch(
    /^kustomize build \S+ ended with exit code 1:\nError: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory/,
  );
  expect(error).toMatchObject({ program: "kustomize", code: 1, args: ["build", folder] });
});

test("reads no file outside of the directory, and runs no plugin", async () => {
  const outside = join(temporaryFolder(), "secret");
  writeFileSync(outside, "secret");
  const reading = writeOverlay("configMapGenerator:", `- {name: b, files: [${outside}]}`);
  await expect(tools.build(reading)).rejects.toThrow("is not in or below");
  const plugin = writeOverlay("generators: [plugin.yaml]");
  const lines = ["apiVersion: v1", "kind: Plugin", "metadata:", "  name: p", "  annotations:"];
  lines.push("    config.kubernetes.io/function: |", "      exec: {path: ./run}", "");
  writeFileSync(join(plugin, "plugin.yaml"), lines.join("\n"));
  writeProgram(join(plugin, "run"), "touch ran");
  await expect(tools.build(plugin)).rejects.toThrow("external plugins disabled");
});

test("builds many overlays at once, each its own", async () => {
  const overlays = Array.from({ length: 20 }, (_, number) => writeOverlay(`nameSuffix: "-${number}"`));
  expect(await Promise.all(overlays.map((overlay) => tools.build(overlay)))).toEqual(
    overlays.map((_, number) => configMap(`x-a-${number}`)),
  );
});

test("names the version that is wanted when the program is gone", async () => {
  const gone = join(temporaryFolder(), "kustomize");
  await expect(build(gone, "/")).rejects.toThrow(
    `${gone} build / cannot start: no such program.\nWanted: kustomize v5.8.2. Put it on PATH, for example with \`go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2\`.`,
  );
});
