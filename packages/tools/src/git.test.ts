import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type Blobs, isTracked, readBlobs, topLevel } from "./git.ts";
import { run } from "./run.ts";
import { temporaryFolder, writeProgram } from "./test-support.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];

async function git(cwd: string, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await run("git", [...identity, ...args], { cwd });
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${stdout}${stderr}`);
}

async function newRepository(): Promise<string> {
  const root = temporaryFolder();
  await git(root, "init", "--quiet", "--initial-branch=main");
  return root;
}

async function commit(root: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  await git(root, "add", "--all");
  await git(root, "commit", "--quiet", "--message", "change");
}

function show({ head, index, conflicted }: Blobs): unknown {
  const text = (blobs: ReadonlyMap<string, Buffer>) =>
    Object.fromEntries([...blobs].map(([path, blob]) => [path, blob.toString("latin1")]));
  return { head: text(head), index: text(index), conflicted: [...conflicted] };
}

const nothing = { head: {}, index: {}, conflicted: [] };

test("reads files at HEAD and in the index, whatever is in the folder", async () => {
  const root = await newRepository();
  await commit(root, { "a/same.yaml": "same\n", "a/staged.yaml": "old\n", "a/removed.yaml": "gone\n" });
  writeFileSync(join(root, "a/staged.yaml"), "staged\n");
  writeFileSync(join(root, "a/new.yaml"), "");
  await git(root, "rm", "--quiet", "a/removed.yaml");
  await git(root, "add", "--all");
  writeFileSync(join(root, "a/staged.yaml"), "edited\n");
  writeFileSync(join(root, "a/untracked.yaml"), "untracked\n");

  const names = ["same", "staged", "removed", "new", "untracked", "missing"].map((name) => `a/${name}.yaml`);
  expect(show(await readBlobs(root, names))).toEqual({
    head: { "a/same.yaml": "same\n", "a/staged.yaml": "old\n", "a/removed.yaml": "gone\n" },
    index: { "a/same.yaml": "same\n", "a/staged.yaml": "staged\n", "a/new.yaml": "" },
    conflicted: [],
  });
});

test("takes paths from the folder it is asked in", async () => {
  const root = await newRepository();
  await commit(root, { "deep/er/a": "inner", a: "outer" });
  expect(show(await readBlobs(join(root, "deep/er"), ["a"]))).toEqual({
    ...nothing,
    head: { a: "inner" },
    index: { a: "inner" },
  });
});

test("gives bytes unchanged: line endings, NUL, broken UTF-8, megabytes", async () => {
  const root = await newRepository();
  const content = Buffer.from([13, 10, 0, 255, 254, 10, 10]);
  const large = Buffer.alloc(3_000_000, "0123456789abcdef blob 7\n");
  await commit(root, { odd: content, large, "after-large": "end" });
  const { head } = await readBlobs(root, ["large", "odd", "after-large"]);
  expect(head.get("odd")).toEqual(content);
  expect(head.get("large")?.equals(large)).toBe(true);
  expect(head.get("after-large")?.toString()).toBe("end");
});

test("knows files by odd names, and none by a name with a line break", async () => {
  const root = await newRepository();
  const names = ["a b", "--all", "-", "*", ":(glob)x", "ü", "HEAD", "q'\"\\", "a\tb"];
  await commit(root, Object.fromEntries([...names, "a\nb", "b"].map((name) => [name, name])));
  const expected = Object.fromEntries(names.map((name) => [name, Buffer.from(name).toString("latin1")]));
  expect(show(await readBlobs(root, [...names, "a\nb", "x\nHEAD:./b"]))).toEqual({
    ...nothing,
    head: expected,
    index: expected,
  });
});

test("takes folders and what is outside for no files", async () => {
  const root = await newRepository();
  await commit(root, { "folder/a": "a" });
  symlinkSync("folder/a", join(root, "link"));
  await git(root, "add", "--all");
  expect(show(await readBlobs(root, ["folder", "", ".", "../../etc/passwd", "/etc/passwd", "link"]))).toEqual({
    ...nothing,
    index: { link: "folder/a" },
  });
});

test("names the files that a merge left in conflict", async () => {
  const root = await newRepository();
  await commit(root, { "a/both": "base\n", "a/deleted": "base\n", "a/clean": "base\n" });
  await git(root, "checkout", "--quiet", "-b", "other");
  await commit(root, { "a/both": "theirs\n", "a/deleted": "theirs\n", "a/clean": "theirs\n", "a/added": "theirs\n" });
  await git(root, "checkout", "--quiet", "main");
  rmSync(join(root, "a/deleted"));
  await commit(root, { "a/both": "ours\n", "a/added": "ours\n" });
  await expect(git(root, "merge", "other")).rejects.toThrow("CONFLICT");

  expect(show(await readBlobs(join(root, "a"), ["both", "deleted", "added", "clean"]))).toEqual({
    head: { both: "ours\n", added: "ours\n", clean: "base\n" },
    index: { clean: "theirs\n" },
    conflicted: ["added", "both", "deleted"],
  });
  expect(await isTracked(root, "a/both")).toBe(true);
});

test("works before the first commit", async () => {
  const root = await newRepository();
  writeFileSync(join(root, "a"), "staged");
  await git(root, "add", "a");
  expect(show(await readBlobs(root, ["a", "b"]))).toEqual({ ...nothing, index: { a: "staged" } });
});

test("knows nothing outside of a repository, in .git, or without git", async () => {
  const outside = temporaryFolder();
  const root = await newRepository();
  await commit(root, { a: "a" });
  for (const folder of [outside, join(root, ".git")]) {
    expect(show(await readBlobs(folder, ["a"]))).toEqual(nothing);
    expect(await topLevel(folder)).toBeUndefined();
  }
  expect(await isTracked(outside, "a")).toBe(false);
  vi.stubEnv("PATH", "/nowhere");
  expect(show(await readBlobs(root, ["a"]))).toEqual(nothing);
  expect(await topLevel(root)).toBeUndefined();
});

test("finds the top of a work tree, and of a linked one", async () => {
  const root = await newRepository();
  await commit(root, { "deep/a": "a" });
  const linked = join(temporaryFolder(), "linked tree");
  await git(root, "worktree", "add", "--quiet", "-b", "linked", linked);
  expect(await topLevel(join(root, "deep"))).toBe(root);
  expect(await topLevel(join(linked, "deep"))).toBe(linked);
});

test("tells tracked files, by their names and not by patterns", async () => {
  const root = await newRepository();
  await commit(root, { "a.yaml": "a", "-x": "x" });
  writeFileSync(join(root, "new"), "");
  const asked = ["a.yaml", "-x", "new", "*.yaml", ":(top)a.yaml", "missing"];
  expect(await Promise.all(asked.map((path) => isTracked(root, path)))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("is not led to another repository by the variables of a hook", async () => {
  const [root, other] = [await newRepository(), await newRepository()];
  await commit(root, { a: "right" });
  await commit(other, { a: "wrong" });
  vi.stubEnv("GIT_DIR", join(other, ".git"));
  vi.stubEnv("GIT_WORK_TREE", other);
  vi.stubEnv("GIT_INDEX_FILE", join(other, ".git/index"));
  expect(show(await readBlobs(root, ["a"]))).toEqual({ ...nothing, head: { a: "right" }, index: { a: "right" } });
  expect(await topLevel(root)).toBe(root);
});

test("starts two processes for any number of files", async () => {
  const root = await newRepository();
  const names = Array.from({ length: 3_000 }, (_, number) => `environments/live-${number}/app/kustomization.yaml`);
  await commit(root, Object.fromEntries(names.map((name) => [name, name])));
  const bin = temporaryFolder();
  const log = join(bin, "log");
  writeProgram(join(bin, "git"), `echo "$2" >> ${log}`, `PATH=\${PATH#*:} exec git "$@"`);
  vi.stubEnv("PATH", `${bin}:${process.env.PATH}`);
  const { head, index } = await readBlobs(root, names);
  expect([head.size, index.size]).toEqual([3_000, 3_000]);
  expect(names.every((name) => head.get(name)?.toString() === name)).toBe(true);
  expect((await run("cat", [log])).stdout).toBe("ls-files\ncat-file\n");
});

test("reports a repository that git refuses, instead of knowing nothing", async () => {
  const root = await newRepository();
  writeFileSync(join(root, ".git/config"), "[broken\n");
  await expect(readBlobs(root, ["a"])).rejects.toThrow(
    /git ls-files --unmerged -z in \S+ ended with exit code 128:\nfatal: bad config line 1/,
  );
});
