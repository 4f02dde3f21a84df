import { parseFolder } from "@weir/environment/folder";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { objectsOf } from "@weir/render/model";
import { installFolder } from "@weir/workflows/install";
import { renderEnvironments } from "@weir/workflows/render";

/** The manifests of some of this repository's environments, by folder. */
export async function loadEnvironmentObjects(
  directories: readonly string[],
): Promise<ReadonlyMap<string, readonly KubernetesObject[]>> {
  const folders = directories.map(parseFolder).flatMap((folder) => ("what" in folder ? [] : [folder]));
  const rendered = await renderEnvironments(installFolder, folders);
  return new Map(
    rendered.map(({ environment, model }) => [
      environment.directory,
      model.apps.flatMap(({ target }) => objectsOf(target)),
    ]),
  );
}
