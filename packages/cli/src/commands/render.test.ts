import { existsSync } from "node:fs";
import { join } from "node:path";
import { edit, listAll, production, small, snapshot, writeWorkspace } from "@weir/workflows/test-workspace";
import { beforeAll, describe, expect, test } from "vitest";
import { generatedWorkspace, kustomizeBuild, type Ran, run, weir } from "../test-weir.ts";

const kubectl = ["/usr/bin/kubectl", "/usr/local/bin/kubectl"].find(existsSync);

const environments = [
  { name: "srs-prod", contents: production },
  { name: "one", contents: small },
];

describe.concurrent.each(environments)("weir render $name", ({ name, contents }) => {
  let root: string;
  let rendered: Map<string, Ran>;
  beforeAll(async () => {
    root = await generatedWorkspace(contents);
    const render = async (app: string) => [app, await weir(["render", name, app], { root })] as const;
    rendered = new Map(await Promise.all(appsOf(root, name).map(render)));
  });

  test("prints for every app what kustomize build prints, byte for byte", async () => {
    for (const [app, ran] of rendered) {
      const built = await kustomizeBuild(join(root, "environments", name, app));
      expect(ran).toEqual({ code: 0, signal: null, stdout: built, stderr: "" });
    }
  });

  test.skipIf(!kubectl)("prints for every app what kubectl kustomize prints, byte for byte", async () => {
    for (const [app, { stdout }] of rendered) {
      const built = await run(kubectl as string, ["kustomize", join(root, "environments", name, app)]);
      expect(stdout).toBe(built.stdout);
    }
  });

  test("prints for all apps together what one kustomize build of the environment prints", async () => {
    const whole = await weir(["render", name], { root });
    expect(whole.stdout).toBe(await kustomizeBuild(join(root, "environments", name)));
    const documents = (text: string) => text.split("---\n");
    const single = [...rendered.values()].flatMap(({ stdout }) => documents(stdout));
    expect(documents(whole.stdout).sort()).toEqual(single.sort());
  });
});

describe.concurrent("weir render", () => {
  test("prints what environment.yaml says now, generated or not, and writes nothing", async () => {
    const root = writeWorkspace(small);
    const before = snapshot(root);
    const { code, stdout, stderr } = await weir(["render", "one", "srs-origin"], { root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.match(/^kind: .*/gm)).toEqual([
      "kind: ServiceAccount",
      "kind: ConfigMap",
      "kind: Service",
      "kind: Deployment",
      "kind: PodDisruptionBudget",
      "kind: NetworkPolicy",
    ]);
    expect(snapshot(root)).toEqual(before);
    expect(existsSync(join(root, ".weir"))).toBe(false);
  });

  test("prints manifests to stdout and what to beware of to stderr", async () => {
    const root = writeWorkspace(small);
    edit(root, "environments/one/environment.yaml", "v6.0-r0", "v6.0-r9");
    const { code, stdout, stderr } = await weir(["render", "one"], { root });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^apiVersion: v1\nkind: Namespace\n/);
    expect(stderr).toBe(`environments/one/environment.yaml:6:14  warning  srs/unknown-patch
   4 | apps:
   5 |   srs-origin:
 > 6 |     version: v6.0-r9
     |              ^^^^^^^
  weir does not know v6.0-r9; its configuration is checked as for 6.0.191.
  Fix: Try it with \`./objs/srs -t -c FILE\` in the image, or use a known version, such as v6.0-r1.

`);
  });

  test("gives manifests and warnings as JSON", async () => {
    const root = writeWorkspace(small);
    const { code, stdout, stderr } = await weir(["render", "one", "namespace", "--format", "json"], { root });
    const { objects, findings } = JSON.parse(stdout);
    expect({ code, stderr, findings }).toEqual({ code: 0, stderr: "", findings: [] });
    expect(objects.map(({ kind }: { kind: string }) => kind)).toEqual(["Namespace", "NetworkPolicy", "ServiceAccount"]);
  });

  test("refuses an app that the environment does not have, and names those that it has", async () => {
    const root = writeWorkspace(small);
    expect(await weir(["render", "one", "srs-orign"], { root })).toEqual({
      code: 2,
      signal: null,
      stdout: "",
      stderr: 'weir: one has no app "srs-orign". Did you mean srs-origin? It has namespace, srs-origin.\n',
    });
    expect((await weir(["render", "one", "x".repeat(30)], { root })).stderr).toBe(
      'weir: one has no app "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx". It has namespace, srs-origin.\n',
    );
  });
});

function appsOf(root: string, environment: string): string[] {
  const files = listAll(root, `environments/${environment}`).filter((path) => path.split("/").length === 4);
  return [...new Set(files.map((path) => path.split("/")[2] as string))].filter((app) => app !== "argocd");
}
