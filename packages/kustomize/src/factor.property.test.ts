import { isClusterScoped, type KubernetesObject } from "@weir/kubernetes/object";
import { installTime, realTools } from "@weir/tools/test-support";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { writeBase, writeEnvironment, writeOverlay } from "./factor.ts";
import type { Files } from "./layout.ts";
import { nameObjects, objectPairs } from "./test-arbitrary.ts";
import { findDifferences } from "./test-support.ts";

beforeAll(realTools, installTime);

const namespace = "prod";
const directory = "environments/prod";
const runs = { numRuns: 40, interruptAfterTimeLimit: 120_000 };

it("turns any base into any target", { timeout: 180_000 }, async () => {
  const property = fc.asyncProperty(fc.array(objectPairs, { minLength: 1, maxLength: 6 }), async (apps) => {
    const files: Files = new Map();
    const built: KubernetesObject[] = [];
    apps.forEach((pairs, index) => {
      const app = `app-${index}`;
      const [base, target] = (["base", "target"] as const).map((side) =>
        nameObjects(
          pairs.flatMap((pair) => pair[side] ?? []),
          `${app}-`,
          "none",
        ),
      );
      const model = {
        app,
        base: { shared: base as KubernetesObject[], instances: [] },
        target: { shared: (target as KubernetesObject[]).map(place), instances: [] },
        probes: [],
      };
      built.push(...model.target.shared);
      add(files, writeBase(app, model.base));
      add(files, writeOverlay(model, { directory, namespace }));
    });
    const names = apps.map((_, index) => `app-${index}`);
    add(files, writeEnvironment(directory, names));
    expect(await findDifferences(files, { [directory]: built })).toEqual([]);
  });
  await fc.assert(property, runs);
});

it("turns any base into tracks and into an app without tracks", { timeout: 180_000 }, async () => {
  const app = fc.record({ shared: objectPairs, own: objectPairs, labelled: fc.boolean(), other: fc.boolean() });
  const property = fc.asyncProperty(app, async ({ shared, own, labelled, other }) => {
    const render = (side: "base" | "target", tracks: Readonly<Record<string, string>>, sides = side) => {
      const common = nameObjects(
        shared.flatMap((pair) => pair[side] ?? []),
        "shared-",
        "none",
      );
      const config = common.find(({ kind }) => kind === "ConfigMap")?.metadata.name ?? "none";
      const instances = Object.entries(tracks).map(([name, prefix], index) => {
        const objects = own.flatMap((pair) => (index === 0 ? pair[sides] : (pair.base ?? pair.target)) ?? []);
        const labels = { run: prefix.slice(0, -1) };
        return {
          name,
          prefix,
          labels,
          resources: nameObjects(objects, prefix, config).map((object) => label(object, labels, labelled)),
        };
      });
      return { shared: common, instances };
    };
    const base = render("base", { "": "app-" });
    const tracks = { r5: "app-r5-", r6: "app-r6-" };
    const alone = { "": other ? "another-" : "app-" };
    const model = (tracks: Readonly<Record<string, string>>) => ({
      app: "app",
      base,
      target: placed(render("target", tracks)),
      probes: [placed(render("target", tracks, "base"))],
    });
    const [tracked, untracked] = [model(tracks), model(alone)];
    const files = writeBase("app", base);
    add(files, writeOverlay(tracked, { directory: "environments/tracks", namespace }));
    add(files, writeOverlay(untracked, { directory: "environments/alone", namespace }));
    const differences = await findDifferences(files, {
      "environments/tracks/app": all(tracked.target),
      "environments/alone/app": all(untracked.target),
    });
    expect(differences).toEqual([]);
  });
  await fc.assert(property, runs);
});

interface Rendered {
  readonly shared: readonly KubernetesObject[];
  readonly instances: readonly {
    readonly name: string;
    readonly prefix: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly resources: readonly KubernetesObject[];
  }[];
}

/** With an instance's labels in its metadata and wherever there is a selector; ConfigMaps only on request. */
function label(object: KubernetesObject, labels: Record<string, string>, all: boolean): KubernetesObject {
  if (object.kind === "ConfigMap" && !all) return object;
  const { metadata } = object;
  const labelled = { ...object, metadata: { ...metadata, labels: { ...metadata.labels, ...labels } } };
  return JSON.parse(JSON.stringify(labelled), (key, value) =>
    key === "matchLabels" ? { ...value, ...labels } : value,
  );
}

function placed({ shared, instances }: Rendered): Rendered {
  return {
    shared: shared.map(place),
    instances: instances.map((instance) => ({ ...instance, resources: instance.resources.map(place) })),
  };
}

function place(object: KubernetesObject): KubernetesObject {
  return isClusterScoped(object) ? object : { ...object, metadata: { ...object.metadata, namespace } };
}

function all({ shared, instances }: Rendered): KubernetesObject[] {
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

function add(files: Files, more: Files): void {
  for (const [path, content] of more) files.set(path, content);
}
