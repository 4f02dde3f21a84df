import { groupOf, type KubernetesObject } from "@weir/kubernetes/object";
import { isMap, unionOfKeys } from "./value.ts";

interface ObjectDifference {
  readonly object: KubernetesObject;
  /** `spec.template.spec.containers[0].image`; `the object` for one that only one side has. */
  readonly at: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Where two lists of manifests differ, object by object and field by field; lists are compared in order. */
export function compareObjects(
  expected: readonly KubernetesObject[],
  got: readonly KubernetesObject[],
): ObjectDifference[] {
  const [ours, theirs] = [byIdentity(expected), byIdentity(got)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((id): ObjectDifference[] => {
    const [wanted, found] = [ours.get(id), theirs.get(id)];
    const object = (wanted ?? found) as KubernetesObject;
    if (!wanted || !found) {
      const [there, missing] = ["there", "not there"];
      return [{ object, at: "the object", expected: wanted ? there : missing, got: found ? there : missing }];
    }
    return compareValues(wanted, found, "").map((difference) => ({ object, ...difference }));
  });
}

function byIdentity(objects: readonly KubernetesObject[]): Map<string, KubernetesObject> {
  return new Map(
    objects.map((object) => {
      const { name, namespace = "" } = object.metadata;
      return [`${groupOf(object)}/${object.kind}/${namespace}/${name}`, object];
    }),
  );
}

function compareValues(expected: unknown, got: unknown, at: string): Omit<ObjectDifference, "object">[] {
  if (expected === got) return [];
  if (isMap(expected) && isMap(got)) {
    return unionOfKeys(expected, got)
      .sort()
      .flatMap((key) => compareValues(expected[key], got[key], at ? `${at}.${key}` : key));
  }
  if (Array.isArray(expected) && Array.isArray(got)) {
    const length = Math.max(expected.length, got.length);
    return Array.from({ length }, (_, index) => compareValues(expected[index], got[index], `${at}[${index}]`)).flat();
  }
  return [{ at, expected, got }];
}
