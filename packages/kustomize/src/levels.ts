import type { Instance, Rendered } from "@weir/app/app";
import { generatorOf } from "@weir/kubernetes/config-map";
import { type ConfigMap, groupOf, isConfigMap, type KubernetesObject } from "@weir/kubernetes/object";
import { renameReferences } from "./references.ts";
import { isEqual } from "./value.ts";

/**
 * The objects of one kustomization under the names that they have inside it: without the instance's prefix, without
 * ConfigMap hashes, without a namespace.
 */
export interface Level {
  /** Of an instance: `r5`. Empty for what exists once. */
  readonly name: string;
  readonly prefix: string;
  /** The instance's labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** By `idOf`. */
  readonly objects: ReadonlyMap<string, KubernetesObject>;
  /** The ids of ConfigMaps that kustomize names by their content. */
  readonly hashed: ReadonlySet<string>;
}

interface Levels {
  readonly shared: Level;
  readonly instances: readonly Level[];
}

/** What tells objects of a level apart. A namespace is called as its environment wants, and there is only one. */
function idOf(object: KubernetesObject): string {
  return object.kind === "Namespace" ? "Namespace" : `${groupOf(object)}/${object.kind}/${object.metadata.name}`;
}

/** Whether a manifest becomes a configMapGenerator with real files. */
export function isGenerator(object: KubernetesObject): object is ConfigMap {
  return isConfigMap(object) && Object.keys(object.data ?? {}).length > 0;
}

/**
 * Shared objects and instances, each level for itself.
 *
 * @param like leaves out what is the same in it: a probe differs from its target in very few objects
 */
export function splitLevels(rendered: Rendered, like?: Rendered): Levels {
  const levelOf = levelsFor(rendered, like);
  return {
    shared: levelOf({ name: "", prefix: "", labels: {}, resources: rendered.shared }),
    instances: rendered.instances.map(levelOf),
  };
}

/** All objects in one level, under their final names: what an untracked app looks like from above its prefix. */
export function joinLevels(rendered: Rendered, like?: Rendered): Level {
  const resources = allOf(rendered);
  return levelsFor(rendered, like)({ name: "", prefix: "", labels: {}, resources });
}

function allOf({ shared, instances }: Rendered): KubernetesObject[] {
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

/** Makes a level of some of a rendering's objects, knowing the names of all. */
function levelsFor(rendered: Rendered, like?: Rendered) {
  const known = like && new Map(allOf(like).map((object) => [finalId(object), object]));
  /** ConfigMaps of all levels: names with hash → names without. */
  const unhashed = new Map<string, string>();
  for (const object of allOf(rendered)) {
    if (isGenerator(object)) unhashed.set(object.metadata.name, generatorOf(object).name);
  }
  const plainName = (kind: string, name: string) => (kind === "ConfigMap" ? (unhashed.get(name) ?? name) : name);

  return ({ name: level, prefix, labels, resources }: Instance): Level => {
    const own = new Set(resources.map(({ kind, metadata }) => `${kind} ${plainName(kind, metadata.name)}`));
    const localName = (kind: string, name: string) => {
      const plain = plainName(kind, name);
      return prefix && own.has(`${kind} ${plain}`) ? roleOf(plain, prefix) : plain;
    };
    const objects = new Map<string, KubernetesObject>();
    const hashed = new Set<string>();
    for (const object of resources) {
      if (known && isEqual(known.get(finalId(object)), object)) continue;
      const { namespace: _, ...metadata } = object.metadata;
      const name = localName(object.kind, metadata.name);
      const local = { ...renameReferences(object, localName), metadata: { ...metadata, name } };
      const id = idOf(local);
      if (objects.has(id)) throw new Error(`two objects are ${object.kind} ${object.metadata.name}`);
      objects.set(id, local);
      if (plainName(object.kind, metadata.name) !== metadata.name) hashed.add(id);
    }
    return { name: level, prefix, labels, objects, hashed };
  };
}

function finalId({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

/** `deploy` of `srs-edge-r5-deploy`. */
function roleOf(name: string, prefix: string): string {
  if (name.startsWith(prefix) && name.length > prefix.length) return name.slice(prefix.length);
  throw new Error(`${name} belongs to the instance ${prefix}* and has to begin with ${prefix}`);
}
