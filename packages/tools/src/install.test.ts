import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { ensureTools, install } from "./install.ts";
import { toolPath } from "./locate.ts";
import { type Pin, pins } from "./pins.ts";
import { run, type ToolError } from "./run.ts";
import { temporaryFolder, writeProgram } from "./test-support.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const arch = process.arch === "x64" ? "amd64" : process.arch;
const platform = `${process.platform}/${arch}`;

/** An archive as the projects release them, with more in it than the program. */
async function pack(name = "tool"): Promise<Buffer> {
  const folder = temporaryFolder();
  writeProgram(join(folder, name), "echo v1.2.3");
  writeProgram(join(folder, "LICENSE"));
  const { code } = await run("tar", ["-czf", "archive.tar.gz", name, "LICENSE"], { cwd: folder });
  expect(code).toBe(0);
  return readFileSync(join(folder, "archive.tar.gz"));
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function pinTo(base: string, archive: Buffer): Pin {
  return {
    name: "tool",
    version: "v1.2.3",
    package: "example.org/tool",
    archive: `${base}/{version}/tool_{os}_{arch}.tar.gz`,
    sha256: { [platform]: createHash("sha256").update(archive).digest("hex") },
    printVersion: ["version"],
  };
}

/** A `go` that the test writes, and nothing else of that name. */
function fakeGo(...lines: string[]): void {
  const bin = temporaryFolder();
  writeProgram(join(bin, "go"), ...lines);
  vi.stubEnv("PATH", `${bin}:/usr/bin:/bin`);
}

async function failure(pin: Pin, folder: string, timeout?: number): Promise<ToolError> {
  const done = install(pin, { folder, ...(timeout && { timeout }) });
  return done.then(
    () => expect.unreachable(),
    (error: ToolError) => error,
  );
}

test("installs a release whose checksum is right", async () => {
  const archive = await pack();
  const asked: (string | undefined)[] = [];
  const base = await serve(({ url }, response) => {
    asked.push(url);
    response.end(archive);
  });
  const folder = join(temporaryFolder(), "not/yet/there");
  const said: string[] = [];
  const pin = pinTo(base, archive);
  const installed = await install(pin, { folder, notify: (message) => said.push(message) });

  const path = join(folder, "tool-v1.2.3/tool");
  expect(installed).toEqual({ path, source: "download" });
  expect((await run(path, [])).stdout).toBe("v1.2.3\n");
  expect(asked).toEqual([`/v1.2.3/tool_${process.platform}_${arch}.tar.gz`]);
  expect(said).toEqual([`Downloading tool v1.2.3 from ${base}${asked[0]}`]);
  expect(readdirSync(folder)).toEqual(["tool-v1.2.3"]);
  expect(readdirSync(join(folder, "tool-v1.2.3"))).toEqual(["tool"]);
});

test("builds with Go when the release cannot be had, and says why", async () => {
  const record = join(temporaryFolder(), "record");
  fakeGo(`echo "$@" > ${record}`, `printf '#!/bin/sh\\necho built' > "$GOBIN/tool"`, 'chmod +x "$GOBIN/tool"');
  const base = await serve((_, response) => response.writeHead(404).end());
  const folder = temporaryFolder();
  const said: string[] = [];
  const pin = pinTo(base, Buffer.from("other"));
  expect(await install(pin, { folder, notify: (message) => said.push(message) })).toEqual({
    path: toolPath(pin, folder),
    source: "go install",
  });
  expect(readFileSync(record, "utf8")).toBe("install -trimpath -ldflags=-s -w example.org/tool@v1.2.3\n");
  expect((await run(toolPath(pin, folder), [])).stdout).toBe("built\n");
  const url = `${base}/v1.2.3/tool_${process.platform}_${arch}.tar.gz`;
  expect(said).toEqual([
    `Downloading tool v1.2.3 from ${url}`,
    `tool v1.2.3 could not be had by download: ${url} answered 404 Not Found`,
    "Building tool v1.2.3 with Go, which takes a minute",
  ]);
});

test("says for every source why it gave nothing", async () => {
  fakeGo("echo 'no network' >&2", "exit 7");
  const base = await serve((_, response) => response.writeHead(404).end());
  const folder = temporaryFolder();
  const error = await failure(pinTo(base, Buffer.from("")), folder);
  expect(error.message).toBe(
    [
      "tool is missing and could not be installed:",
      "  PATH: no such program",
      `  tool folder: nothing at ${folder}/tool-v1.2.3/tool`,
      `  download: ${base}/v1.2.3/tool_${process.platform}_${arch}.tar.gz answered 404 Not Found`,
      "  go install: go install -trimpath -ldflags=-s -w example.org/tool@v1.2.3 ended with exit code 7:",
      "    no network",
      "Wanted: tool v1.2.3. Put it on PATH, for example with `go install example.org/tool@v1.2.3`.",
    ].join("\n"),
  );
  expect(error).toMatchObject({ program: "tool", missing: true });
  expect(readdirSync(folder)).toEqual([]);
});

test("says which version PATH has, and that Go is missing", async () => {
  const bin = temporaryFolder();
  const other = writeProgram(join(bin, "tool"), "echo v1.0.0");
  vi.stubEnv("PATH", bin);
  const { message } = await failure({ ...pinTo("http://127.0.0.1:9", Buffer.from("")), sha256: {} }, temporaryFolder());
  expect(message).toContain(`  PATH: ${other} is v1.0.0\n`);
  expect(message).toContain(`  download: no checksum is pinned for ${platform}\n`);
  expect(message).toContain(
    "  go install: go install -trimpath -ldflags=-s -w example.org/tool@v1.2.3 cannot start: no such program.\n",
  );
});

test("unpacks nothing whose checksum is wrong", async () => {
  fakeGo("exit 1");
  const archive = await pack();
  const base = await serve((_, response) => response.end(archive));
  const folder = temporaryFolder();
  const pin = pinTo(base, Buffer.from("what was meant"));
  const { message } = await failure(pin, folder);
  const actual = createHash("sha256").update(archive).digest("hex");
  expect(message).toContain(`has the SHA-256 ${actual}, pinned is ${pin.sha256[platform]}\n`);
  expect(readdirSync(folder)).toEqual([]);
});

test("refuses a download that ends early", async () => {
  fakeGo("exit 1");
  const archive = await pack();
  const base = await serve((_, response) => {
    response.writeHead(200, { "content-length": archive.length });
    response.write(archive.subarray(0, 100), () => response.destroy());
  });
  expect((await failure(pinTo(base, archive), temporaryFolder())).message).toMatch(
    /tar\.gz: (other side closed|terminated)/,
  );
});

test("refuses a short download of no stated length", async () => {
  fakeGo("exit 1");
  const archive = await pack();
  const base = await serve((_, response) => response.end(archive.subarray(0, 100)));
  expect((await failure(pinTo(base, archive), temporaryFolder())).message).toContain("has the SHA-256");
});

test.each([
  ["never answers", () => {}],
  ["answers slowly", (_, response) => response.writeHead(200).write("x")],
] as [string, RequestListener][])("gives up on a server that %s", async (_, answer) => {
  fakeGo("exit 1");
  const base = await serve(answer);
  const start = Date.now();
  const { message } = await failure(pinTo(base, Buffer.from("")), temporaryFolder(), 300);
  expect(message).toContain("tar.gz: The operation was aborted due to timeout\n");
  expect(Date.now() - start).toBeLessThan(20_000);
});

test("reports a server that cannot be reached by its cause", async () => {
  fakeGo("exit 1");
  const { message } = await failure(pinTo("http://127.0.0.1:1", Buffer.from("")), temporaryFolder());
  expect(message).toMatch(/ {2}download: http:\S+: (bad port|connect ECONNREFUSED)/);
});

test("reports an archive without the program", async () => {
  fakeGo("exit 1");
  const archive = await pack("other");
  const base = await serve((_, response) => response.end(archive));
  const { message } = await failure(pinTo(base, archive), temporaryFolder());
  expect(message).toMatch(/ {2}download: tar -xzf - -C \S+ tool ended with exit code \d+:\n/);
});

test("lets any number of installs run at once", async () => {
  const archive = await pack();
  const base = await serve((_, response) => setTimeout(() => response.end(archive), Math.random() * 50));
  const folder = temporaryFolder();
  const pin = pinTo(base, archive);
  const installed = await Promise.all(Array.from({ length: 8 }, () => install(pin, { folder })));
  expect(new Set(installed.map(({ path }) => path))).toEqual(new Set([toolPath(pin, folder)]));
  expect((await run(toolPath(pin, folder), [])).stdout).toBe("v1.2.3\n");
  expect(readdirSync(folder)).toEqual(["tool-v1.2.3"]);
});

test("does not disturb a program that runs while it is installed anew", async () => {
  const archive = await pack();
  const base = await serve((_, response) => response.end(archive));
  const folder = temporaryFolder();
  const pin = pinTo(base, archive);
  const old = writeProgram(toolPath(pin, folder), "sleep 0.5", "echo old");
  const running = run(old, []);
  await install(pin, { folder });
  expect((await running).stdout).toBe("old\n");
  expect((await run(old, [])).stdout).toBe("v1.2.3\n");
});

test("removes what a killed install left long ago, and leaves alone what runs", async () => {
  const archive = await pack();
  const base = await serve((_, response) => response.end(archive));
  const folder = temporaryFolder();
  const [old, young] = [join(folder, ".install-old"), join(folder, ".install-young")];
  await mkdir(old);
  await mkdir(young);
  utimesSync(old, 0, Date.now() / 1000 - 7_200);
  await install(pinTo(base, archive), { folder });
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test("pins every release by a checksum of its own", () => {
  const all = Object.values(pins).flatMap(({ sha256 }) => Object.entries(sha256));
  expect(all.every(([name, sum]) => /^(linux|darwin)\/(amd64|arm64)$/.test(name) && /^[0-9a-f]{64}$/.test(sum))).toBe(
    true,
  );
  expect(new Set(all.map(([, sum]) => sum)).size).toBe(all.length);
});

test("leaves tools that are there as they are", async () => {
  const folder = temporaryFolder();
  vi.stubEnv("PATH", "/nowhere");
  const paths = Object.values(pins).map((pin) => writeProgram(toolPath(pin, folder)));
  const before = paths.map((path) => statSync(path).mtimeMs);
  expect(await ensureTools({ folder })).toEqual(paths.map((path) => ({ path, source: "project" })));
  expect(paths.map((path) => statSync(path).mtimeMs)).toEqual(before);
});
