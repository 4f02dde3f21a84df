import type { Tools } from "@weir/tools/tools";
import { schemasFolder, toolsFolder } from "@weir/workflows/install";
import { UsageError } from "./command.ts";

/** The real kustomize, kubeconform and git, loaded when something has changed and they are needed. */
export async function loadTools(): Promise<Tools> {
  const timeout = readTimeout(process.env.WEIR_TIMEOUT || "60");
  const { loadTools } = await import("@weir/tools/tools");
  return loadTools({ folder: toolsFolder, schemas: schemasFolder, timeout });
}

/** Milliseconds. */
function readTimeout(seconds: string): number {
  if (/^\d{1,5}(\.\d{1,3})?$/.test(seconds) && Number(seconds) > 0) return Number(seconds) * 1000;
  throw new UsageError(`WEIR_TIMEOUT is a number of seconds, such as 120: ${JSON.stringify(seconds)}.`);
}
