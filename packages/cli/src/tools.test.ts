import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { locate } from "@weir/tools/locate";
import { pins } from "@weir/tools/pins";
import { toolsFolder } from "@weir/workflows/install";
import { edit, production, small, snapshot, temporaryFolder, writeWorkspace } from "@weir/workflows/test-workspace";
import { describe, expect, test } from "vitest";
import { bareFolder, generatedWorkspace, weir, writeProgram } from "./test-weir.ts";

const environment = "environments/one/environment.yaml";
const get = "Put it on PATH, for example with `go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2`.";

describe.concurrent("weir generate", () => {
  test("says which kustomize is missing and how to get it, and writes nothing", async () => {
    const root = writeWorkspace(small);
    const before = snapshot(root);
    const tools = temporaryFolder();
    expect(await weir(["generate"], { root, env: { PATH: bareFolder(), WEIR_TOOLS: tools } })).toEqual({
      code: 3,
      signal: null,
      stdout: "",
      stderr: `weir: kustomize is neither on PATH in this version nor in ${tools}.
Wanted: kustomize v5.8.2. ${get}
Nothing was written.
`,
    });
    expect(snapshot(root)).toEqual(before);
  });

  test("does not take a kustomize of another version", async () => {
    const root = writeWorkspace(small);
    const [path, tools] = [bareFolder(), temporaryFolder()];
    writeProgram(join(path, "kustomize"), "echo v5.4.3");
    const ran = await weir(["generate"], { root, env: { PATH: path, WEIR_TOOLS: tools } });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({
      code: 3,
      stderr: `weir: kustomize is neither on PATH in this version nor in ${tools}.\nWanted: kustomize v5.8.2. ${get}\nNothing was written.\n`,
    });
  });

  test("does not wait for ever for a kustomize that hangs", async () => {
    const root = writeWorkspace(small);
    const before = snapshot(root);
    const tools = await wrapTools({ kustomize: 'case "$2" in */srs-origin) sleep 60;; *) exec "$REAL" "$@";; esac' });
    const env = { PATH: bareFolder(), WEIR_TOOLS: tools, WEIR_TIMEOUT: "0.5" };
    const started = performance.now();
    const { code, stderr } = await weir(["generate"], { root, env });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect({ code, lines: stderr.split("\n") }).toEqual({
      code: 3,
      lines: [
        `weir: ${tools}/kustomize-v5.8.2/kustomize build ${root}/.weir/stage/environments/one/srs-origin was stopped after 0.5 s without an end.`,
        `Wanted: kustomize v5.8.2. ${get}`,
        "Nothing was written.",
        "",
      ],
    });
    expect(snapshot(root)).toEqual(before);
  });

  test("hands on what a kustomize says that fails, without waiting for the others", async () => {
    const root = writeWorkspace(production);
    const before = snapshot(root);
    const fail = "echo 'Error: no space left on device' >&2; exit 1";
    const tools = await wrapTools({ kustomize: `case "$2" in */namespace) ${fail};; *) sleep 60;; esac` });
    const started = performance.now();
    const { code, stderr } = await weir(["generate"], { root, env: { PATH: bareFolder(), WEIR_TOOLS: tools } });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `weir: kustomize build ${root}/.weir/stage/environments/srs-prod/namespace ended with exit code 1:
Error: no space left on device
Nothing was written.
`,
    });
    expect(snapshot(root)).toEqual(before);
  });

  test("notices a kustomize that builds something else, and writes nothing", async () => {
    const root = writeWorkspace(small);
    const before = snapshot(root);
    const tools = await wrapTools({ kustomize: '"$REAL" "$@" | sed "s/replicas: 1/replicas: 2/"' });
    const { code, stderr } = await weir(["generate"], { root, env: { PATH: bareFolder("sed"), WEIR_TOOLS: tools } });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `environments/one/srs-origin  error  kustomize/not-the-model
  kustomize builds apps/Deployment srs-origin-deploy of environments/one/srs-origin differently: spec.replicas is 2, the model says 1.
  Fix: report this as a mistake of weir.

1 error in 1 file. Nothing was written.
`,
    });
    expect(snapshot(root)).toEqual(before);
  });

  test("hands on what kubeconform finds fault with, at the app that has it", async () => {
    const root = writeWorkspace(small);
    const before = snapshot(root);
    const resource = {
      kind: "Deployment",
      name: "srs-origin-deploy",
      version: "apps/v1",
      status: "statusInvalid",
      msg: "problem validating schema - at '/spec/replicas': got string, want integer",
    };
    const report = (resources: object[]) =>
      JSON.stringify({ resources, summary: { valid: 1, invalid: resources.length, errors: 0, skipped: 0 } });
    const tools = await wrapTools({
      kubeconform: `if grep -q "^kind: Deployment"; then cat <<'E'\n${report([resource])}\nE\nelse echo '${report([])}'; fi`,
    });
    const env = { PATH: bareFolder("cat", "grep"), WEIR_TOOLS: tools };
    const { code, stderr } = await weir(["generate"], { root, env });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `environments/one/environment.yaml:5:3  error  schema/invalid
   3 | namespace: one
   4 | apps:
 > 5 |   srs-origin:
     |   ^^^^^^^^^^
  srs-origin: Deployment srs-origin-deploy: spec.replicas: got string, want integer.

1 error in 1 file. Nothing was written.
`,
    });
    expect(snapshot(root)).toEqual(before);
  });

  test("works without git", async () => {
    const root = writeWorkspace(small);
    const { code, stderr } = await weir(["generate"], { root, env: { PATH: temporaryFolder() } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("needs no tool to see that nothing has changed, to check, to show and to render", async () => {
    const root = await generatedWorkspace(small);
    const env = { PATH: temporaryFolder(), WEIR_TOOLS: temporaryFolder() };
    for (const words of [["generate"], ["generate", "--check"], ["status"], ["show", "one"], ["render", "one"]]) {
      expect((await weir(words, { root, env })).code).toBe(0);
    }
    edit(root, environment, "namespace: one", "namespace: other");
    expect((await weir(["generate", "--check"], { root, env })).code).toBe(1);
    expect((await weir(["render", "one"], { root, env })).code).toBe(0);
    expect((await weir(["generate"], { root, env })).code).toBe(3);
  });

  test("refuses a time-out that is no number of seconds", async () => {
    const root = writeWorkspace(small);
    const { code, stderr } = await weir(["generate"], { root, env: { WEIR_TIMEOUT: "1m" } });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'weir: WEIR_TIMEOUT is a number of seconds, such as 120: "1m".\n',
    });
  });
});

