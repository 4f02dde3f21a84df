import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const overlay = (image: string) => `resources: []\nimages: [{name: ossrs/srs, newTag: ${image}}]\n`;

/** A workspace of three environments and an example, small enough to see what may reach what. */
const workspace: Record<string, string> = {
  ".gitignore": "node_modules\n.nx\nruns.txt\n",
  "package-lock.json": '{"lockfileVersion": 3, "packages": {}}',
  "apps/srs-edge/app.ts": "export default 1;\n",
  "apps/srs-edge/app.test.ts": "",
  "apps/srs-edge/base/kustomization.yaml": "resources: []\n",
  "apps/srs-origin/app.ts": "export default 1;\n",
  "apps/srs-origin/base/kustomization.yaml": "resources: []\n",
  "packages/srs/src/conf.ts": "export const conf = 1;\n",
  "packages/srs/src/conf.test.ts": "",
  "packages/tools/src/pins.ts": 'export const version = "v5.8.2";\n',
  "schemas/kubernetes/deployment.json": "{}",
  "clusters/ack.yaml": 'weir: 1\nkubernetes: "1.34"\n',
  "clusters/kind.yaml": 'weir: 1\nkubernetes: "1.34"\n',
  "fleets/srs.yaml": "weir: 1\n",
  "fleets/live.yaml": "weir: 1\ninherit: fleets/srs\n",
  "docs/guide.md": "Guide\n",
  "environments/srs-prod/environment.yaml":
    "weir: 1\ncluster: ack\ninherit: fleets/live\napps: {srs-edge: {replicas: 3}}\n",
  "environments/srs-prod/kustomization.yaml": "resources: [srs-edge, srs-origin]\n",
  "environments/srs-prod/argocd/kustomization.yaml": "resources: []\n",
  "environments/srs-prod/srs-edge/kustomization.yaml": "resources: [r6]\n",
  "environments/srs-prod/srs-edge/r6/kustomization.yaml": overlay("v6.0-r0"),
  "environments/srs-prod/srs-origin/kustomization.yaml": overlay("v6.0-r0"),
  "environments/srs-staging/environment.yaml": "weir: 1\ncluster: kind\ninherit: fleets/srs\n",
  "environments/srs-staging/srs-edge/kustomization.yaml": overlay("v6.0-r0"),
  "environments/local/environment.yaml": "weir: 1\ncluster: kind\n",
  "environments/local/srs-origin/kustomization.yaml": overlay("v6.0-r0"),
  "examples/canary/environment.yaml": "weir: 1\ncluster:\n  provider: plain\n",
  "examples/canary/srs-edge/kustomization.yaml": overlay("v5.0-r3"),
};
const everything = [
  "canary",
  "local",
  "srs-edge-canary",
  "srs-edge-srs-prod",
  "srs-edge-srs-staging",
  "srs-origin-local",
  "srs-origin-srs-prod",
  "srs-prod",
  "srs-staging",
];

const root = mkdtempSync(join(tmpdir(), "weir-nx-"));
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, {
    cwd: root,
    encoding: "utf8",
    stdio: "pipe",
    env: { ...process.env, NX_DAEMON: "false", NX_WORKSPACE_ROOT_PATH: "", CI: "true", NO_COLOR: "1" },
  });
const git = (...args: string[]) => run("git", "-c", "user.name=t", "-c", "user.email=t@example.org", ...args);
const nx = (...args: string[]) => run(join(root, "node_modules/.bin/nx"), ...args);

function write(files: Record<string, string | undefined>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    if (text === undefined) rmSync(join(root, file), { recursive: true });
    else writeFileSync(join(root, file), text);
  }
}

beforeAll(() => {
  // nx and a weir that only writes down how it was called; the real modules are found through the link.
  mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(repository, "node_modules/nx"), join(root, "node_modules/nx"));
  symlinkSync("../nx/dist/bin/nx.js", join(root, "node_modules/.bin/nx"));
  writeFileSync(join(root, "node_modules/.bin/weir"), '#!/bin/sh\necho "weir $*" >> runs.txt\n', { mode: 0o755 });
  for (const file of ["nx.json", "package.json", "packages/nx-plugin"]) {
    cpSync(join(repository, file), join(root, file), { recursive: true });
  }
  write(workspace);
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message=base");
});
beforeEach(() => void git("checkout", "--quiet", "--detach", "main"));
afterAll(() => rmSync(root, { recursive: true }));

/** What nx would check after a commit that changes these files; an undefined text deletes. */
function affectedBy(files: Record<string, string | undefined>): string[] {
  write(files);
  git("add", "--all");
  git("commit", "--quiet", "--message=change");
  const args = ["--affected", "--withTarget=validate", "--withTarget=fresh", "--base=main", "--head=HEAD", "--json"];
  return (JSON.parse(nx("show", "projects", ...args)) as string[]).sort();
}

