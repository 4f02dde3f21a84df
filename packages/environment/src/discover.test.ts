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

test("says what to create where there is none", async () => {
  for (const root of [writeWorkspace({}), writeWorkspace({ "environments/README.md": "" })]) {
    expect(await refusals(() => discoverEnvironments(root))).toEqual([
      "environments+?  environment/none  There are no environments here. Fix: create environments/<name>/environment.yaml, or name the workspace with --root.",
    ]);
  }
});

test("names every folder that has no environment.yaml or cannot be an environment", async () => {
  const root = writeWorkspace({
    "environments/srs-prod/environment.yaml": "",
    "environments/old/README.md": "",
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
