import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { installFolder as root } from "./install.ts";

interface Kustomization {
  readonly resources?: readonly string[];
}

interface Application {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly source: { readonly path: string } };
}

const applications = globSync("environments/*/argocd/applications/*.yaml", { cwd: root });

test("every Application is woken by exactly the folders that its build reads", () => {
  expect(applications.length).toBeGreaterThan(0);
  for (const file of applications) {
    const { metadata, spec } = load(readFileSync(join(root, file), "utf8")) as Application;
    const { path } = spec.source;
    const paths = (metadata.annotations["argocd.argoproj.io/manifest-generate-paths"] ?? "").split(";");
    // As Argo CD reads them: from the root with a leading slash, else from the source's path.
    const woken = paths.map((each) =>
      (each.startsWith("/") ? each.slice(1) : posix.join(path, each)).replace(/\/$/, ""),
    );
    const read = foldersOf(path);
    for (const folder of read)
      expect(
        woken.some((each) => isBelow(folder, each)),
        `${file} sleeps through ${folder}`,
      ).toBe(true);
    for (const each of woken)
      expect(
        read.some((folder) => isBelow(folder, each)),
        `${file} is woken by ${each}`,
      ).toBe(true);
  }
});

test("every Application's source is a folder of its environment with a kustomization", () => {
  for (const file of applications) {
    const { spec } = load(readFileSync(join(root, file), "utf8")) as Application;
    expect(spec.source.path).toBe(join(dirname(dirname(dirname(file))), posix.basename(file, ".yaml")));
    expect(existsSync(join(root, spec.source.path, "kustomization.yaml"))).toBe(true);
  }
});

function isBelow(folder: string, above: string): boolean {
  return folder === above || folder.startsWith(`${above}/`);
}

/** A folder and all that its kustomization leads to. */
function foldersOf(folder: string): string[] {
  const { resources = [] } = load(readFileSync(join(root, folder, "kustomization.yaml"), "utf8")) as Kustomization;
  const below = resources
    .map((resource) => posix.join(folder, resource))
    .filter((resource) => existsSync(join(root, resource, "kustomization.yaml")));
  return [folder, ...below.flatMap(foldersOf)];
}
