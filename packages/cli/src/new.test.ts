import { listExamples } from "@weir/workflows/new-environment";
import { listAll, small, temporaryFolder, writeWorkspace } from "@weir/workflows/test-workspace";
import { expect, test } from "vitest";
import { weir } from "./test-weir.ts";

const examples = listExamples().map(({ name }) => name);

test.concurrent.for(examples)("weir new demo --from %s works in an empty workspace", async (example, { expect }) => {
  const root = temporaryFolder();
  expect(await weir(["new", "demo", "--from", example], { root })).toEqual({
    code: 0,
    signal: null,
    stdout: `wrote    environments/demo/environment.yaml

Next: read it, and make its addresses and names yours; how to publish and play is in examples/${example}/README.md of weir.
      weir generate demo --root ${root}
      kubectl apply -k ${root}/environments/demo
`,
    stderr: "",
  });
  const { code, stdout, stderr } = await weir(["generate", "demo"], { root });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/ overlays equal their model · \d+ objects valid, 0 warnings · 0\.0 s\n$/);
  expect((await weir(["generate", "--check"], { root })).code).toBe(0);
});

test("weir new without an example lists them all", async () => {
  const { code, stdout, stderr } = await weir(["new", "demo"], { root: temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^weir: weir new needs --from <example>:\n\n {2}auto-reload +A server that /);
  for (const example of examples) expect(stderr).toContain(`\n  ${example} `);
});

test("weir new overwrites nothing", async () => {
  const root = writeWorkspace(small);
  const before = listAll(root);
  const { code, stderr } = await weir(["new", "one", "--from", "quick-start"], { root });
  expect(code).toBe(1);
  expect(stderr).toBe(`environments/one  error  environment/taken-name
  There is something called one already.
  Commands, Argo CD and nx tell environments apart by name.
  Fix: choose another name.

1 error in 1 file. Nothing was written.
`);
  expect(listAll(root)).toEqual(before);
});

test("weir new names the examples there are, and the one that was meant", async () => {
  const { code, stderr } = await weir(["new", "demo", "--from", "quikstart"], { root: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^examples {2}error {2}environment\/unknown-example\n {2}There is no example "quikstart"; there are auto-reload, /,
  );
  expect(stderr).toMatch(/\n {2}Fix: did you mean quick-start\?\n\n1 error in 1 file. Nothing was written.\n$/);
});

test("weir status shows environments, and examples by name", async () => {
  const root = writeWorkspace({
    ...small,
    "examples/two/environment.yaml": small["environments/one/environment.yaml"] as string,
  });
  const all = await weir(["status"], { root });
  expect(all.stdout).toContain("one   local");
  expect(all.stdout).not.toContain("two   local");
  expect(all.stdout).toMatch(/\n\n1 example as well: weir status <example>\n$/);
  expect((await weir(["status", "two"], { root })).stdout).toMatch(/^two {3}local/);
  const alone = writeWorkspace({
    "clusters/local.yaml": small["clusters/local.yaml"] as string,
    "examples/two/environment.yaml": small["environments/one/environment.yaml"] as string,
  });
  expect((await weir(["status"], { root: alone })).stdout).toMatch(/^two {3}local/);
});
