import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listExamples, newEnvironment } from "./new-environment.ts";
import { listAll, temporaryFolder, writeWorkspace } from "./test-workspace.ts";

test("lists every example with a sentence on what it is", () => {
  const examples = listExamples();
  expect(examples.map(({ name }) => name)).toContain("quick-start");
  for (const { summary } of examples) expect(summary).toMatch(/^[^#].{20,}\.$/);
});

test("writes the example's environment.yaml in a namespace of the new name, and nothing else", () => {
  const root = temporaryFolder();
  expect(newEnvironment(root, "demo", "quick-start")).toBe("environments/demo/environment.yaml");
  expect(listAll(root)).toEqual(["environments/demo/environment.yaml"]);
  const text = readFileSync(join(root, "environments/demo/environment.yaml"), "utf8");
  expect(text).toMatch(/^namespace: demo$/m);
  expect(text).not.toMatch(/^namespace: quick-start/m);
});

test("quotes a name that YAML would take for something else", () => {
  const root = temporaryFolder();
  newEnvironment(root, "1", "quick-start");
  expect(readFileSync(join(root, "environments/1/environment.yaml"), "utf8")).toMatch(/^namespace: "1"$/m);
});

describe("refuses, and writes nothing,", () => {
  const cases = [
    ["a name that no environment can have", "Demo_1", "quick-start", ["environment/folder"]],
    ["a name that leads elsewhere", "../demo", "quick-start", ["environment/folder"]],
    ["a name that an environment has", "one", "quick-start", ["environment/taken-name"]],
    ["a name that an example has", "two", "quick-start", ["environment/taken-name"]],
    ["a name that Kubernetes keeps for itself", "kube-system", "quick-start", ["environment/folder"]],
    ["a name that nobody should deploy to", "default", "quick-start", ["environment/folder"]],
    ["an example that there is not", "demo", "quik-start", ["environment/unknown-example"]],
    ["both at once", "one", "nothing", ["environment/taken-name", "environment/unknown-example"]],
  ] as const;
  test.for(cases)("%s", ([, name, example, ids]) => {
    const root = writeWorkspace({
      "environments/one/environment.yaml": "weir: 1\n",
      "examples/two/environment.yaml": "weir: 1\n",
    });
    const before = listAll(root);
    let findings: readonly { readonly id: string }[] = [];
    try {
      newEnvironment(root, name, example);
    } catch (error) {
      ({ findings } = error as { findings: typeof findings });
    }
    expect(findings.map(({ id }) => id)).toEqual(ids);
    expect(listAll(root)).toEqual(before);
  });

  test("a folder that leads elsewhere, by its own name", () => {
    const root = temporaryFolder();
    symlinkSync(temporaryFolder(), join(root, "environments"));
    expect(() => newEnvironment(root, "demo", "quick-start")).toThrow();
    try {
      newEnvironment(root, "demo", "quick-start");
    } catch (error) {
      expect(error).toMatchObject({ findings: [{ id: "files/symbolic-link", where: { file: "environments" } }] });
    }
  });

  test("an example by a name that is nearly right, and says which was meant", () => {
    expect(() => newEnvironment(temporaryFolder(), "demo", "quik-start")).toThrow();
    try {
      newEnvironment(temporaryFolder(), "demo", "quik-start");
    } catch (error) {
      expect(error).toMatchObject({ findings: [{ where: { file: "examples" }, fix: "did you mean quick-start?" }] });
    }
  });
});
