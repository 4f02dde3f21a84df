import { join } from "node:path";
import { pins } from "@weir/tools/pins";
import { schemasFolder, toolsFolder } from "@weir/workflows/install";
import { temporaryFolder } from "@weir/workflows/test-workspace";
import { describe, expect, test } from "vitest";
import { bareFolder, weir, writeProgram } from "../test-weir.ts";

const node = { tool: "node", wanted: "v24 or later", found: process.version };

describe.concurrent("weir doctor", () => {
  test("shows where each program is from", async () => {
    const tools = fakeTools();
    const { code, stdout, stderr } = await weir(["doctor", "--format", "json"], {
      env: { PATH: bareFolder(), WEIR_TOOLS: tools },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const rows: Record<string, string>[] = JSON.parse(stdout);
    expect(rows.map(({ tool, source }) => ({ tool, source }))).toEqual([
      { tool: "node", source: "project" },
      { tool: "kustomize", source: "project" },
      { tool: "kubeconform", source: "project" },
      { tool: "git", source: "PATH" },
      { tool: "schemas", source: "project" },
    ]);
    expect(rows[0]).toMatchObject(node);
    expect(rows[1]?.path).toBe(join(tools, "kustomize-v5.8.2/kustomize"));
  });

  test("shows it as a table, with what to do about what is missing", async () => {
    const [path, tools] = [temporaryFolder(), temporaryFolder()];
    writeProgram(join(path, "kustomize"), "echo v5.4.3");
    const ran = await weir(["doctor"], { env: { PATH: path, WEIR_TOOLS: tools } });
    const [version, , head, ...rest] = ran.stdout.split("\n");
    expect(ran).toMatchObject({ code: 3, stderr: "" });
    expect([version, head]).toEqual([
      expect.stringMatching(/^weir \d+\.\d+\.\d+$/),
      expect.stringMatching(/^ {2}tool +wanted +found +from +path$/),
    ]);
    expect(rest.slice(0, 5).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["node", "v24 or later", process.version, "project", process.execPath],
      ["kustomize", "v5.8.2", "v5.4.3", "missing", join(path, "kustomize")],
      ["kubeconform", "v0.8.0", "–", "missing"],
      ["git", "any version", "–", "missing"],
      ["schemas", "Kubernetes, one version or more", "1.31, 1.32, 1.33, 1.34, 1.35, 1.36", "project", schemasFolder],
    ]);
    expect(rest.slice(5).join("\n")).toBe(`
kustomize: Run \`npm start\`, which installs it. Or: Put it on PATH, for example with \`go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2\`.

kubeconform: Run \`npm start\`, which installs it. Or: Put it on PATH, for example with \`go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0\`.

git: Install git: without it weir cannot tell your own edits of generated files from older output.
`);
  });

  test("needs no workspace", async () => {
    const env = { WEIR_TOOLS: fakeTools() };
    expect((await weir(["doctor"], { cwd: temporaryFolder(), env })).code).toBe(0);
  });

  test("shows the tools that the other tests use", async () => {
    const { stdout } = await weir(["doctor"]);
    expect(stdout).toContain(schemasFolder);
    expect(toolsFolder).toContain(".weir");
  });
});

/** A tool folder whose programs say the right version. */
function fakeTools(): string {
  const folder = temporaryFolder();
  for (const { name, version } of Object.values(pins)) {
    writeProgram(join(folder, `${name}-${version}`, name), `echo ${version}`);
  }
  return folder;
}
