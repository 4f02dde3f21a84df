import type { Finding } from "@weir/finding/finding";
import { formatManifests } from "@weir/kubernetes/format-yaml";
import { identify, type KubernetesObject } from "@weir/kubernetes/object";
import { compareObjects } from "./compare.ts";

/** A folder to build, and what must come out. */
export interface Overlay {
  /** From the workspace root. */
  readonly path: string;
  readonly objects: readonly KubernetesObject[];
}

/** Differences shown of one overlay; one mistake tends to show in every object. */
const shown = 10;

/**
 * Builds overlays with the real kustomize and compares what it prints with the model: byte for byte, and where that
 * fails object by object, lists in order. A finding here is weir's own mistake, or a kustomize that is not the
 * pinned one; what a person wrote cannot cause it.
 *
 * @param stageRoot the folder that the overlays' paths start from
 * @param build what `kustomize build` prints for a folder
 * @param concurrency builds asked for at once
 */
export async function prove(
  stageRoot: string,
  overlays: readonly Overlay[],
  build: (folder: string) => Promise<string>,
  concurrency: number,
): Promise<Finding[]> {
  const findings: Finding[][] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < overlays.length; at = next++) {
      const overlay = overlays[at] as Overlay;
      const built = await build(`${stageRoot}/${overlay.path}`);
      findings[at] = built === formatManifests(overlay.objects) ? [] : await explain(overlay, built);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  return findings.flat();
}

async function explain({ path, objects }: Overlay, built: string): Promise<Finding[]> {
  const { loadAll } = await import("js-yaml");
  const problem = { severity: "error" as const, where: { file: path }, fix: "report this as a mistake of weir." };
  const differences = compareObjects(objects, loadAll(built) as KubernetesObject[]);
  if (differences.length === 0) {
    const what = `kustomize builds ${path} to the model, but prints it differently: ${firstLine(objects, built)}.`;
    return [{ ...problem, id: "kustomize/other-format", what }];
  }
  const findings = differences.slice(0, shown).map(({ object, at, expected, got }) => ({
    ...problem,
    id: "kustomize/not-the-model",
    what: `kustomize builds ${identify(object)} of ${path} differently: ${at} is ${show(got)}, the model says ${show(expected)}.`,
  }));
  const rest = differences.length - shown;
  if (rest > 0)
    findings.push({ ...problem, id: "kustomize/not-the-model", what: `${path} has ${rest} more differences.` });
  return findings;
}

function firstLine(objects: readonly KubernetesObject[], built: string): string {
  const [ours, theirs] = [formatManifests(objects).split("\n"), built.split("\n")];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  return `line ${at + 1} is ${JSON.stringify(theirs[at])}, expected was ${JSON.stringify(ours[at])}`;
}

/** A value on one line, shortened. */
function show(value: unknown): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
