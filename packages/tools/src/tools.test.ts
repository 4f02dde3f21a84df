import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { toolPath } from "./locate.ts";
import { pins } from "./pins.ts";
import { ToolError } from "./run.ts";
import { here, temporaryFolder, writeProgram } from "./test-support.ts";
import { loadTools } from "./tools.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("states the pinned versions without looking for the tools", () => {
  const tools = loadTools({ folder: "/nowhere", schemas: "/nowhere" });
  expect(tools.versions).toEqual({ kustomize: "v5.8.2", kubeconform: "v0.8.0" });
});

test("reports a missing tool when it is needed, with the version and how to get it", async () => {
  vi.stubEnv("PATH", "/nowhere");
  const folder = temporaryFolder();
  const tools = loadTools({ folder, schemas: here.schemas });
  const error = await tools.build("/").catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ToolError);
  expect((error as ToolError).message).toBe(
    `kustomize is neither on PATH in this version nor in ${folder}.\nWanted: kustomize v5.8.2. Put it on PATH, for example with \`go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2\`.`,
  );
  await expect(tools.validate("", "1.34")).rejects.toMatchObject({ program: "kubeconform", missing: true });
});

test("looks for a tool once", async () => {
  const [bin, folder] = [temporaryFolder(), temporaryFolder()];
  const asked = join(folder, "asked");
  writeProgram(join(bin, "kustomize"), `echo "$1" >> ${asked}`, "echo v5.8.2");
  vi.stubEnv("PATH", `${bin}:/usr/bin:/bin`);
  const tools = loadTools({ folder, schemas: here.schemas });
  await Promise.all([tools.build("/a"), tools.build("/b"), tools.build("/c")]);
  expect(readFileSync(asked, "utf8")).toBe("version\nbuild\nbuild\nbuild\n");
});

test("gives up on a tool that hangs", async () => {
  const folder = temporaryFolder();
  for (const pin of Object.values(pins)) writeProgram(toolPath(pin, folder), "sleep 60");
  vi.stubEnv("PATH", "/usr/bin:/bin");
  const tools = loadTools({ folder, schemas: here.schemas, timeout: 200 });
  const reason = "was stopped after 0.2 s without an end.\nWanted: ";
  await expect(tools.build("/")).rejects.toThrow(`build / ${reason}kustomize v5.8.2.`);
  await expect(tools.validate("a: b", "1.34")).rejects.toThrow(`${reason}kubeconform v0.8.0.`);
});

test("runs as many programs at once as there are processors", async () => {
  const folder = temporaryFolder();
  const log = join(folder, "log");
  writeFileSync(log, "");
  writeProgram(toolPath(pins.kustomize, folder), `echo start >> ${log}`, "sleep 0.1", `echo end >> ${log}`);
  vi.stubEnv("PATH", "/usr/bin:/bin");
  const tools = loadTools({ folder, schemas: here.schemas });
  await Promise.all(Array.from({ length: 4 * availableParallelism() }, (_, number) => tools.build(`/${number}`)));
  let running = 0;
  const counts = readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .map((line) => (running += line === "start" ? 1 : -1));
  expect(Math.max(...counts)).toBe(availableParallelism());
});