describe.concurrent("proof and validation", () => {
  test("are repeated for what has changed, and for nothing else", async () => {
    const root = writeWorkspace(production);
    const [log, tools] = await loggedTools();
    const prod = "environments/srs-prod/environment.yaml";
    const env = { WEIR_TOOLS: tools, PATH: bareFolder() };
    const runs = async (words: readonly string[]) => {
      rmSync(log, { force: true });
      expect((await weir(words, { root, env })).stderr).toBe("");
      const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
      return lines.map((line) => line.replace(/.*\//, "")).sort();
    };
    const whole = "srs-prod";
    const apps = ["namespace", "nginx-hls", "srs-cleanup", "srs-edge", "srs-origin-cluster", whole, "srs-storage"];
    const everything = ["1.34.0", ...apps].sort();

    expect(await runs(["generate"])).toEqual(everything);
    expect(await runs(["generate"])).toEqual([]);
    expect(await runs(["validate"])).toEqual([]);

    edit(root, prod, "replicas: 3\n      r6", "replicas: 4\n      r6");
    expect(await runs(["generate"])).toEqual(["1.34.0", "srs-edge", whole]);
    edit(root, "fleets/srs.yaml", "memory: 2Gi", "memory: 3Gi");
    expect(await runs(["generate"])).toEqual(["1.34.0", "srs-origin-cluster", whole]);
    expect(await runs(["validate"])).toEqual([]);

    // What is right on the way to the cluster need not be built again, only what stands on it.
    edit(
      root,
      "apps/nginx-hls/base/deployment.yaml",
      "terminationGracePeriodSeconds",
      "# again\n      terminationGracePeriodSeconds",
    );
    expect(await runs(["validate"])).toEqual(["nginx-hls", whole]);
    expect(await runs(["generate", "--force"])).toEqual([]);

    edit(root, "clusters/ack-zhangjiakou.yaml", '"1.34"', '"1.33"');
    expect(await runs(["generate"])).toEqual(["1.33.0", "namespace", whole]);
    edit(root, "clusters/ack-zhangjiakou.yaml", "revision: main", "revision: live");
    expect(await runs(["generate"])).toEqual(["1.33.0"]);

    edit(root, ".weir/cache.json", '"engine":"', '"engine":"x');
    expect(await runs(["generate"])).toEqual(["1.33.0", ...apps]);
    rmSync(join(root, ".weir"), { recursive: true });
    expect(await runs(["validate"])).toEqual(["1.33.0", ...apps]);
    expect(await runs(["generate"])).toEqual(["1.33.0", ...apps]);
  });
});

/** A tool folder in which the named tools are shell scripts; `$REAL` is the real tool. */
async function wrapTools(scripts: Partial<Record<"kustomize" | "kubeconform", string>>): Promise<string> {
  const folder = temporaryFolder();
  for (const pin of Object.values(pins)) {
    const real = (await locate(pin, toolsFolder))?.path ?? pin.name;
    const script = scripts[pin.name as keyof typeof scripts] ?? 'exec "$REAL" "$@"';
    writeProgram(join(folder, `${pin.name}-${pin.version}`, pin.name), `REAL=${real}`, script);
  }
  return folder;
}

/** A tool folder whose tools write down what they are asked: a folder to build, a Kubernetes version to check for. */
async function loggedTools(): Promise<[log: string, folder: string]> {
  const log = join(temporaryFolder(), "log");
  const scripts = {
    kustomize: `echo "$2" >> ${log}; exec "$REAL" "$@"`,
    kubeconform: `echo "$6" >> ${log}; exec "$REAL" "$@"`,
  };
  return [log, await wrapTools(scripts)];
}
