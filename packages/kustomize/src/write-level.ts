import { formatYaml } from "@weir/kubernetes/format-yaml";
import { header, isGenerated } from "@weir/kubernetes/generated";
import type { ConfigMap, KubernetesObject } from "@weir/kubernetes/object";
import { formatKustomization, type Generator, type Kustomization, type PatchFile } from "./kustomization.ts";
import { type Files, nameFiles, pathBetween } from "./layout.ts";
import { isGenerator, type Level } from "./levels.ts";
import { diff } from "./patch.ts";
import { readStatements } from "./statements.ts";
import { isEqual, sortKeys } from "./value.ts";

/**
 * One folder of a base: its manifests in full. Nothing for a level without objects. Its ConfigMaps always get a hash:
 * an overlay can turn that off, but kustomize does not let it turn it on.
 */
export function writeBaseLevel(files: Files, folder: string, level: Level): void {
  if (level.objects.size === 0) return;
  const resources: string[] = [];
  for (const [object, file] of nameFiles([...level.objects.values()])) {
    if (isGenerator(object)) continue;
    resources.push(file);
    addFile(files, `${folder}/${file}`, formatManifest(object));
  }
  const configMapGenerator = writeConfigMaps(files, folder, level, () => undefined);
  addFile(
    files,
    `${folder}/kustomization.yaml`,
    formatKustomization({ resources: resources.sort(), configMapGenerator }),
  );
}

interface OverlayLevel {
  /** From the workspace root. */
  readonly folder: string;
  readonly namespace?: string;
  /** The folder of the base's level, from the workspace root. */
  readonly loads: string;
  /** The instances that it loads too, by their folders inside it. */
  readonly instances?: ReadonlyMap<string, Level>;
  readonly base: Level;
  readonly target: Level;
  readonly probes: readonly Level[];
}

/**
 * One folder of an overlay: the difference between the base's level and the target's.
 *
 * @throws Error for an object that only the base has
 */
export function writeOverlayLevel(files: Files, level: OverlayLevel): void {
  const { folder, namespace, loads, instances = new Map<string, Level>(), base, target, probes } = level;
  for (const [id, { kind, metadata }] of base.objects) {
    if (target.objects.has(id)) continue;
    throw new Error(
      `its base has ${kind} ${metadata.name}, ${folder} has not. What is optional belongs in overlays alone, and a name may not depend on settings`,
    );
  }
  const { images, replicas, labels, isolate } = readStatements(target, [...instances.values()]);
  const added: string[] = [];
  const patches: PatchFile[] = [];
  const names = nameFiles([...target.objects.values()]);
  for (const [id, object] of target.objects) {
    const file = names.get(object) as string;
    const original = base.objects.get(id);
    if (!original) {
      if (isGenerator(object)) continue;
      added.push(file);
      addFile(files, `${folder}/${file}`, formatManifest(isolate(object, object)));
      continue;
    }
    const others = probes.flatMap((probe) => probe.objects.get(id) ?? []).filter((other) => !isEqual(other, object));
    const patch = diff(
      isolate(original, object),
      isolate(object, object),
      others.map((other) => isolate(other, object)),
    );
    if (!patch) continue;
    const { kind, metadata } = original;
    patches.push(patch.type === "merge" ? { path: file } : { path: file, target: { kind, name: metadata.name } });
    addFile(files, `${folder}/${file}`, header + formatYaml(patch.type === "merge" ? patch.merge : patch.operations));
  }
  const configMapGenerator = writeConfigMaps(files, folder, target, (id) => ({
    replaces: base.objects.has(id),
    stated: labels[0]?.pairs ?? {},
  }));
  const kustomization: Kustomization = {
    ...(namespace && { namespace }),
    ...(target.prefix && { namePrefix: target.prefix }),
    resources: [...(base.objects.size > 0 ? [pathBetween(folder, loads)] : []), ...instances.keys(), ...added.sort()],
    images,
    replicas,
    configMapGenerator,
    labels,
    patches: patches.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  addFile(files, `${folder}/kustomization.yaml`, formatKustomization(kustomization));
}

/** What an overlay knows of a ConfigMap: whether the base has it, and the labels that are stated for everything. */
type Context = { readonly replaces: boolean; readonly stated: Readonly<Record<string, string>> };

/** Configuration stays what it is on the server, a file under its own name; a generator for each ConfigMap. */
function writeConfigMaps(
  files: Files,
  folder: string,
  { objects, hashed }: Level,
  contextOf: (id: string) => Context | undefined,
): Generator[] {
  const configMaps = [...objects]
    .filter((entry): entry is [string, ConfigMap] => isGenerator(entry[1]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const uses = new Map<string, number>();
  for (const [, { data }] of configMaps) for (const file in data) uses.set(file, (uses.get(file) ?? 0) + 1);
  return configMaps.map(([id, { metadata, data }]) => {
    const context = contextOf(id);
    const { replaces = false, stated = {} } = context ?? {};
    const own = Object.keys(data).some((file) => uses.get(file) !== 1 || /\.(ya?ml|md)$/.test(file));
    const paths = Object.keys(data)
      .sort()
      .map((file) => {
        const content = data[file] as string;
        if (!isGenerated(content)) {
          throw new Error(
            `${file} of ConfigMap ${metadata.name} has to begin with the line ${JSON.stringify(header.trimEnd())}`,
          );
        }
        const path = own ? `${metadata.name}/${file}` : file;
        addFile(files, `${folder}/${path}`, content);
        return path;
      });
    return {
      name: metadata.name,
      replaces,
      hash: !context || hashed.has(id),
      files: paths,
      ...(!replaces && notes("labels", metadata.labels, stated)),
      ...(!replaces && notes("annotations", metadata.annotations, {})),
    };
  });
}

/** Labels or annotations that a generator has to say itself. */
function notes(field: "labels" | "annotations", all: Readonly<Record<string, string>> = {}, stated: object) {
  const rest = Object.entries(all).filter(([name]) => !(name in stated));
  return rest.length > 0 && { [field]: Object.fromEntries(rest.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function formatManifest(object: KubernetesObject): string {
  return header + formatYaml(sortKeys(object));
}

function addFile(files: Files, path: string, content: string): void {
  if (files.has(path)) throw new Error(`two objects would be written to ${path}`);
  files.set(path, content);
}
