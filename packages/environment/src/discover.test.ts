import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { header } from "@weir/kubernetes/generated";
import { expect, test } from "vitest";
import { discoverEnvironments } from "./discover.ts";
import { refusals, writeWorkspace } from "./test-workspace.ts";

test("lists environments and examples in order", () => {
  const root = writeWorkspace({
    "environments/srs-prod/environment.yaml": "",
    "environments/local/environment.yaml": "",
    "environments/README.md": "",
    "environments/.cache/x": "",
    "examples/canary/environment.yaml": "",
    "clusters/eu-3.yaml": "",
  });
  expect(discoverEnvironments(root)).toEqual([
    { name: "local", directory: "environments/local" },
    { name: "srs-prod", directory: "environments/srs-prod" },
    { name: "canary", directory: "examples/canary" },
  ]);
});

test("passes over folders of others, whatever their names", () => {
  const root = writeWorkspace({
    "environments/srs-prod/environment.yaml": "",
    "environments/shared-kustomize/base/kustomization.yaml": "resources: []\n",
    "environments/Old_Things/README.md": `Not ours.\n${header}`,
    "examples/README.md": header,
  });
  mkdirSync(join(root, "environments/left-by-git"));
  symlinkSync(join(root, "nowhere"), join(root, "environments/shared-kustomize/link.yaml"));
  expect(discoverEnvironments(root)).toEqual([{ name: "srs-prod", directory: "environments/srs-prod" }]);
});

test("says what to create where there is none", async () => {
  for (const root of [writeWorkspace({}), writeWorkspace({ "environments/README.md": "", "environments/a/x": "" })]) {
    expect(await refusals(() => discoverEnvironments(root))).toEqual([
      "environments+?  environment/none  There are no environments here. Fix: create environments/<name>/environment.yaml, or name the workspace with --root.",
    ]);
  }
});

test("names every folder that has no environment.yaml or cannot be an environment", async () => {
  const root = writeWorkspace({
    "environments/srs-prod/environment.yaml": "",
    "environments/old/srs-edge/kustomization.yaml": header,
    "environments/old/environment.yml": "",
    "environments/UPPER/environment.yaml": "",
    "environments/a\nb/environment.yaml": "",
  });
  const form = "a name is 1 to 63 lower case letters, digits and hyphens, with a letter or digit at both ends";
  expect(await refusals(() => discoverEnvironments(root))).toEqual([
    `environments/UPPER+?  environment/folder  "UPPER" cannot be an environment: ${form}. Fix: rename the folder, such as environments/srs-prod.`,
    `environments/a\\nb+?  environment/folder  "a\\nb" cannot be an environment: ${form}. Fix: rename the folder, such as environments/srs-prod.`,
    "environments/old+?  environment/no-file  This folder has no environment.yaml. Fix: write one, or delete the folder with what was generated in it.",
  ]);
});
