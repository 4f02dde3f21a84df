import { formatYaml } from "@weir/kubernetes/format-yaml";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { installTime, realTools } from "@weir/tools/test-support";
import fc from "fast-check";
import { loadAll } from "js-yaml";
import { beforeAll, expect, it } from "vitest";
import { type MergeSchema, mergeSchemaOf } from "./merge-keys.ts";
import { diff } from "./patch.ts";
import { byKey, isKeyed } from "./stated.ts";
import { anyKind } from "./test-arbitrary.ts";
import { build } from "./test-support.ts";
import { isEqual, isMap, unionOfKeys } from "./value.ts";

beforeAll(realTools, installTime);

it("keeps written values whatever becomes of the base", { timeout: 180_000 }, async () => {
  const one = anyKind.chain((object) => fc.record({ base: object, target: object, probe: object, moved: object }));
  const property = fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 10 }), async (cases) => {
    const named = cases.flatMap(({ base, target, probe, moved }, index) => {
      const [from, to, other, later] = [base, target, probe, moved].map((object) => rename(object, `n${index}`)) as [
        KubernetesObject,
        KubernetesObject,
        KubernetesObject,
        KubernetesObject,
      ];
      const patch = diff(from, to, [other]);
      return patch?.type === "merge" ? [{ to, other, later, merge: patch.merge }] : [];
    });
    if (named.length === 0) return;
    const files = {
      "base.yaml": named.map(({ later }) => formatYaml(later)).join("---\n"),
      ...Object.fromEntries(named.map(({ merge }, index) => [`${index}.yaml`, formatYaml(merge)])),
      "kustomization.yaml": formatYaml({
        resources: ["base.yaml"],
        patches: named.map((_, index) => ({ path: `${index}.yaml` })),
      }),
    };
    const built = loadAll(await build(files, ".")) as KubernetesObject[];
    for (const { to, other, later, merge } of named) {
      const object = built.find(({ metadata }) => metadata.name === to.metadata.name);
      const lost = findLost(to, other, object, mergeSchemaOf(to), "");
      expect({ lost, later, merge }).toEqual({ lost: [], later, merge });
    }
  });
  await fc.assert(property, { numRuns: 40, interruptAfterTimeLimit: 120_000 });
});

function rename(object: KubernetesObject, name: string): KubernetesObject {
  const { finalizers: _, ...metadata } = object.metadata as KubernetesObject["metadata"] & { finalizers?: unknown };
  return JSON.parse(JSON.stringify({ ...object, metadata: { ...metadata, name } }));
}

/**
 * Where the target differs from the probe and what was built is not the target's: values and absences. Two things no
 * merge can say: that a list stays empty where the base has none either, and the order of ports where the base stops
 * having any.
 */
function findLost(
  target: unknown,
  probe: unknown,
  built: unknown,
  schema: MergeSchema | undefined,
  at: string,
): string[] {
  if (isEqual(target, probe) || isEqual(target, built) || isEqual(target, [])) return [];
  if (schema?.inPlace && target === undefined) return findLost({}, probe, built, schema, at);
  if (isMap(target) && built === undefined) return findLost(target, probe, {}, schema, at);
  if (isMap(target) && isMap(built)) {
    const other = isMap(probe) ? probe : {};
    return unionOfKeys(target, other).flatMap((key) =>
      findLost(target[key], other[key], built[key], schema?.fields?.[key], `${at}/${key}`),
    );
  }
  if (schema?.keys?.length === 2 && !isKeyed(built, schema)) return [];
  if (schema && isKeyed(target, schema) && isKeyed(built, schema)) {
    const [ours, theirs] = [byKey(target, schema), byKey(built, schema)];
    const others = isKeyed(probe, schema) ? byKey(probe, schema) : new Map();
    const elements = { ...(schema.fields && { fields: schema.fields }) };
    return [...new Set([...ours.keys(), ...others.keys()])].flatMap((key) =>
      findLost(ours.get(key), others.get(key), theirs.get(key), elements, `${at}/${key}`),
    );
  }
  return [at];
}
