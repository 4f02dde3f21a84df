import { parseImage } from "@weir/kubernetes/images";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Image, Kustomization, Labels } from "./kustomization.ts";
import { isGenerator, type Level } from "./levels.ts";
import { changeImages } from "./references.ts";
import { changeAt, type Fields, isMap } from "./value.ts";

/** What a kustomization.yaml says itself about its objects, whether it differs from the base or not. */
interface Statements extends Required<Pick<Kustomization, "images" | "replicas" | "labels">> {
  /**
   * What patches are left to say of an object: without what is stated.
   *
   * @param object the target's, the base's, or a probe's
   * @param target the same object as the target has it
   */
  readonly isolate: <Manifest extends KubernetesObject>(object: Manifest, target: KubernetesObject) => Manifest;
}

/**
 * What is stated of a level's objects: an image's version, the number of replicas, the labels of an instance.
 *
 * @param instances the levels that the same kustomization loads: an image that they use too is theirs to state, because
 *   a version stated above would be theirs as well
 */
export function readStatements(level: Level, instances: readonly Level[]): Statements {
  const objects = [...level.objects.values()];
  const theirs = new Set(instances.flatMap(({ objects }) => readImages([...objects.values()]).map(({ name }) => name)));
  const images = readImages(objects).filter(({ name, tag, digest }) => !theirs.has(name) && `${tag}${digest}` !== "");
  const labels = readLabels(level, objects);
  const replicas = objects.flatMap((object) => {
    const count = replicasOf(object);
    return count === undefined ? [] : [{ name: object.metadata.name, count }];
  });
  replicas.sort((a, b) => (a.name < b.name ? -1 : 1));
  const tagged = new Set(images.map(({ name }) => name));
  const isolate: Statements["isolate"] = (object, target) => {
    let rest = changeImages(object, (image) => {
      const { name } = parseImage(image);
      return tagged.has(name) ? name : image;
    });
    for (const label of labels) rest = setLabels(rest, label);
    if (isGenerator(target)) rest = { ...rest, data: {} };
    return replicasOf(target) === undefined ? rest : withoutReplicas(rest);
  };
  return { images, replicas, labels, isolate };
}

/** kustomize sets replicas of these kinds (api v0.21, replicas.go). */
const scalable = new Set(["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"]);

function replicasOf(object: KubernetesObject): number | undefined {
  const { replicas } = specOf(object) ?? {};
  return scalable.has(object.kind) && typeof replicas === "number" ? replicas : undefined;
}

function withoutReplicas<Manifest extends KubernetesObject>(object: Manifest): Manifest {
  const { replicas: _, ...spec } = specOf(object) ?? {};
  return { ...object, spec };
}

function specOf(object: KubernetesObject): Fields | undefined {
  const { spec } = object as KubernetesObject & { readonly spec?: unknown };
  return isMap(spec) ? spec : undefined;
}

/** One entry for each image; of one in two versions, which is left to patches, without any. */
function readImages(objects: readonly KubernetesObject[]): Image[] {
  const found = new Map<string, Image>();
  for (const object of objects) {
    changeImages(object, (text) => {
      const image = { tag: "", digest: "", ...parseImage(text) };
      const known = found.get(image.name) ?? image;
      const same = known.tag === image.tag && known.digest === image.digest;
      found.set(image.name, same ? image : { name: image.name, tag: "", digest: "" });
      return text;
    });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The labels of an instance as one entry, where every object of it carries them: kustomize puts such labels on
 * everything. The fields are those that carry them in all objects of a kind, selectors among them.
 */
function readLabels({ prefix, labels: pairs }: Level, objects: readonly KubernetesObject[]): Labels[] {
  const names = Object.keys(pairs).sort();
  const carries = (value: unknown) => isMap(value) && names.every((name) => value[name] === pairs[name]);
  const stated = prefix !== "" && names.length > 0 && objects.every(({ metadata }) => carries(metadata.labels));
  if (!stated) return [];
  const paths = new Set<string>();
  for (const object of objects) collectPaths(object, object.kind, carries, paths);
  const fields = [...paths]
    .map((path) => ({ path: path.slice(path.indexOf("/") + 1), kind: path.slice(0, path.indexOf("/")) }))
    .filter(
      ({ path, kind }) =>
        path !== "metadata/labels" && objects.every((object) => carriesAt(object, kind, path, carries)),
    )
    .sort((a, b) => (`${a.kind} ${a.path}` < `${b.kind} ${b.path}` ? -1 : 1));
  return [{ pairs: Object.fromEntries(names.map((name) => [name, pairs[name] as string])), fields }];
}

type Test = (value: unknown) => boolean;

/** The paths of all maps that pass, each behind its kind. */
function collectPaths(value: unknown, path: string, passes: Test, paths: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectPaths(item, path, passes, paths);
  else if (isMap(value)) {
    if (passes(value)) paths.add(path);
    for (const key in value) if (!key.includes("/")) collectPaths(value[key], `${path}/${key}`, passes, paths);
  }
}

function carriesAt(object: KubernetesObject, kind: string, path: string, passes: Test): boolean {
  let all = true;
  if (object.kind === kind) {
    changeAt(object, path.split("/"), (found) => {
      all &&= passes(found);
      return found;
    });
  }
  return all;
}

function setLabels<Manifest extends KubernetesObject>(object: Manifest, { pairs, fields }: Labels): Manifest {
  const set = (found: unknown) => (isMap(found) ? { ...found, ...pairs } : found);
  const { metadata } = object;
  const labelled = { ...object, metadata: { ...metadata, labels: { ...metadata.labels, ...pairs } } };
  return fields.reduce(
    (object, { path, kind }) => (kind === object.kind ? changeAt(object, path.split("/"), set) : object),
    labelled,
  );
}
