import { type App, defineApp } from "@weir/app/app";
import { count } from "@weir/app/fields";
import type { Provider } from "@weir/app/provider";
import { testCluster, testProvider } from "@weir/app/test-context";
import type { Environment } from "@weir/environment/environment";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { describe, expect, test } from "vitest";
import { objectsOf } from "./model.ts";
import { renderBase } from "./render-base.ts";
import { checkSettings, renderEnvironment } from "./render-environment.ts";

const sizes = { description: "How many.", examples: [1, 2] } as const;

const object = (kind: string, name: string, spec: object = {}): KubernetesObject =>
  ({ apiVersion: kind === "Deployment" ? "apps/v1" : "v1", kind, metadata: { name }, spec }) as KubernetesObject;

/** Settings are a bare number: how large it is. */
const server = defineApp({
  name: "server",
  summary: "Serves.",
  settings: count(sizes),
  base: 1,
  render: (size, context) => ({
    shared: [object("Service", "server"), object("Namespace", context.namespace)],
    instances: [
      { name: "a", prefix: "server-a-", labels: {}, resources: [object("Deployment", "server-a-deploy", { size })] },
    ],
  }),
  check: (size, { apps }) =>
    size > 10
      ? [{ id: "server/large", severity: "error", at: ["size"], what: `${size} of ${[...apps].join(", ")}.` }]
      : [],
  notes: (size) => [`Holds ${size}.`],
});

const quiet = defineApp({
  name: "quiet",
  summary: "Says nothing.",
  settings: count(sizes),
  base: 1,
  render: (_size, { cluster, provider, addresses }) => ({
    shared: [object("ConfigMap", "seen", { cluster: cluster.name, provider: provider.name, addresses })],
    instances: [],
  }),
});

const parts = {
  apps: new Map<string, App>([
    ["server", server as App],
    ["quiet", quiet as App],
  ]),
  provider: testProvider as Provider,
};

function environment(apps: Record<string, number>): Environment {
  return {
    name: "srs-test",
    directory: "environments/srs-test",
    namespace: "srs-test-namespace",
    cluster: testCluster,
    audience: undefined,
    addresses: { main: "lb-test" },
    apps: Object.fromEntries(Object.entries(apps).map(([app, size]) => [app, { settings: size, written: size }])),
    events: [],
    about: undefined,
    exceptions: [],
    written: {},
    files: [],
    locate: (path) => ({ file: "environments/srs-test/environment.yaml", line: path.length }),
  };
}

describe("an environment, rendered", () => {
  test("places what has a namespace in the environment's, and leaves alone what has none", () => {
    const [app] = renderEnvironment(environment({ server: 3 }), parts).apps;
    expect(
      objectsOf(app?.target ?? { shared: [], instances: [] }).map(({ kind, metadata }) => ({ kind, ...metadata })),
    ).toEqual([
      { kind: "Service", name: "server", namespace: "srs-test-namespace" },
      { kind: "Namespace", name: "srs-test-namespace" },
      { kind: "Deployment", name: "server-a-deploy", namespace: "srs-test-namespace" },
    ]);
  });

  test("keeps apps in their order, with what each has to say", () => {
    const { apps } = renderEnvironment(environment({ quiet: 1, server: 3 }), parts);
    expect(apps.map(({ app, notes }) => ({ app, notes }))).toEqual([
      { app: "quiet", notes: [] },
      { app: "server", notes: ["Holds 3."] },
    ]);
  });

  test("hands apps the cluster, the provider and the addresses", () => {
    const [app] = renderEnvironment(environment({ quiet: 1 }), parts).apps;
    expect(app?.target.shared[0]).toMatchObject({
      spec: { cluster: "test-cluster", provider: "test", addresses: { main: "lb-test" } },
    });
  });

  test("lets an app see what the others parsed to, and nothing that is no app", () => {
    const nosy = defineApp({
      name: "nosy",
      summary: "Looks.",
      settings: count(sizes),
      base: 1,
      render: (_size, { settingsOf }) => ({
        shared: [object("ConfigMap", "seen", { server: settingsOf("server"), none: settingsOf("toString") })],
        instances: [],
      }),
    });
    const apps = new Map([...parts.apps, ["nosy", nosy as App]]);
    const model = renderEnvironment(environment({ server: 3, nosy: 1 }), { ...parts, apps });
    expect(model.apps[1]?.target.shared[0]).toMatchObject({ spec: { server: 3, none: undefined } });
  });

  test("has for every written setting probes in which that setting alone is another", () => {
    const [app] = renderEnvironment(environment({ server: 1 }), parts).apps;
    const sizeOf = (rendered: { instances: readonly { resources: readonly object[] }[] }) =>
      rendered.instances[0]?.resources[0];
    expect(app?.probes.map(sizeOf)).toMatchObject([2, 0, 1_000_000].map((size) => ({ spec: { size } })));
    expect(app?.probes[0]?.shared).toEqual(app?.target.shared);
  });

  test("is the same twice, and changes no settings", () => {
    const same = environment({ server: 3, quiet: 2 });
    const before = structuredClone({ apps: same.apps, addresses: same.addresses });
    expect(renderEnvironment(same, parts)).toEqual(renderEnvironment(same, parts));
    expect({ apps: same.apps, addresses: same.addresses }).toEqual(before);
  });

  test("finds fault where the setting was written, with the other apps in view", () => {
    expect(checkSettings("server", environment({ server: 3, quiet: 1 }), parts)).toEqual([]);
    const wrong = environment({ server: 11, quiet: 1 });
    expect(checkSettings("quiet", wrong, parts)).toEqual([]);
    expect(checkSettings("server", wrong, parts)).toEqual([
      {
        id: "server/large",
        severity: "error",
        what: "11 of server, quiet.",
        where: { file: "environments/srs-test/environment.yaml", line: 3 },
      },
    ]);
  });
});

describe("a base", () => {
  test("knows no environment: the smallest settings, no namespace, nothing outside", () => {
    const { shared, instances } = renderBase(server as App);
    expect([...shared, ...instances.flatMap(({ resources }) => resources)].map(({ metadata }) => metadata)).toEqual([
      { name: "server" },
      { name: "base" },
      { name: "server-a-deploy" },
    ]);
    expect(instances[0]?.resources[0]).toMatchObject({ spec: { size: 1 } });
    expect(renderBase(quiet as App).shared[0]).toMatchObject({
      spec: { cluster: "base", provider: "base", addresses: {} },
    });
  });

  test("is rendered once, however many environments stand on it", () => {
    expect(renderBase(server as App)).toBe(renderBase(server as App));
    const [one] = renderEnvironment(environment({ server: 3 }), parts).apps;
    const [other] = renderEnvironment(environment({ server: 4 }), parts).apps;
    expect(one?.base).toBe(other?.base);
  });
});
