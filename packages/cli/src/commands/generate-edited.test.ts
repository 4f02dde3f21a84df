import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { edit, small, snapshot, writeFiles } from "@weir/workflows/test-workspace";
import { describe, expect, test } from "vitest";
import { generatedWorkspace, run, upToDate, weir } from "../test-weir.ts";

const conf = "environments/one/srs-origin/srs.conf";
const environment = "environments/one/environment.yaml";

describe.concurrent("weir generate and a generated file that somebody edited", () => {
  test("stops with its name, and writes nothing", async () => {
    const root = await editedByHand();
    const before = snapshot(root);
    expect(await weir(["generate"], { root })).toEqual({
      code: 1,
      signal: null,
      stdout: "",
      stderr: `${conf}  error  files/edited
  ${conf} was edited by hand; the next run would lose that.
  Fix: say it in environment.yaml, then put back the committed file (git checkout -- ${conf}) or run with --force.

1 error in 1 file. Nothing was written.
`,
    });
    expect(snapshot(root)).toEqual(before);
  });

  test("stops also when other files have to change, and leaves those", async () => {
    const root = await editedByHand();
    edit(root, environment, "namespace: one", "namespace: other");
    const before = snapshot(root);
    const { code, stderr } = await weir(["generate"], { root });
    expect({ code, last: stderr.split("\n").at(-2) }).toEqual({
      code: 1,
      last: "1 error in 1 file. Nothing was written.",
    });
    expect(snapshot(root)).toEqual(before);
  });

  test("overwrites it with --force", async () => {
    const root = await editedByHand();
    const ran = await weir(["generate", "--force"], { root });
    expect(ran).toEqual({ code: 0, signal: null, stdout: `wrote    ${conf}\n${upToDate(root, 9)}`, stderr: "" });
    expect(snapshot(root)).toEqual(snapshot(await generatedWorkspace(small)));
  });

  test("overwrites what is as committed: an older output that git brought back", async () => {
    const root = await generatedWorkspace(small);
    await git(root, "init", "--quiet");
    await commitAll(root);
    edit(root, environment, "v6.0-r0", "v6.0-r0\n    max_connections: 2000");
    expect((await weir(["generate"], { root })).code).toBe(0);
    await git(root, "checkout", "--quiet", "--", conf);
    const { code, stdout } = await weir(["generate"], { root });
    expect({ code, first: stdout.split("\n")[0] }).toEqual({ code: 0, first: `wrote    ${conf}` });
    expect(readFileSync(join(root, conf), "utf8")).toContain("max_connections 2000;");
  });

  test("overwrites what is as staged in git", async () => {
    const root = await editedByHand();
    await git(root, "init", "--quiet");
    expect((await weir(["generate"], { root })).code).toBe(1);
    await git(root, "add", conf);
    expect((await weir(["generate"], { root })).stdout).toBe(`wrote    ${conf}\n${upToDate(root, 9)}`);
  });

  test("overwrites what a merge left in conflict", async () => {
    const root = await generatedWorkspace(small);
    await git(root, "init", "--quiet", "--initial-branch=main");
    await commitAll(root);
    await git(root, "checkout", "--quiet", "-b", "other");
    await release(root, "2000");
    await git(root, "checkout", "--quiet", "main");
    await release(root, "3000");
    await expect(git(root, ...identity, "merge", "--quiet", "other")).rejects.toThrow();
    writeFileSync(join(root, environment), readFileSync(join(root, environment), "utf8").replace(conflict, "$1"));
    expect(readFileSync(join(root, conf), "utf8")).toMatch(conflict);
    const { code, stderr } = await weir(["generate"], { root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(readFileSync(join(root, conf), "utf8")).toMatch(/^max_connections 3000;$/m);
  });

  test("keeps a note that only looks like a conflict, in git or not", async () => {
    const root = await generatedWorkspace(small);
    const text = readFileSync(join(root, conf), "utf8");
    writeFileSync(join(root, conf), `${text}<<<<<<< HEAD\na;\n=======\nb;\n>>>>>>> other\n`);
    const before = snapshot(root);
    const stopped = { code: 1, first: `${conf}  error  files/edited` };
    const outside = await weir(["generate"], { root });
    expect({ code: outside.code, first: outside.stderr.split("\n")[0] }).toEqual(stopped);
    writeFileSync(join(root, conf), text);
    await git(root, "init", "--quiet");
    await commitAll(root);
    writeFiles(root, { [conf]: before[conf] as string });
    const inside = await weir(["generate"], { root });
    expect({ code: inside.code, first: inside.stderr.split("\n")[0] }).toEqual(stopped);
    expect(readFileSync(join(root, conf), "latin1")).toBe(before[conf]);
  });

  test("knows its own files in a fresh clone, without a record", async () => {
    const root = await generatedWorkspace(small);
    await git(root, "init", "--quiet");
    await commitAll(root);
    rmSync(join(root, ".weir"), { recursive: true });
    edit(root, environment, "namespace: one", "namespace: other");
    const { code, stderr } = await weir(["generate"], { root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("asks for --force where neither a record nor git knows the file", async () => {
    const root = await generatedWorkspace(small);
    rmSync(join(root, ".weir"), { recursive: true });
    edit(root, environment, "v6.0-r0", "v6.0-r0\n    max_connections: 2000");
    expect((await weir(["generate"], { root })).code).toBe(1);
    expect((await weir(["generate", "--force"], { root })).code).toBe(0);
  });
});

describe.concurrent("weir generate and a file that is not its own", () => {
  for (const path of [
    "environments/one/srs-origin/patch.yaml",
    "environments/one/notes.md",
    "apps/srs-origin/base/x.yaml",
  ]) {
    test(`stops at ${path}, with --force too`, async () => {
      const root = await generatedWorkspace(small);
      writeFiles(root, { [path]: "kind: Service\n" });
      const before = snapshot(root);
      for (const words of [["generate"], ["generate", "--force"]]) {
        expect(await weir(words, { root })).toEqual({
          code: 1,
          signal: null,
          stdout: "",
          stderr: `${path}:1  error  files/stranger
  ${path} is not weir's: its first line is not "# Generated by weir. Edit environment.yaml instead.".
  Everything in this folder but environment.yaml is generated.
  Fix: move it elsewhere.

1 error in 1 file. Nothing was written.
`,
        });
      }
      expect(snapshot(root)).toEqual(before);
    });
  }

  test("does not mind an editor that has the environment open", async () => {
    const root = await generatedWorkspace(small);
    const folder = "environments/one";
    const open = [".environment.yaml.swp", "environment.yaml~", "#environment.yaml#", ".DS_Store"];
    writeFiles(root, Object.fromEntries(open.map((name) => [`${folder}/${name}`, "x"])));
    writeFiles(root, { "clusters/.local.yaml.swp": "x", "apps/srs-origin/base/.srs.conf.swp": "x" });
    edit(root, environment, "namespace: one", "namespace: other");
    expect((await weir(["generate"], { root })).code).toBe(0);
    expect((await weir(["generate", "--check"], { root })).code).toBe(0);
  });

  test("does not mind a team's own files beside it", async () => {
    const root = await generatedWorkspace(small);
    writeFiles(root, {
      "README.md": "ours\n",
      "apps/README.md": "ours\n",
      "apps/our-app/deployment.yaml": "kind: Deployment\n",
      "schemas/our.json": "{}\n",
      "environments/README.md": "ours\n",
      "clusters/README.md": "ours\n",
    });
    edit(root, environment, "namespace: one", "namespace: other");
    expect((await weir(["generate"], { root })).code).toBe(0);
    expect((await weir(["generate", "--check"], { root })).code).toBe(0);
  });
});

/** What a merge leaves in a file: the first group is ours. */
const conflict = /<{7} .*\n([\s\S]*?)={7}\n[\s\S]*?>{7} .*\n/;

/** Commits another number of connections, with all that comes of it. */
async function release(root: string, connections: string): Promise<void> {
  edit(root, environment, "v6.0-r0", `v6.0-r0\n    max_connections: ${connections}`);
  expect((await weir(["generate"], { root })).code).toBe(0);
  await commitAll(root);
}

async function editedByHand(): Promise<string> {
  const root = await generatedWorkspace(small);
  edit(root, conf, "listen 1935;", "listen 1936;");
  return root;
}

const identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];

async function commitAll(root: string): Promise<void> {
  await git(root, "add", "--all");
  await git(root, ...identity, "commit", "--quiet", "--message", "all");
}

async function git(root: string, ...words: string[]): Promise<void> {
  const { code, stderr } = await run("git", ["-C", root, ...words]);
  if (code !== 0) throw new Error(stderr);
}
