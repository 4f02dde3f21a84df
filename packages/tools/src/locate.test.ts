import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { findOnPath, locate, readVersion, toolPath } from "./locate.ts";
import { pins } from "./pins.ts";
import { run } from "./run.ts";
import { temporaryFolder, writeProgram } from "./test-support.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const { kustomize, kubeconform } = pins;

/** PATH with these folders in front; the rest stays, programs of the tests need it. */
function putOnPath(...folders: string[]): void {
  vi.stubEnv("PATH", [...folders, "/usr/bin", "/bin"].join(delimiter));
}

test("takes the program on PATH that has the pinned version", async () => {
  const [bin, folder] = [temporaryFolder(), temporaryFolder()];
  const path = writeProgram(join(bin, "kustomize"), "echo v5.8.2");
  writeProgram(toolPath(kustomize, folder), "echo v5.8.2");
  putOnPath(bin);
  expect(await locate(kustomize, folder)).toEqual({ path, source: "PATH" });
});

test("takes the project's own program when PATH has another version", async () => {
  const [bin, folder] = [temporaryFolder(), temporaryFolder()];
  const other = writeProgram(join(bin, "kustomize"), "echo v5.8.20");
  const path = writeProgram(toolPath(kustomize, folder), "exit 1");
  putOnPath(bin);
  expect(await findOnPath(kustomize)).toEqual({ path: other, version: "v5.8.20" });
  expect(await locate(kustomize, folder)).toEqual({ path, source: "project" });
  expect(path).toBe(join(folder, "kustomize-v5.8.2/kustomize"));
});

test("finds nothing where there is nothing, or only a folder or a file that is not executable", async () => {
  const [bin, folder] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(bin, "kustomize"));
  mkdirSync(join(folder, "kustomize-v5.8.2"));
  writeFileSync(toolPath(kustomize, folder), "");
  mkdirSync(toolPath(kubeconform, folder), { recursive: true });
  vi.stubEnv("PATH", bin);
  expect(await locate(kustomize, folder)).toBeUndefined();
  expect(await locate(kubeconform, folder)).toBeUndefined();
});

test.each([
  ["fails", "echo v5.8.2 >&2; exit 1"],
  ["prints garbage", "head -c 300 /dev/urandom"],
  ["prints without end", "yes"],
])("does not take a program on PATH that %s", async (_, line) => {
  const bin = temporaryFolder();
  writeProgram(join(bin, "kustomize"), line);
  putOnPath(bin);
  expect(await findOnPath(kustomize)).toEqual({ path: join(bin, "kustomize"), version: undefined });
  expect(await locate(kustomize, temporaryFolder())).toBeUndefined();
});

test("gives up on a program on PATH that hangs", { timeout: 15_000 }, async () => {
  const bin = temporaryFolder();
  writeProgram(join(bin, "kustomize"), "sleep 60");
  putOnPath(bin);
  expect(await findOnPath(kustomize)).toEqual({ path: join(bin, "kustomize"), version: undefined });
});

test("does not look into relative folders of PATH", async () => {
  const cwd = temporaryFolder();
  writeProgram(join(cwd, "kustomize"), "echo v5.8.2");
  const script = `
    import { findOnPath } from ${JSON.stringify(new URL("./locate.ts", import.meta.url).href)};
    import { pins } from ${JSON.stringify(new URL("./pins.ts", import.meta.url).href)};
    console.log(await findOnPath(pins.kustomize));`;
  const find = (PATH: string) =>
    run(process.execPath, ["--input-type=module", "-e", script], { cwd, env: { ...process.env, PATH } });
  expect((await find(`.${delimiter}${delimiter}bin`)).stdout).toBe("undefined\n");
  expect((await find(cwd)).stdout).toContain("version: 'v5.8.2'");
});

test("reads the version that older kustomize prints in braces", async () => {
  const program = writeProgram(join(temporaryFolder(), "kustomize"), "echo '{Version:kustomize/v4.5.4 GitCommit:cf3}'");
  expect(await readVersion(kustomize, program)).toBe("v4.5.4");
});

test("reads what Go wrote into a program that prints no version", async () => {
  const program = writeProgram(
    join(temporaryFolder(), "kubeconform"),
    "echo development",
    "exit",
    "\0path\tgithub.com/yannh/kubeconform/cmd/kubeconform",
    "mod\tgithub.com/yannh/kubeconform\tv0.8.0\th1:abc=",
    "dep\tgithub.com/other/module\tv9.9.9\th1:def=",
  );
  expect(await readVersion(kubeconform, program)).toBe("v0.8.0");
  expect(await readVersion(kustomize, program)).toBeUndefined();
});
