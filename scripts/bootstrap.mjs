#!/usr/bin/env node
// Runs one of the scripts beside it from whatever state a clone is in: installs what the lock file asks for if that
// has changed, then runs the script with the Node that came along. Plain JavaScript, for the Node of any machine.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import module from "node:module";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const tasks = ["start", "test", "live", "check", "affected", "bench", "schemas"];

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const stamp = join(modules, ".weir-installed");
const lock = join(root, ".weir/installing");
const manifest = readJson("package.json");
const [task, ...args] = process.argv.slice(2);

process.chdir(root);
if (!tasks.includes(task)) fail(`node scripts/bootstrap.mjs <task>: the tasks are ${tasks.join(", ")}.`, 2);
if (!isInstalled()) await install();
const node = join(modules, "node/bin", process.platform === "win32" ? "node.exe" : "node");
const path = [join(modules, ".bin"), ...foreignPath()].join(delimiter);
if (process.versions.node === manifest.devDependencies.node) {
  process.env.PATH = path;
  delete process.env.WEIR_BOOTSTRAP;
  module.enableCompileCache?.(join(modules, ".cache/weir"));
  process.argv.splice(1, 2, join(root, `scripts/${task}.ts`));
  await import(pathToFileURL(process.argv[1]).href);
} else if (process.env.WEIR_BOOTSTRAP || !fs.existsSync(node)) {
  fail(`Node ${manifest.devDependencies.node} is not in node_modules: npm left out the install script of the package
"node" (the setting ignore-scripts does that). Run: npm rebuild node --ignore-scripts=false`);
} else {
  const env = { ...process.env, PATH: path, WEIR_BOOTSTRAP: "1" };
  process.exitCode = (await run(node, [fileURLToPath(import.meta.url), task, ...args], { stdio: "inherit", env })).code;
}

/** Whether the packages are what the lock file and the workspaces ask for, on this kind of machine. */
function isInstalled() {
  try {
    return fs.readFileSync(stamp, "utf8") === wanted();
  } catch {
    return false;
  }
}

function wanted() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  hash.update(fs.readFileSync(join(root, "package-lock.json")));
  const folders = fs.readdirSync(join(root, "packages")).sort();
  for (const file of ["package.json", ...folders.map((folder) => `packages/${folder}/package.json`)]) {
    if (!fs.existsSync(join(root, file))) continue;
    // Scripts change nothing that is installed.
    const { scripts, ...rest } = readJson(file);
    hash.update(`${file} ${JSON.stringify(rest)}\n`);
  }
  return hash.digest("hex");
}

async function install() {
  await takeLock();
  try {
    // Another run may have done it in the meantime.
    if (isInstalled()) return;
    const state = wanted();
    if (process.stderr.isTTY)
      process.stderr.write("Installing packages (the first time takes about half a minute) …\n");
    // Without our own folder in PATH: npm deletes the Node in there. Everything is a devDependency.
    const env = { ...process.env, PATH: foreignPath().join(delimiter) };
    const { code, output } = await run("npm", ["ci", "--include=dev", "--loglevel=error"], { env });
    if (code === 0) return fs.writeFileSync(stamp, state);
    fs.rmSync(lock, { force: true });
    fail(`${output}
The packages could not be installed: npm ci ended with ${code}. If npm cannot reach its registry, set one with
\`npm config set registry <url>\`; if it says that package.json and the lock file differ, run \`npm install\`.`);
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

/** Waits until no other run is installing into this clone. A run that died leaves a lock that nobody holds. */
async function takeLock() {
  fs.mkdirSync(join(root, ".weir"), { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isHeld()) await new Promise((resolve) => setTimeout(resolve, 200));
    else fs.rmSync(lock, { force: true });
  }
}

/** Whether the run that holds the lock is alive. One that has just made the file has yet to write its number into it. */
function isHeld() {
  try {
    const pid = Number(fs.readFileSync(lock, "utf8"));
    if (pid === 0) return Date.now() - fs.statSync(lock).mtimeMs < 5000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs a program without a shell; hands on what would stop this process. `output` is what it printed, unless inherited. */
function run(program, args, options) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program, args, options);
    const forward = (signal) => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    const end = (code) => {
      for (const signal of signals) process.off(signal, forward);
      resolve({ code, output });
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => {
      output += `${error.message}\n`;
      end(1);
    });
    child.on("close", (code) => end(code ?? 1));
  });
}

/** PATH as it was before npm or this script put our own programs in front. */
function foreignPath() {
  return (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(modules));
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(join(root, file), "utf8"));
}

function fail(message, code = 3) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
