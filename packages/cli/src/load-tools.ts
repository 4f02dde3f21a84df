import type { Tools } from "@weir/tools/tools";
import { schemasFolder, toolsFolder } from "@weir/workflows/install";

/** The real kustomize, kubeconform and git, loaded when something has changed and they are needed. */
export async function loadTools(): Promise<Tools> {
  const { loadTools } = await import("@weir/tools/tools");
  return loadTools({ folder: toolsFolder, schemas: schemasFolder });
}