describe("checks no more than", () => {
  test("one overlay and one environment after a change of one value", () => {
    const changed = {
      "environments/srs-prod/environment.yaml": `${workspace["environments/srs-prod/environment.yaml"]}# scaled\n`,
      "environments/srs-prod/srs-edge/r6/kustomization.yaml": overlay("v6.0-r1"),
    };
    expect(affectedBy(changed)).toEqual(["srs-edge-srs-prod", "srs-prod"]);
  });

  test("nothing after a change of documents and tests", () => {
    const changed = { "docs/guide.md": "x", "apps/srs-edge/app.test.ts": "x", "packages/srs/src/conf.test.ts": "x" };
    expect(affectedBy(changed)).toEqual([]);
  });

  test("what one cluster runs after a change of the cluster", () => {
    expect(affectedBy({ "clusters/kind.yaml": 'weir: 1\nkubernetes: "1.35"\n' })).toEqual([
      "local",
      "srs-edge-srs-staging",
      "srs-origin-local",
      "srs-staging",
    ]);
  });

  test("what inherits, directly or not, after a change of a parent", () => {
    expect(affectedBy({ "fleets/live.yaml": "weir: 1\ninherit: fleets/srs\n# x\n" })).toEqual([
      "srs-edge-srs-prod",
      "srs-origin-srs-prod",
      "srs-prod",
    ]);
    git("checkout", "--quiet", "--detach", "main");
    expect(affectedBy({ "fleets/srs.yaml": "weir: 1\n# x\n" })).toEqual([
      "srs-edge-srs-prod",
      "srs-edge-srs-staging",
      "srs-origin-srs-prod",
      "srs-prod",
      "srs-staging",
    ]);
  });
});

describe("notices", () => {
  test("an environment.yaml that was edited without generating", () => {
    expect(affectedBy({ "environments/local/environment.yaml": "weir: 1\ncluster: kind\n# x\n" })).toEqual(["local"]);
  });

  test("a generated file that was edited by hand, also where no overlay is", () => {
    expect(affectedBy({ "environments/srs-prod/argocd/kustomization.yaml": "resources: [x]\n" })).toEqual(["srs-prod"]);
  });

  test("an environment that moves to another cluster or parent", () => {
    expect(
      affectedBy({ "environments/local/environment.yaml": "weir: 1\ncluster: ack\ninherit: fleets/live\n" }),
    ).toEqual(["local"]);
  });

  test("a base that was edited by hand: its overlays, and everything that could have written it", () => {
    const environments = ["canary", "local", "srs-prod", "srs-staging"];
    expect(affectedBy({ "apps/srs-origin/base/kustomization.yaml": "resources: [x]\n" })).toEqual(
      [...environments, "srs-origin-local", "srs-origin-srs-prod"].sort(),
    );
  });

  test("a new overlay and a new environment", () => {
    const added = {
      "environments/new/environment.yaml": "weir: 1\ncluster: ack\n",
      "environments/new/srs-edge/kustomization.yaml": overlay("v6.0-r0"),
    };
    expect(affectedBy(added)).toEqual(["new", "srs-edge-new"]);
  });

  test.each([
    ["the engine", { "packages/srs/src/conf.ts": "export const conf = 2;\n" }],
    ["an app", { "apps/srs-edge/app.ts": "export default 2;\n" }],
    ["a deleted app", { "apps/srs-edge": undefined }],
    ["a schema", { "schemas/kubernetes/deployment.json": '{"x": 1}' }],
    ["a tool's pin", { "packages/tools/src/pins.ts": 'export const version = "v5.8.3";\n' }],
    ["the lock file", { "package-lock.json": '{"lockfileVersion": 3, "packages": {"x": {}}}' }],
    ["what the root package says", { "package.json": '{"name": "weir-workspace", "private": true}' }],
    [
      "the plugin",
      {
        "packages/nx-plugin/src/read-sources.ts": readFileSync(
          join(import.meta.dirname, "read-sources.ts"),
          "utf8",
        ).concat("// x\n"),
      },
    ],
  ])("%s: everything", (_, files) => {
    expect(affectedBy(files)).toEqual(everything);
  });

  test.each([
    ["overlay", "environments/srs-prod/srs-origin", ["srs-origin-srs-prod"]],
    ["environment", "environments/local", ["local", "srs-origin-local"]],
    ["example", "examples/canary", ["canary", "srs-edge-canary"]],
  ])("a deleted %s: everything that is left", (_, folder, gone) => {
    expect(affectedBy({ [folder]: undefined })).toEqual(everything.filter((name) => !gone.includes(name)));
  });

  test("a folder whose name a shell would not take as a name", () => {
    expect(() => affectedBy({ "environments/a;b/environment.yaml": "weir: 1\n" })).toThrow(
      '"a;b" cannot be the name of an environment or app: lower case letters, digits and hyphens.',
    );
  });
});

test("runs one validate and one fresh for a change of one value, and not again for the same content", () => {
  const affected = () => {
    rmSync(join(root, "runs.txt"), { force: true });
    nx("affected", "--targets=validate,fresh", "--base=main", "--head=HEAD", "--outputStyle=static");
    return existsSync(join(root, "runs.txt"))
      ? readFileSync(join(root, "runs.txt"), "utf8").trim().split("\n").sort()
      : [];
  };
  write({
    "environments/srs-prod/environment.yaml": `${workspace["environments/srs-prod/environment.yaml"]}# scaled\n`,
    "environments/srs-prod/srs-edge/r6/kustomization.yaml": overlay("v6.0-r1"),
  });
  git("commit", "--quiet", "--all", "--message=change");
  expect(affected()).toEqual([
    "weir generate --check srs-prod",
    "weir validate srs-prod",
    "weir validate srs-prod/srs-edge",
  ]);
  expect(affected()).toEqual([]);
});
