import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "weir-bootstrap-"));
  cpSync(join(import.meta.dirname, "bootstrap.mjs"), join(root, "scripts/bootstrap.mjs"));
  write(
    "scripts/check.ts",
    'console.log("checked by", process.version, ...process.argv.slice(2));\nprocess.exitCode = 7;\n',
  );
  write("package-lock.json", "{}");
  write("packages/app/package.json", "{}");
  useNode(process.versions.node);
  useNpm('mkdir -p node_modules/node/bin && ln -s "$NODE" node_modules/node/bin/node');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text, { mode });
}

/** The Node that the workspace asks for. */
function useNode(version: string, scripts = {}): void {
  write("package.json", JSON.stringify({ type: "module", devDependencies: { node: version }, scripts }));
}

/** A stand-in for npm: it notes how it was called and does what a shell script says. */
function useNpm(script: string): void {
  write("programs/npm", `#!/bin/sh\necho "$*" >> npm.txt\n${script}\n`, 0o755);
}

function npmCalls(): string[] {
  return existsSync(join(root, "npm.txt")) ? readFileSync(join(root, "npm.txt"), "utf8").trim().split("\n") : [];
}

function bootstrap(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const PATH = [join(root, "programs"), join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH, NODE: process.execPath };
  return new Promise((resolve) => {
    const script = join(root, "scripts/bootstrap.mjs");
    execFile(process.execPath, [script, ...args], { env, cwd: tmpdir() }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

const ran = { code: 7, stdout: `checked by ${process.version}\n`, stderr: "" };

test("installs once, then runs the script at once and hands on its exit code", async () => {
  expect(await bootstrap("check")).toEqual(ran);
  expect(await bootstrap("check", "a b", "--c")).toEqual({ ...ran, stdout: `checked by ${process.version} a b --c\n` });
  expect(npmCalls()).toEqual(["ci --include=dev --loglevel=error"]);
});

test("installs again when the lock file or a package changed, and not for a script", async () => {
  await bootstrap("check");
  useNode(process.versions.node, { start: "x" });
  await bootstrap("check");
  expect(npmCalls()).toHaveLength(1);
  write("package-lock.json", '{"x": 1}');
  useNpm("");
  await bootstrap("check");
  expect(npmCalls()).toHaveLength(2);
  write("packages/new/package.json", '{"name": "new"}');
  expect(await bootstrap("check")).toEqual(ran);
  expect(npmCalls()).toHaveLength(3);
});

test("installs once when two start at the same time", async () => {
  useNpm('sleep 0.5; mkdir -p node_modules/node/bin && ln -s "$NODE" node_modules/node/bin/node');
  expect(await Promise.all([bootstrap("check"), bootstrap("check")])).toEqual([ran, ran]);
  expect(npmCalls()).toHaveLength(1);
});

test("does not wait for a run that died while installing", async () => {
  write(".weir/installing", "999999999");
  expect(await bootstrap("check")).toEqual(ran);
});

test("runs the script by the Node that was installed when this one is another", async () => {
  useNode("99.0.0");
  useNpm(
    "mkdir -p node_modules/node/bin; F=node_modules/node/bin/node; echo '#!/bin/sh\necho \"other node: $*\"; exit 5' > $F; chmod +x $F",
  );
  expect(await bootstrap("check", "--all")).toEqual({
    code: 5,
    stdout: `other node: ${join(root, "scripts/bootstrap.mjs")} check --all\n`,
    stderr: "",
  });
});

test("says how to get Node when npm left it out", async () => {
  useNode("99.0.0");
  useNpm("mkdir -p node_modules");
  expect(await bootstrap("check")).toEqual({
    code: 3,
    stdout: "",
    stderr: `Node 99.0.0 is not in node_modules: npm left out the install script of the package
"node" (the setting ignore-scripts does that). Run: npm rebuild node --ignore-scripts=false\n`,
  });
});

test("shows what npm said when it failed, and tries again the next time", async () => {
  useNpm("echo no network >&2; exit 1");
  const failed = await bootstrap("check");
  expect(failed).toEqual({
    code: 3,
    stdout: "",
    stderr: `no network

The packages could not be installed: npm ci ended with 1. If npm cannot reach its registry, set one with
\`npm config set registry <url>\`; if it says that package.json and the lock file differ, run \`npm install\`.\n`,
  });
  expect(await bootstrap("check")).toEqual(failed);
  expect(npmCalls()).toHaveLength(2);
  expect(existsSync(join(root, ".weir/installing"))).toBe(false);
});

test.each([[[]], [["../check"]], [["layers/table"]]])("refuses what is no task: %j", async (args) => {
  expect(await bootstrap(...args)).toEqual({
    code: 2,
    stdout: "",
    stderr: "node scripts/bootstrap.mjs <task>: the tasks are start, test, live, check, affected, bench, schemas.\n",
  });
  expect(npmCalls()).toEqual([]);
});
