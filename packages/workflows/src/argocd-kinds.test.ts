import { isDeepStrictEqual } from "node:util";
import type { App } from "@weir/app/app";
import type { Provider } from "@weir/app/provider";
import { testCluster, testContext } from "@weir/app/test-context";
import { definitionOf, formsOf } from "@weir/app/walk-schema";
import { renderRoot } from "@weir/argocd/argocd";
import { formatManifests } from "@weir/kubernetes/format-yaml";
import { groupOf, isClusterScoped, type KubernetesObject } from "@weir/kubernetes/object";
import { providers } from "@weir/providers/providers";
import { objectsOf } from "@weir/render/model";
import { installTime, realTools } from "@weir/tools/test-support";
import type { Tools } from "@weir/tools/tools";
import { beforeAll, expect, test } from "vitest";
import type { ZodType } from "zod";
import { loadRegistry } from "./registry.ts";

/** How often settings are filled in, each time with other words where there is a choice. */
const turns = [0, 1, 2, 3];

let tools: Tools;
beforeAll(async () => {
  tools = await realTools();
}, installTime);

/** Every app with every option on, as it is written for every provider. */
let made: KubernetesObject[];
beforeAll(async () => {
  const apps = await Promise.all([...loadRegistry().values()].map((load) => load()));
  const all = turns.flatMap((turn) => Object.values(providers).flatMap((provider) => renderAll(apps, provider, turn)));
  made = [...new Map(all.map((object) => [JSON.stringify(object), object])).values()];
});

test("an environment's project allows every kind that an app can make, before an app or an option is there", () => {
  const deployment = {
    environment: "srs-test",
    directory: "environments/srs-test",
    namespace: "srs-test-namespace",
    argocd: {
      repoURL: "https://github.com/example/streaming.git",
      revision: "main",
      namespace: "argocd",
      destination: { name: "in-cluster" },
    },
    apps: [],
  };
  const project = renderRoot(deployment).find(({ metadata }) => metadata.name === "srs-test");
  const { spec } = project as unknown as { spec: { namespaceResourceWhitelist: { group: string; kind: string }[] } };
  const allowed = spec.namespaceResourceWhitelist.map(({ group, kind }) => `${group}/${kind}`);
  const kinds = [...new Set(made.filter((object) => !isClusterScoped(object)).map(kindOf))];
  expect(kinds.filter((kind) => !allowed.includes(kind))).toEqual([]);
  // What controllers make of it, for Argo CD to show.
  const byControllers = ["/Pod", "apps/ReplicaSet", "batch/Job"];
  expect(allowed.filter((kind) => !kinds.includes(kind)).sort()).toEqual(byControllers);
});

test("every kind that an app can make is held against a schema", async () => {
  for (const kubernetes of ["1.31", "1.36"]) {
    expect(await tools.validate(formatManifests(made), kubernetes)).toEqual([]);
  }
});

function renderAll(apps: readonly App[], provider: Provider, turn: number): KubernetesObject[] {
  const addresses = addressesOf(provider, turn);
  const settings = new Map(apps.map((app) => [app.name, parse(app.settings, turn)]));
  const context = testContext({
    provider,
    addresses,
    cluster: { ...testCluster, provider: provider.name },
    apps: new Set(settings.keys()),
    settingsOf: (app) => settings.get(app),
  });
  return apps.flatMap((app) => objectsOf(app.render(settings.get(app.name), context)));
}

/** Under every name that examples of settings have: `main` carries TCP where the provider can, the others HTTP. */
function addressesOf({ address, web }: Provider, turn: number): Record<string, unknown> {
  const all = Array.from({ length: 6 }, (_, index) => parse(address, index));
  const carriesWeb = (one: unknown) => web?.(one, "web") !== undefined;
  const webs = all.filter(carriesWeb);
  const main = all.find((one) => !carriesWeb(one));
  const one = webs[turn % webs.length] ?? main;
  return { main: main ?? one, web: one, public: one };
}

/** Settings with everything in them. */
function parse(schema: ZodType, turn: number): unknown {
  return schema.parse(fill(schema, turn));
}

function fill(schema: ZodType, turn: number): unknown {
  const pick = <Item>(items: readonly Item[]) => items[turn % items.length];
  const form = pick(formsOf(schema));
  if (!form) return undefined;
  const def = definitionOf(form.schema);
  switch (def.type) {
    case "object":
      return mend(
        form.schema,
        Object.fromEntries(Object.entries(def.shape).map(([key, field]) => [key, fill(field as ZodType, turn)])),
      );
    case "record":
      return Object.fromEntries(
        [turn, turn + 1].map((number) => [
          fill(def.keyType as ZodType, number),
          fill(def.valueType as ZodType, number),
        ]),
      );
    case "array":
      return [fill(def.element as ZodType, turn)];
    case "boolean":
      return turn % 2 === 0;
    case "enum":
      return pick(Object.values(def.entries));
    case "literal":
      return pick(def.values);
    default:
      return pick(form.examples);
  }
}

/** What a refinement refuses beside something else is left out. */
function mend(schema: ZodType, written: unknown): unknown {
  const issues = schema.safeParse(written).error?.issues ?? [];
  const paths = issues.map(({ path }) => path).filter((path) => path.length > 0);
  const mended = paths.reduce(without, written);
  return isDeepStrictEqual(mended, written) ? written : mend(schema, mended);
}

function without(value: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (key === undefined) return undefined;
  const copy = { ...(value as Record<PropertyKey, unknown>) };
  if (rest.length === 0) delete copy[key];
  else copy[key] = without(copy[key], rest);
  return copy;
}

function kindOf(object: KubernetesObject): string {
  return `${groupOf(object)}/${object.kind}`;
}
