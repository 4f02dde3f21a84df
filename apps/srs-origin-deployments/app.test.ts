import type { Context } from "@weir/app/app";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { matches } from "@weir/kubernetes/selectors";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const version = "v6.0-r0";
const three = { origins: { 0: { version }, 1: { version }, 2: { version } } };

function objects(written: unknown, context?: Context): KubernetesObject[] {
  const { shared, instances } = renderTwice(app, written, context);
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

function object(written: unknown, kind: string, name: string, context?: Context): KubernetesObject {
  return objects(written, context).find(
    (candidate) => candidate.kind === kind && candidate.metadata.name === name,
  ) as KubernetesObject;
}

function podOf(written: unknown, number = 0) {
  return podTemplateOf(object(written, "Deployment", `srs-origin-${number}-deploy`));
}

function configOf(written: unknown, number = 0): string {
  const config = object(written, "ConfigMap", `srs-origin-${number}-config`);
  return (config as unknown as { data: Record<string, string> }).data["srs.conf"] as string;
}

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("keeps the names that people know", () => {
  expect(
    objects({ origins: { 0: { version }, 1: { version } } }).map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ).toEqual([
    "Service srs-origin-service",
    "Service srs-api-service",
    "PodDisruptionBudget srs-origin-pdb",
    "NetworkPolicy srs-origin-deployments",
    "ServiceAccount srs-origin-deployments",
    "Deployment srs-origin-0-deploy",
    "ConfigMap srs-origin-0-config",
    "Service srs-origin-0-socs",
    "Deployment srs-origin-1-deploy",
    "ConfigMap srs-origin-1-config",
    "Service srs-origin-1-socs",
  ]);
});

test.each([
  ["its base", app.base],
  ["three origins", three],
  ["the shared file system", { ...three, hls: { store: "nas" } }],
  ["disks of their own", { ...three, hls: {} }],
  ["hooks", { ...three, http_hooks: { on_play: "http://hooks.backend", to: { namespaces: ["backend"] } } }],
  ["recordings", { ...three, dvr: {} }],
  ["metrics", { ...three, metrics: { namespace: "monitoring" } }],
  ["restarts", { ...three, reload: "restart" }],
])("gives pods with %s no rights, and every port a name and a probe", (_, written) => {
  expect(faultsOfPods(renderTwice(app, written), { unprobed: ["metrics"] })).toEqual([]);
});

test("is an instance for each origin, in the order of their numbers", () => {
  const { instances } = renderTwice(app, { origins: { 2: { version }, 0: { version }, 1: { version } } });
  expect(instances.map(({ name, prefix, labels }) => ({ name, prefix, labels }))).toEqual(
    ["0", "1", "2"].map((name) => ({
      name,
      prefix: `srs-origin-${name}-`,
      labels: { run: `srs-origin-${name}` },
    })),
  );
});

test("a release goes to the origin that is asked for, and its configuration too", () => {
  const one = { origins: { ...three.origins, 1: { version: "v6.0-r1", max_connections: 2000 } } };
  const changed = [0, 1, 2].filter(
    (number) => JSON.stringify(podOf(one, number)) !== JSON.stringify(podOf(three, number)),
  );
  expect(changed).toEqual([1]);
  expect(podOf(one, 1)?.spec.containers[0]?.image).toBe("ossrs/srs:v6.0-r1");
  expect([0, 1, 2].map((number) => /max_connections \d+/.exec(configOf(one, number))?.[0])).toEqual([
    "max_connections 1000",
    "max_connections 2000",
    "max_connections 1000",
  ]);
  const larger = { origins: { ...three.origins, 2: { version, resources: { memory: "4Gi" } } } };
  expect(podOf(larger, 2)?.spec.containers[0]?.resources).toEqual({
    requests: { cpu: "1", memory: "4Gi" },
    limits: { memory: "4Gi" },
  });
});

test("the text is the same for all origins, whatever their version", () => {
  const mixed = { origins: { ...three.origins, 1: { version: "v5.0-r3" } }, hls: {} };
  expect(configOf(mixed, 1)).toBe(configOf(mixed, 0));
});

test("one more origin reaches the others by a reload and restarts none of them", () => {
  const four = { origins: { ...three.origins, 3: { version } } };
  expect(configOf(four)).not.toBe(configOf(three));
  for (const number of [0, 1, 2]) expect(podOf(four, number)).toEqual(podOf(three, number));
  expect(configOf(three)).toContain("inotify_auto_reload on;");
  const restart = { ...three, reload: "restart" };
  const names = objects(restart).filter(({ kind }) => kind === "ConfigMap");
  for (const { metadata } of names) expect(metadata.name).toMatch(/^srs-origin-\d-config-\w{10}$/);
});

test("what no reload takes up restarts the origin that it is for", () => {
  const digest = (written: unknown, number: number) =>
    podOf(written, number)?.metadata?.annotations?.["weir/restart-digest"];
  const one = { ...three, origins: { ...three.origins, 1: { version: "v4.0-r5" } } };
  expect(digest(three, 0)).toMatch(/^[0-9a-f]{16}$/);
  expect(digest({ ...three, metrics: { namespace: "monitoring" } }, 0)).not.toBe(digest(three, 0));
  expect(digest(one, 1)).not.toBe(digest(three, 1));
  expect(digest({ ...three, reload: "restart" }, 0)).toBeUndefined();
});

test("lets in who publishes, serves its HLS or reads its metrics, and out to hooks, beside the origins themselves", () => {
  const http_hooks = { on_play: "http://203.0.113.9:8085/a", to: { cidrs: ["203.0.113.9/32"] } };
  const context = testContext({
    settingsOf: () => ({ publishTo: "srs-origin-deployments", from: "srs-origin-deployments" }),
  });
  const written = { ...three, hls: {}, http_hooks, metrics: { namespace: "monitoring" } };
  const { spec } = object(written, "NetworkPolicy", "srs-origin-deployments", context) as unknown as {
    spec: Record<"ingress" | "egress", { ports: { port: number }[] }[]>;
  };
  const portsOf = (rules: { ports: { port: number }[] }[]) => rules.map(({ ports }) => ports.map(({ port }) => port));
  expect(portsOf(spec.ingress)).toEqual([[1935], [8080], [1985], [9972]]);
  expect(portsOf(spec.egress)).toEqual([[1985], [8085]]);
});

test("never runs an origin twice, not even during a release", () => {
  expect(object(three, "Deployment", "srs-origin-1-deploy")).toMatchObject({
    spec: { replicas: 1, strategy: { type: "Recreate" } },
  });
});

test("a change of all origins goes to one after another", () => {
  const waves = [0, 1, 2].map(
    (number) => object(three, "Deployment", `srs-origin-${number}-deploy`).metadata.annotations,
  );
  expect(waves).toEqual(["0", "1", "2"].map((wave) => ({ "argocd.argoproj.io/sync-wave": wave })));
});

test("one budget is for all: a drained node takes one origin at a time", () => {
  const budgets = objects(three).filter(({ kind }) => kind === "PodDisruptionBudget");
  expect(budgets).toMatchObject([{ spec: { maxUnavailable: 1, selector: { matchLabels: { app: "srs-origin" } } } }]);
});

describe("of the source document's mistakes", () => {
  test("coworkers have the API's port, and it is reached through each origin's own Service", () => {
    expect(configOf(three)).toContain(
      "coworkers srs-origin-0-socs:1985 srs-origin-1-socs:1985 srs-origin-2-socs:1985;",
    );
    expect(object(three, "Service", "srs-origin-2-socs")).toMatchObject({
      spec: {
        selector: { run: "srs-origin-2" },
        ports: [
          { name: "rtmp", port: 1935 },
          { name: "api", port: 1985 },
        ],
      },
    });
  });

  test("a Service of one origin selects its pods alone, the Service of all selects every one", () => {
    const pods = [0, 1, 2].map((number) => podOf(three, number)?.metadata?.labels ?? {});
    const selected = (name: string) => {
      const { spec } = object(three, "Service", name) as unknown as { spec: { selector: Record<string, string> } };
      return pods.map((labels) => matches({ matchLabels: spec.selector }, labels));
    };
    expect(selected("srs-origin-1-socs")).toEqual([false, true, false]);
    expect(selected("srs-origin-service")).toEqual([true, true, true]);
    expect(selected("srs-api-service")).toEqual([true, false, false]);
  });

  test("the API is reached inside the cluster alone", () => {
    for (const { kind, metadata, ...rest } of objects(three)) {
      if (kind === "Service") expect([metadata.name, JSON.stringify(rest)]).not.toContain("LoadBalancer");
    }
    expect(object(three, "NetworkPolicy", "srs-origin-deployments")).toMatchObject({
      spec: {
        ingress: [{ ports: [{ port: 1935 }] }, { ports: [{ port: 1985 }] }],
        egress: [{ ports: [{ port: 1985 }] }],
      },
    });
  });
});

test("nginx asks the origins for HLS, where it is told to, through a Service that knows each of them", () => {
  const from = (app: string) => testContext({ settingsOf: () => ({ from: app }) });
  const found = (context: Context) => object({ ...three, hls: {} }, "Service", "srs-origin-socs", context);
  expect(found(from("srs-origin-deployments"))).toMatchObject({
    spec: { clusterIP: "None", selector: { app: "srs-origin" }, ports: [{ name: "http", port: 8080 }] },
  });
  expect(found(from("srs-storage"))).toBeUndefined();
  const config = (context: Context) =>
    JSON.stringify(object({ ...three, hls: {} }, "ConfigMap", "srs-origin-0-config", context));
  expect(config(from("srs-origin-deployments"))).toContain("hls_ctx off;");
  expect(config(from("srs-storage"))).not.toContain("hls_ctx");
  expect(found(testContext())).toBeUndefined();
});

describe("reports", () => {
  const context = testContext({ apps: new Set(["srs-origin-deployments", "srs-storage"]) });
  const problems = (written: object, changed = context) => app.check?.(app.settings.parse(written), changed);
  const many = (count: number) => ({
    origins: Object.fromEntries(Array.from({ length: count }, (_, number) => [number, { version }])),
  });

  test("nothing about settings that are right", () => {
    expect(problems(three)).toEqual([]);
    expect(problems(many(9))).toEqual([]);
    expect(problems(many(1))).toEqual([]);
  });

  test("more origins than anybody keeps in step by hand", () => {
    expect(problems(many(10))).toEqual([
      {
        id: "origin-deployments/too-many",
        severity: "error",
        at: ["origins"],
        what: "10 origins are more than the 9 that are worth a Deployment each.",
        why: "Every release is a change for each of them by hand, and one that is forgotten serves its viewers another version.",
        fix: "keep 9 or fewer, or use srs-origin-cluster, which is good for 29.",
      },
    ]);
  });

  test("a number that is left out", () => {
    const gap = (index: number, number: string) => [
      {
        id: "origin-deployments/gap",
        severity: "error",
        at: ["origins", number],
        what: `There is an origin ${number} and no origin ${index}.`,
        why: "Whoever counts the origins asks one that is not there for streams; the API's Service is that of origin 0.",
        fix: `call it ${index}.`,
      },
    ];
    expect(problems({ origins: { 0: { version }, 2: { version }, 3: { version } } })).toEqual(gap(1, "2"));
    expect(problems({ origins: { 1: { version } } })).toEqual(gap(0, "1"));
  });

  test("a version that does not exist or cannot reload, at the origin that has it", () => {
    const found = (version: string) =>
      problems({ origins: { ...three.origins, 1: { version } } })?.map(({ id, at }) => ({ id, at }));
    expect(found("v9.0-r0")).toEqual([{ id: "srs/unknown-version", at: ["origins", "1", "version"] }]);
    expect(found("v7.0-a0")).toContainEqual({ id: "srs/no-reload", at: ["origins", "1", "version"] });
  });

  test("a shared file system that is not there", () => {
    const without = testContext({ apps: new Set(["srs-origin-deployments"]) });
    const found = problems({ ...three, hls: { store: "nas" }, dvr: {} }, without);
    expect(found?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "storage/missing", at: ["hls", "store"] },
      { id: "storage/missing", at: ["dvr"] },
    ]);
  });
});

test("refuses no origin at all", () => {
  expect(app.settings.safeParse({ origins: {} }).error?.issues.map(({ path, message }) => [...path, message])).toEqual([
    ["origins", "nobody can publish without an origin, so write one or more"],
  ]);
});

test.each([
  [{ a: { version } }, ["origins", "a"]],
  [{ "00": { version } }, ["origins", "00"]],
  [{ "-1": { version } }, ["origins", "-1"]],
  [{ 0: { version, replicas: 2 } }, ["origins", "0"]],
  [{ 0: {} }, ["origins", "0", "version"]],
])("refuses the origins %j", (origins, path) => {
  expect(app.settings.safeParse({ origins }).error?.issues.map(({ path }) => path)).toEqual([path]);
});
