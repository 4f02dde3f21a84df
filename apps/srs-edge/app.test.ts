import type { Context } from "@weir/app/app";
import type { Provider, Web } from "@weir/app/provider";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testCluster, testContext, testProvider } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { matches } from "@weir/kubernetes/selectors";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { parseConfig } from "@weir/srs/parse-config";
import { describe, expect, test, vi } from "vitest";
import app from "./app.ts";

const tracks = { r5: { version: "v5.0-r3", replicas: 3 }, r6: { version: "v6.0-r0", replicas: 1 } };
const clusters = {
  "cdn-a": { version: "v5.0-r3", replicas: 3, address: "a" },
  "cdn-b": { version: "v6.0-r0", replicas: 2, address: "b", serves: ["rtmp"], max_connections: 500, drain: "5m" },
};
const cdn = { max_connections: 1000, clusters };
const prod = { address: "main", max_connections: 1000, drain: "2m", tracks };

function all(written: unknown, context?: Context): KubernetesObject[] {
  const { shared, instances } = renderTwice(app, written, context);
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

function object(written: unknown, kind: string, name?: string): KubernetesObject {
  return all(written).find(
    (candidate) => candidate.kind === kind && (!name || candidate.metadata.name === name),
  ) as KubernetesObject;
}

function podOf(written: unknown, name: string) {
  return podTemplateOf(object(written, "Deployment", name));
}

function configOf(written: unknown, track: string): string {
  const config = all(written).find(
    ({ kind, metadata }) => kind === "ConfigMap" && metadata.name.startsWith(`srs-edge-${track}`),
  );
  return (config as unknown as { data: Record<string, string> }).data["srs.conf"] as string;
}

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("takes 20 tracks and no more", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, { version: "v6.0-r0", replicas: 1 }]));
  expect(app.settings.safeParse({ tracks: many(20) }).success).toBe(true);
  expect(app.settings.safeParse({ tracks: many(21) }).error?.issues.map(({ message }) => message)).toEqual([
    "20 tracks are the most",
  ]);
});

test("keeps the names that people know, track by track", () => {
  const names = all(prod).map(
    ({ kind, metadata }) => `${kind} ${metadata.name.replace(/(config)-\w{10}$/, "$1-HASH")}`,
  );
  expect(names).toEqual([
    "Service srs-edge-service",
    "NetworkPolicy srs-edge",
    "ServiceAccount srs-edge",
    "Deployment srs-edge-r5-deploy",
    "ConfigMap srs-edge-r5-config-HASH",
    "PodDisruptionBudget srs-edge-r5-pdb",
    "Deployment srs-edge-r6-deploy",
    "ConfigMap srs-edge-r6-config-HASH",
    "PodDisruptionBudget srs-edge-r6-pdb",
  ]);
});

test("keeps the names that people know without tracks", () => {
  expect(renderTwice(app, app.base).instances.map(({ name, prefix, labels }) => ({ name, prefix, labels }))).toEqual([
    { name: "", prefix: "srs-edge-", labels: { run: "srs-edge" } },
  ]);
  expect(object(app.base, "Deployment").metadata.name).toBe("srs-edge-deploy");
  expect(object(app.base, "ConfigMap").metadata.name).toMatch(/^srs-edge-config-\w{10}$/);
  expect(object(app.base, "PodDisruptionBudget").metadata.name).toBe("srs-edge-pdb");
});

test.each([
  ["its base", app.base],
  ["tracks", prod],
  ["clusters", cdn],
])("gives %s pods without rights, and every port a name and a probe", (_, written) => {
  expect(faultsOfPods(renderTwice(app, written))).toEqual([]);
});

test("puts the track's label on every object of the track", () => {
  for (const { labels, resources } of renderTwice(app, prod).instances) {
    for (const { metadata } of resources) expect(metadata.labels).toMatchObject(labels);
  }
});

test("renders the same for tracks in any order", () => {
  const turned = { ...prod, tracks: { r6: tracks.r6, r5: tracks.r5 } };
  expect(renderTwice(app, turned)).toEqual(renderTwice(app, prod));
});

test("puts the Service at its address, and inside the cluster without one", () => {
  expect(object(prod, "Service")).toMatchObject({
    metadata: { annotations: { "example.com/balancer": "lb-test" } },
    spec: {
      type: "LoadBalancer",
      externalTrafficPolicy: "Cluster",
      ports: [
        { name: "rtmp", port: 1935, targetPort: "rtmp", protocol: "TCP" },
        { name: "http", port: 8080, targetPort: "http", protocol: "TCP" },
      ],
    },
  });
  expect(object(app.base, "Service")).toMatchObject({ spec: { type: "ClusterIP" } });
  expect(object(app.base, "Service").metadata).not.toHaveProperty("annotations");
});

test("lets a track differ from the app in what it names", () => {
  const written = {
    ...prod,
    tracks: { ...tracks, r6: { ...tracks.r6, max_connections: 2000, drain: "5m", resources: { memory: "2Gi" } } },
  };
  expect(configOf(written, "r5")).toContain("max_connections 1000;");
  expect(configOf(written, "r6")).toContain("max_connections 2000;");
  expect(podOf(written, "srs-edge-r6-deploy")?.spec.containers[0]?.resources).toEqual({
    requests: { cpu: "1", memory: "2Gi" },
    limits: { memory: "2Gi" },
  });
  expect(podOf(written, "srs-edge-r5-deploy")?.spec.terminationGracePeriodSeconds).toBe(131);
  expect(podOf(written, "srs-edge-r6-deploy")?.spec.terminationGracePeriodSeconds).toBe(311);
});

test("replaces pods one by one, and none before its successor has served a while", () => {
  expect(object(prod, "Deployment")).toMatchObject({
    spec: {
      minReadySeconds: 10,
      revisionHistoryLimit: 2,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
  });
});

test("holds releases back where it is told to, the whole app or one track, and says so", () => {
  const specOf = (written: unknown, track: string) =>
    (object(written, "Deployment", `srs-edge-${track}-deploy`) as unknown as { spec: object }).spec;
  const one = { ...prod, tracks: { ...tracks, r6: { ...tracks.r6, paused: true } } };
  expect(specOf(one, "r6")).toHaveProperty("paused", true);
  expect(specOf(one, "r5")).not.toHaveProperty("paused");
  expect(
    specOf({ ...one, paused: true, tracks: { ...tracks, r6: { ...tracks.r6, paused: false } } }, "r6"),
  ).not.toHaveProperty("paused");
  const check = (written: unknown) =>
    app
      .check?.(app.settings.parse(written), testContext({ apps: new Set(["srs-origin"]) }))
      .filter(({ id }) => id === "edge/paused");
  expect(check({ ...prod, paused: true })).toEqual([
    {
      id: "edge/paused",
      severity: "warning",
      at: ["paused"],
      what: "Releases are held back.",
      why: "What is merged reaches no pod; and once a changed configuration is merged, the old one is gone, so a pod that has to be replaced cannot start.",
      fix: "remove paused as soon as the release may go on.",
    },
  ]);
  expect(check(one)?.map(({ at }) => at)).toEqual([["tracks", "r6", "paused"]]);
  expect(check(prod)).toEqual([]);
});

test("changing the replicas of a track changes nothing else", () => {
  const more = { ...prod, tracks: { ...tracks, r6: { ...tracks.r6, replicas: 3 } } };
  const [before, after] = [all(prod), all(more)];
  const changed = after.filter((candidate, index) => JSON.stringify(candidate) !== JSON.stringify(before[index]));
  expect(changed).toEqual([
    {
      ...object(prod, "Deployment", "srs-edge-r6-deploy"),
      spec: { ...(object(prod, "Deployment", "srs-edge-r6-deploy") as unknown as { spec: object }).spec, replicas: 3 },
    },
  ]);
});

describe("clusters", () => {
  const addresses = { a: "lb-a", b: "lb-b", main: "lb-test" };
  const context = testContext({ addresses, apps: new Set(["srs-edge", "srs-origin"]) });
  const find = (kind: string, name: string) =>
    all(cdn, context).find((object) => object.kind === kind && object.metadata.name === name);

  test("run side by side, each with a Service, a configuration and a budget of its own", () => {
    const names = all(cdn, context).map(
      ({ kind, metadata }) => `${kind} ${metadata.name.replace(/(config)-\w{10}$/, "$1-HASH")}`,
    );
    expect(names).toEqual([
      "Service srs-edge-service",
      "NetworkPolicy srs-edge",
      "NetworkPolicy srs-edge-cdn-a",
      "NetworkPolicy srs-edge-cdn-b",
      "ServiceAccount srs-edge",
      "Deployment srs-edge-cdn-a-deploy",
      "ConfigMap srs-edge-cdn-a-config-HASH",
      "PodDisruptionBudget srs-edge-cdn-a-pdb",
      "Service srs-edge-cdn-a-service",
      "Deployment srs-edge-cdn-b-deploy",
      "ConfigMap srs-edge-cdn-b-config-HASH",
      "PodDisruptionBudget srs-edge-cdn-b-pdb",
      "Service srs-edge-cdn-b-service",
    ]);
  });

  test("are each reached at their own address, by what they serve, and all together from inside alone", () => {
    const rtmp = { name: "rtmp", port: 1935, targetPort: "rtmp", protocol: "TCP" };
    const http = { name: "http", port: 8080, targetPort: "http", protocol: "TCP" };
    expect(find("Service", "srs-edge-cdn-a-service")).toMatchObject({
      metadata: { annotations: { "example.com/balancer": "lb-a" }, labels: { run: "srs-edge-cdn-a" } },
      spec: { type: "LoadBalancer", selector: { run: "srs-edge-cdn-a" }, ports: [rtmp, http] },
    });
    expect(find("Service", "srs-edge-cdn-b-service")).toMatchObject({
      metadata: { annotations: { "example.com/balancer": "lb-b" } },
      spec: { type: "LoadBalancer", selector: { run: "srs-edge-cdn-b" }, ports: [rtmp] },
    });
    expect(find("Service", "srs-edge-service")).toMatchObject({
      spec: { type: "ClusterIP", selector: { app: "srs-edge" }, ports: [rtmp, http] },
    });
  });

  test("let in only who may come by their own address", () => {
    const listed = testContext({ addresses: { ...addresses, b: "203.0.113.0/24" } });
    const policy = (name: string) =>
      all(cdn, listed).find((object) => object.kind === "NetworkPolicy" && object.metadata.name === name);
    expect(policy("srs-edge-cdn-a")).toMatchObject({
      spec: {
        podSelector: { matchLabels: { run: "srs-edge-cdn-a" } },
        policyTypes: ["Ingress"],
        ingress: [{ ports: [{ port: 1935 }, { port: 8080 }] }],
      },
    });
    expect(policy("srs-edge-cdn-b")).toMatchObject({
      spec: {
        podSelector: { matchLabels: { run: "srs-edge-cdn-b" } },
        ingress: [{ from: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: [{ port: 1935, protocol: "TCP" }] }],
      },
    });
    expect(policy("srs-edge")).toMatchObject({
      spec: { podSelector: { matchLabels: { app: "srs-edge" } }, ingress: [] },
    });
  });

  test("take over from the app what they leave out", () => {
    expect(configOf(cdn, "cdn-a")).toContain("max_connections 1000;");
    expect(configOf(cdn, "cdn-b")).toContain("max_connections 500;");
    expect(podOf(cdn, "srs-edge-cdn-a-deploy")?.spec.terminationGracePeriodSeconds).toBe(131);
    expect(podOf(cdn, "srs-edge-cdn-b-deploy")?.spec.terminationGracePeriodSeconds).toBe(311);
    const flvOnly = { ...cdn, serves: ["flv"] };
    expect(configOf(flvOnly, "cdn-a")).toContain("http_remux");
    expect(configOf(flvOnly, "cdn-b")).not.toContain("http_remux");
  });

  test("change one without the other", () => {
    const more = { ...cdn, clusters: { ...clusters, "cdn-b": { ...clusters["cdn-b"], drain: "6m" } } };
    const [before, after] = [all(cdn, context), all(more, context)];
    const changed = after.filter((candidate, index) => JSON.stringify(candidate) !== JSON.stringify(before[index]));
    expect(changed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Deployment srs-edge-cdn-b-deploy",
    ]);
  });

  test("report an address that is not there, and a cluster without a pod, where it is written", () => {
    const problems = (change: object) =>
      app.check?.(
        app.settings.parse({ clusters: { ...clusters, "cdn-a": { ...clusters["cdn-a"], ...change } } }),
        context,
      );
    expect(problems({})).toEqual([]);
    expect(problems({ address: "aa" })).toEqual([
      {
        id: "addresses/unknown",
        severity: "error",
        at: ["clusters", "cdn-a", "address"],
        what: "This environment has no address aa.",
        why: "Nobody outside the cluster would reach the server.",
        fix: "did you mean a? Otherwise use a or b or main, or declare aa under addresses.",
      },
    ]);
    expect(problems({ replicas: 0 })).toEqual([
      {
        id: "edge/no-pods",
        severity: "error",
        at: ["clusters", "cdn-a", "replicas"],
        what: "cdn-a has 0 replicas.",
        why: "Nobody can watch.",
        fix: "replicas: 1 or more.",
      },
    ]);
  });
});

describe("scale", () => {
  const scale = { min: 2, max: 10 };
  const scaled = { version: "v6.0-r0", scale };
  const sizeOf = (written: object, name: string) => {
    const { spec } = object(written, "Deployment", name) as KubernetesObject & { spec: object };
    return "replicas" in spec ? spec.replicas : "not stated";
  };

  test.each([
    ["the app", scaled, "srs-edge"],
    ["a track", { tracks: { r5: tracks.r5, r6: scaled } }, "srs-edge-r6"],
    ["a cluster", { clusters: { "cdn-a": scaled } }, "srs-edge-cdn-a"],
  ])("leaves the number of pods of %s to an autoscaler", (_, written, run) => {
    expect(sizeOf(written, `${run}-deploy`)).toBe("not stated");
    expect(object(written, "HorizontalPodAutoscaler")).toMatchObject({
      metadata: { name: `${run}-autoscaling`, labels: { run } },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: `${run}-deploy` },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [{ resource: { name: "cpu", target: { averageUtilization: 60 } } }],
      },
    });
    expect(faultsOfPods(renderTwice(app, written))).toEqual([]);
  });

  test("states the replicas that there were while it takes over, and touches no other track", () => {
    const handover = { version: "v6.0-r0", scale: { min: 4, max: 10, handover: 3 } };
    expect(sizeOf(handover, "srs-edge-deploy")).toBe(3);
    expect(app.notes?.(app.settings.parse(handover), testContext())).toEqual([
      expect.stringContaining("The count of srs-edge-deploy changes hands"),
    ]);
    expect(sizeOf({ tracks: { r5: tracks.r5, r6: handover } }, "srs-edge-r6-deploy")).toBe(3);
    expect(sizeOf({ tracks: { r5: tracks.r5, r6: scaled } }, "srs-edge-r5-deploy")).toBe(3);
    expect(all({ tracks }).some(({ kind }) => kind === "HorizontalPodAutoscaler")).toBe(false);
  });
});

describe("serves", () => {
  test("what the Service and the network offer, and HTTP-FLV only where it is served", () => {
    const only = (serves: string[]) => ({ ...prod, serves });
    const portsOf = (written: object) => ({
      service: (object(written, "Service") as unknown as { spec: { ports: { port: number }[] } }).spec.ports.map(
        ({ port }) => port,
      ),
      open: (
        object(written, "NetworkPolicy") as unknown as { spec: { ingress: { ports: { port: number }[] }[] } }
      ).spec.ingress.map(({ ports }) => ports.map(({ port }) => port)),
    });
    expect(portsOf(only(["rtmp", "flv"]))).toEqual({ service: [1935, 8080], open: [[1935, 8080]] });
    expect(portsOf(only(["rtmp"]))).toEqual({ service: [1935], open: [[1935]] });
    expect(portsOf(only(["flv"]))).toEqual({ service: [8080], open: [[8080]] });
    expect(configOf(only(["flv"]), "r5")).toContain("http_remux");
    expect(configOf(only(["rtmp"]), "r5")).not.toContain("http_remux");
    for (const serves of [["rtmp"], ["flv"]]) {
      expect(parseConfig(configOf(only(serves), "r6"))).toBeDefined();
      expect(faultsOfPods(renderTwice(app, only(serves)))).toEqual([]);
    }
  });

  test("lets srs-demo publish where it does, whoever else may come", () => {
    const context = (publishTo: string) =>
      testContext({ addresses: { main: "203.0.113.0/24" }, settingsOf: () => ({ publishTo }) });
    const rules = (publishTo: string, written: object = prod) => {
      const policy = all(written, context(publishTo)).find(({ metadata }) => metadata.name === "srs-edge");
      return (policy as unknown as { spec: { ingress: object[] } }).spec.ingress;
    };
    const door = {
      from: [{ podSelector: { matchLabels: { app: "srs-demo" } } }],
      ports: [{ port: 1935, protocol: "TCP" }],
    };
    expect(rules("srs-edge")[1]).toEqual(door);
    expect(rules("srs-origin")).toHaveLength(1);
    expect(rules("srs-edge", { ...prod, serves: ["flv"] })).toHaveLength(1);
  });

  test("reports https where nothing serves HTTP-FLV", () => {
    const settings = app.settings.parse({ ...prod, serves: ["rtmp"], https: { secretName: "edge-tls" } });
    const context = testContext({ apps: new Set(["srs-origin"]) });
    expect(app.check?.(settings, context).filter(({ severity }) => severity === "error")).toEqual([
      {
        id: "edge/https-without-flv",
        severity: "error",
        at: ["https"],
        what: "https is for HTTP-FLV, and no address serves it.",
        why: "Nobody could connect to it.",
        fix: "add flv to serves, or remove https.",
      },
    ]);
  });
});

describe("a host name for HTTP-FLV", () => {
  const context = testContext({
    addresses: { main: "lb-test", web: "example.org" },
    apps: new Set(["srs-edge", "srs-origin"]),
  });
  const flv = { address: "web", host: "httpflv" };
  const find = (written: object, kind: string, name: string) =>
    all(written, context).find((object) => object.kind === kind && object.metadata.name === name);
  const leadsTo = (service: string) => ({
    spec: {
      rules: [
        {
          host: "httpflv.example.org",
          http: { paths: [{ backend: { service: { name: service, port: { name: "http" } } } }] },
        },
      ],
    },
  });

  test("leads to a Service of its own, of the kind that the web's front needs", () => {
    const written = { ...prod, serves: ["rtmp"], flv };
    expect(find(written, "Service", "srs-edge-web")).toMatchObject({
      spec: { type: "NodePort", selector: { app: "srs-edge" }, ports: [{ name: "http", port: 8080 }] },
    });
    expect(find(written, "Service", "srs-edge-service")).toMatchObject({
      spec: { type: "LoadBalancer", ports: [{ name: "rtmp", port: 1935 }] },
    });
    expect(find(written, "Ingress", "srs-edge-ingress")).toMatchObject(leadsTo("srs-edge-web"));
    expect(configOf(written, "r5")).toContain("http_remux");
    expect(find(written, "NetworkPolicy", "srs-edge")).toMatchObject({
      spec: { ingress: [{ ports: [{ port: 1935 }] }, { ports: [{ port: 8080 }] }] },
    });
  });

  test("stays open for as long as somebody watches", () => {
    const web = testProvider.web?.("example.org", "web") as Web;
    const route = vi.spyOn(web, "route");
    const provider = { ...testProvider, web: () => web } as Provider;
    renderTwice(app, { ...prod, flv }, { ...context, provider });
    expect(route.mock.calls[0]?.[0].hosts).toEqual([expect.objectContaining({ endless: true })]);
  });

  test("may be a cluster's", () => {
    const written = { clusters: { "cdn-a": { version: "v6.0-r0", replicas: 1, flv } } };
    expect(find(written, "Service", "srs-edge-cdn-a-web")).toMatchObject({
      spec: { selector: { run: "srs-edge-cdn-a" } },
    });
    expect(find(written, "Ingress", "srs-edge-cdn-a-ingress")).toMatchObject(leadsTo("srs-edge-cdn-a-web"));
  });

  test("adds nothing where there is none", () => {
    expect(find(prod, "Service", "srs-edge-web")).toBeUndefined();
    expect(all(prod, context).some(({ kind }) => kind === "Ingress")).toBe(false);
  });

  test("reports an address without a domain, and RTMP at one with a domain, where it is written", () => {
    const problems = (change: object) => app.check?.(app.settings.parse({ ...prod, ...change }), context);
    expect(problems({ flv })).toEqual([]);
    expect(problems({ flv: { ...flv, address: "main" } })).toMatchObject([
      { id: "addresses/tcp-only", at: ["flv", "address"] },
    ]);
    expect(problems({ address: "web" })).toMatchObject([{ id: "addresses/http-only", at: ["address"] }]);
    const cluster = { version: "v6.0-r0", replicas: 1, address: "web", flv: { ...flv, address: "none" } };
    expect(app.check?.(app.settings.parse({ clusters: { "cdn-a": cluster } }), context)).toMatchObject([
      { id: "addresses/http-only", at: ["clusters", "cdn-a", "address"] },
      { id: "addresses/unknown", at: ["clusters", "cdn-a", "flv", "address"] },
    ]);
  });
});

describe("options", () => {
  const hooks = { on_play: "http://hooks.backend.svc:8085/play", to: { namespaces: ["backend"] } };
  const options = {
    https: { secretName: "edge-tls", external: { store: "vault", key: "live/edge-tls" } },
    http_hooks: hooks,
    publish: { allow: ["203.0.113.0/24"] },
    metrics: { namespace: "monitoring" },
  };

  test("reach the configuration, the pod, the Service and the network of every track", () => {
    const written = { ...prod, ...options };
    for (const track of ["r5", "r6"]) {
      for (const part of ["exporter {", "https {", "http_hooks {", "allow publish 203.0.113.0/24;"]) {
        expect(configOf(written, track)).toContain(part);
      }
      const pod = podOf(written, `srs-edge-${track}-deploy`);
      expect(pod?.spec.containers[0]?.ports?.map(({ name }) => name)).toEqual([
        "rtmp",
        "api",
        "http",
        "metrics",
        "https",
      ]);
    }
    expect(object(written, "Service")).toMatchObject({
      spec: {
        externalTrafficPolicy: "Local",
        ports: [{ port: 1935 }, { port: 8080 }, { name: "https", port: 443, targetPort: "https" }],
      },
    });
    const { ingress, egress } = (object(written, "NetworkPolicy") as unknown as { spec: Record<string, object[]> })
      .spec;
    expect(ingress?.[0]).toMatchObject({ ports: [{ port: 1935 }, { port: 8080 }, { port: 8443 }] });
    expect(ingress?.[1]).toMatchObject({ ports: [{ port: 9972 }] });
    expect(egress?.slice(1)).toHaveLength(1);
    expect(faultsOfPods(renderTwice(app, written), { unprobed: ["https", "metrics"] })).toEqual([]);
  });

  test("leave a cluster without HTTP-FLV as it is", () => {
    const portsOf = (name: string) =>
      (object({ ...cdn, ...options }, "Service", name) as unknown as { spec: { ports: { port: number }[] } }).spec
        .ports;
    expect(portsOf("srs-edge-cdn-a-service").map(({ port }) => port)).toEqual([1935, 8080, 443]);
    expect(portsOf("srs-edge-cdn-b-service").map(({ port }) => port)).toEqual([1935]);
  });

  test("are checked once for every version", () => {
    const track = { version: "v5.0-r2", replicas: 1 };
    const written = { tracks: { a: track, b: track, c: tracks.r6 }, https: options.https };
    const context = testContext({ apps: new Set(["srs-origin"]) });
    expect(app.check?.(app.settings.parse(written), context)).toMatchObject([{ id: "srs/tls-chain", at: ["https"] }]);
  });

  test("bring their own objects", () => {
    const kinds = new Set(all({ ...prod, ...options }).map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(["ExternalSecret", "ServiceMonitor", "PrometheusRule"]));
  });

  test("let a changed file be read in place, and restart pods for what cannot be", () => {
    const written = { ...prod, reload: "inotify" };
    const { metadata } = all(written).find(({ kind }) => kind === "ConfigMap") as KubernetesObject;
    expect(metadata.name).toBe("srs-edge-r5-config");
    expect(configOf(written, "r5")).toContain("inotify_auto_reload on;");
    expect(podOf(written, "srs-edge-r5-deploy")?.metadata?.annotations).toEqual({
      "weir/restart-digest": expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test("do not exist for what an edge cannot do", () => {
    for (const option of ["dvr", "hls"]) {
      expect(app.settings.safeParse({ ...prod, [option]: {} }).error?.issues.map(({ code }) => code)).toEqual([
        "unrecognized_keys",
      ]);
    }
  });
});

describe("of the source document's mistakes", () => {
  test("edges dial one Service with its port, never a list of origins with a typing error in it", () => {
    expect(configOf(prod, "r5")).toContain("origin srs-origin-service:1935;");
  });

  test("the command names the file that is mounted, whatever the image would start with", () => {
    const pod = podOf(prod, "srs-edge-r5-deploy");
    expect(pod?.spec.containers[0]).toMatchObject({
      workingDir: "/usr/local/srs",
      command: ["/bin/sh", "-c", "ulimit -S -n 10000 && exec ./objs/srs -c /etc/srs/srs.conf"],
    });
    expect(pod?.spec.containers[0]?.volumeMounts).toContainEqual({
      name: "config",
      mountPath: "/etc/srs",
      readOnly: true,
    });
    expect(
      pod?.spec.containers[0]?.volumeMounts?.filter((mount) => mount.mountPath.startsWith("/usr/local/srs")),
    ).toEqual([]);
  });

  test("the limit of open files grows with max_connections", () => {
    const pod = podOf({ ...prod, max_connections: 20_000 }, "srs-edge-r5-deploy");
    expect(pod?.spec.containers[0]?.command?.[2]).toBe("ulimit -S -n 200000 && exec ./objs/srs -c /etc/srs/srs.conf");
  });

  test("selectors of workloads are disjoint, the Service alone selects all tracks", () => {
    const deployments = all(prod).filter(({ kind }) => kind === "Deployment") as (KubernetesObject & {
      spec: { selector: { matchLabels: Record<string, string> } };
    })[];
    expect(deployments.map(({ spec }) => spec.selector)).toEqual([
      { matchLabels: { run: "srs-edge-r5" } },
      { matchLabels: { run: "srs-edge-r6" } },
    ]);
    const service = object(prod, "Service") as KubernetesObject & { spec: { selector: Record<string, string> } };
    expect(service.spec.selector).toEqual({ app: "srs-edge" });
    for (const deployment of deployments) {
      expect(matches({ matchLabels: service.spec.selector }, podTemplateOf(deployment)?.metadata?.labels ?? {})).toBe(
        true,
      );
    }
  });

  test("an untracked Deployment does not select the pods of tracks", () => {
    const untracked = object(app.base, "Deployment") as KubernetesObject & { spec: { selector: object } };
    expect(matches(untracked.spec.selector, podOf(prod, "srs-edge-r5-deploy")?.metadata?.labels ?? {})).toBe(false);
  });

  test("each track has a configuration of its own, so that configuration can be canaried too", () => {
    const used = renderTwice(app, prod).instances.map(({ resources }) => {
      const config = resources.find(({ kind }) => kind === "ConfigMap")?.metadata.name;
      const volumes = podTemplateOf(resources[0] as KubernetesObject)?.spec.volumes;
      return [config, volumes?.find(({ name }) => name === "config")?.configMap?.name];
    });
    for (const [config, mounted] of used) expect(mounted).toBe(config);
    expect(new Set(used.map(([config]) => config)).size).toBe(2);
  });

  test("logs go to the console", () => {
    expect(configOf(prod, "r5")).toContain("srs_log_tank console;");
  });

  test("the API is neither in the Service nor open to other pods", () => {
    expect(JSON.stringify(object(prod, "Service"))).not.toContain("1985");
    expect(object(prod, "NetworkPolicy")).toMatchObject({
      spec: {
        podSelector: { matchLabels: { app: "srs-edge" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            ports: [
              { port: 1935, protocol: "TCP" },
              { port: 8080, protocol: "TCP" },
            ],
          },
        ],
        egress: [
          { to: [{ podSelector: { matchLabels: { app: "srs-origin" } } }], ports: [{ port: 1935, protocol: "TCP" }] },
        ],
      },
    });
  });

  test("a core is requested and not limited, memory is both", () => {
    expect(podOf(prod, "srs-edge-r5-deploy")?.spec.containers[0]?.resources).toEqual({
      requests: { cpu: "1", memory: "1Gi" },
      limits: { memory: "1Gi" },
    });
  });

  test("a stopping pod leaves the Service first, then drains by SIGTERM, and is given time for all of it", () => {
    const pod = podOf(prod, "srs-edge-r5-deploy");
    expect(pod?.spec.terminationGracePeriodSeconds).toBe(131);
    expect(pod?.spec.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    for (const track of ["r5", "r6"]) {
      expect(configOf(prod, track)).toContain("force_grace_quit on;\ngrace_start_wait 2300;\ngrace_final_wait 3200;");
    }
  });

  test("pods are spread over nodes, and a node that is drained takes one at a time", () => {
    expect(podOf(prod, "srs-edge-r5-deploy")?.spec.topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app: "srs-edge" } },
      },
    ]);
    expect(object(prod, "PodDisruptionBudget")).toMatchObject({
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { run: "srs-edge-r5" } },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    });
  });

  test("the configuration is one that SRS reads", () => {
    expect(parseConfig(configOf(prod, "r6"))).toBeDefined();
  });
});

describe("reports", () => {
  const context = testContext({ apps: new Set(["srs-edge", "srs-origin-cluster"]) });
  const problems = (change: object, changed = context) =>
    app.check?.(app.settings.parse({ ...prod, ...change }), changed);

  test("nothing about settings that are right", () => {
    expect(problems({})).toEqual([]);
    expect(app.check?.(app.settings.parse(app.base), context)).toEqual([]);
  });

  test("tracks beside a version or replicas, both missing, and tracks without a track", () => {
    const problem = (what: string, at: string[]) => ({
      id: "edge/version-and-replicas",
      severity: "error",
      at,
      what,
      fix: "write version and replicas, or tracks or clusters with a version and replicas each; scale instead of replicas.",
    });
    expect(problems({ replicas: 2 })).toEqual([
      problem("srs-edge has tracks and replicas: which of them is meant is not clear.", ["replicas"]),
    ]);
    expect(problems({ tracks: undefined })).toEqual([problem("srs-edge has no version and no replicas.", [])]);
    expect(problems({ tracks: undefined, replicas: 2 })).toEqual([problem("srs-edge has no version.", [])]);
    expect(problems({ tracks: {} })).toEqual([problem("srs-edge has tracks, and there is no track.", ["tracks"])]);
    expect(problems({ tracks: undefined, version: "v6.0-r0", scale: { min: 1, max: 2 } })).toEqual([]);
    expect(problems({ scale: { min: 1, max: 2 } })).toEqual([
      problem("srs-edge has tracks and scale: which of them is meant is not clear.", ["scale"]),
    ]);
    expect(problems({ tracks: undefined, clusters: {} })).toEqual([
      problem("srs-edge has clusters, and there is no cluster.", ["clusters"]),
    ]);
    const beside = { clusters, flv: { address: "web", host: "flv" } };
    expect(problems(beside)).toEqual([
      problem("srs-edge has clusters and tracks: which of them is meant is not clear.", ["tracks"]),
      problem("srs-edge has clusters and address: which of them is meant is not clear.", ["address"]),
      problem("srs-edge has clusters and flv: which of them is meant is not clear.", ["flv"]),
    ]);
  });

  test("a drain that the cluster's nodes do not wait for, where it is written", () => {
    const finding = (at: string[], whole: string) => ({
      id: "drain/within-node",
      severity: "error",
      at,
      what: `A node of test-cluster waits 10 minutes for its pods; this drain takes ${whole}, its own waits included.`,
      why: "Viewers still connected then are cut.",
      fix: "drain: 9m, or raise nodes.drain in clusters/test-cluster.yaml if your nodes really wait longer.",
    });
    expect(problems({ drain: "30m" })).toEqual([finding(["drain"], "30 minutes 11 seconds")]);
    expect(problems({ drain: "10m" })).toEqual([finding(["drain"], "10 minutes 11 seconds")]);
    expect(problems({ drain: "9m" })).toEqual([]);
    const own = { tracks: { ...tracks, r6: { ...tracks.r6, drain: "1h" } } };
    expect(problems(own)).toEqual([finding(["tracks", "r6", "drain"], "1 hour 11 seconds")]);
    const suits = { drain: "1h", tracks: { r6: { ...tracks.r6, drain: "1m" } } };
    expect(problems(suits)).toEqual([]);
  });

  test("more connections than a pod's memory is good for, where they are written", () => {
    const many = {
      ...prod,
      tracks: { ...tracks, r6: { ...tracks.r6, max_connections: 3000, resources: { memory: "256Mi" } } },
    };
    expect(problems(many)?.filter(({ id }) => id === "edge/memory-for-connections")).toEqual([
      {
        id: "edge/memory-for-connections",
        severity: "error",
        at: ["tracks", "r6", "max_connections"],
        what: "A pod takes 3,000 connections, which need 320Mi of memory; it gets 256Mi.",
        why: "Before it is full the kernel ends the process, and all viewers of the pod are cut at once.",
        fix: "resources.memory: 320Mi or more, or max_connections: 2556 or fewer.",
      },
    ]);
    const enough = {
      ...prod,
      tracks: { ...tracks, r6: { ...tracks.r6, max_connections: 3000, resources: { memory: "320Mi" } } },
    };
    expect(problems(enough)?.filter(({ id }) => id === "edge/memory-for-connections")).toEqual([]);
  });

  test("an allow-list beside tracks, whose shares it changes", () => {
    const allow = { publish: { allow: ["203.0.113.0/24"] } };
    const shares = (change: object) => problems(change)?.filter(({ id }) => id === "edge/share-by-node");
    expect(shares({ ...prod, ...allow })).toEqual([
      {
        id: "edge/share-by-node",
        severity: "warning",
        at: ["publish"],
        what: "With publish a load balancer spreads new connections over nodes, whatever pods each of them has.",
        why: "A canary gets another share of the viewers than its share of the pods.",
        fix: "while tracks run side by side, have publishers come to srs-origin at an address of its own, with publish there.",
      },
    ]);
    expect(shares(prod)).toEqual([]);
    expect(shares({ ...prod, ...allow, address: undefined })).toEqual([]);
    expect(shares({ ...prod, ...allow, tracks: { r6: tracks.r6 } })).toEqual([]);
  });

  test("a node that waits less than any drain takes", () => {
    const cluster = {
      ...testCluster,
      name: "srs-test",
      nodes: { count: 1, cpu: 1, memory: "1Gi", bandwidth: undefined, drain: 15 },
    };
    expect(problems({}, { ...context, cluster })?.map(({ fix }) => fix)).toEqual([
      "raise nodes.drain if your nodes really wait longer.",
    ]);
    expect(problems({ drain: "12h" }, { ...context, cluster: { ...testCluster, nodes: undefined } })).toEqual([]);
  });

  test("an address that the environment does not have", () => {
    const addresses = (fix: string, address: string) => ({
      id: "addresses/unknown",
      severity: "error",
      at: ["address"],
      what: `This environment has no address ${address}.`,
      why: "Nobody outside the cluster would reach the server.",
      fix,
    });
    expect(problems({ address: "mian" })).toEqual([
      addresses("did you mean main? Otherwise use main, or declare mian under addresses.", "mian"),
    ]);
    expect(problems({ address: "public" })).toEqual([
      addresses("use main, or declare public under addresses.", "public"),
    ]);
    expect(problems({ address: "main" }, { ...context, addresses: {} })).toEqual([
      addresses("declare main under addresses.", "main"),
    ]);
  });

  test("an edge without an origin", () => {
    expect(problems({}, testContext({ apps: new Set(["srs-edge"]) }))).toEqual([
      {
        id: "edge/no-origin",
        severity: "error",
        at: [],
        what: "srs-edge has no origin to fetch streams from.",
        why: "Viewers connect and never see a picture.",
        fix: "add srs-origin or srs-origin-cluster or srs-origin-deployments to this environment.",
      },
    ]);
  });

  test("edges without a pod, with tracks and without", () => {
    const problem = (at: string, what: string, fix: string) => ({
      id: "edge/no-pods",
      severity: "error",
      at: [at],
      what,
      why: "Nobody can watch.",
      fix,
    });
    const none = { r5: { ...tracks.r5, replicas: 0 }, r6: { ...tracks.r6, replicas: 0 } };
    expect(problems({ tracks: none })).toEqual([
      problem("tracks", "No track of srs-edge has a replica.", "give one track replicas: 1 or more."),
    ]);
    expect(problems({ tracks: { ...none, r5: tracks.r5 } })).toEqual([]);
    expect(app.check?.(app.settings.parse({ version: "v6.0-r0", replicas: 0 }), context)).toEqual([
      problem("replicas", "srs-edge has 0 replicas.", "replicas: 1 or more."),
    ]);
  });

  test("fewer pods than the expected viewers need, as a warning that knows what to raise", () => {
    const expecting = (viewers: number, bitrate: number, bandwidth = 10_000_000) => ({
      ...context,
      audience: { viewers, publishers: 1, bitrate, session: { mean: 1800, spread: 1.5 } },
      cluster: { ...testCluster, nodes: { count: 3, cpu: 4, memory: "8Gi", bandwidth, drain: 600 } },
    });
    const warning = (what: string, fix: string) => ({
      id: "edge/too-few-pods",
      severity: "warning",
      at: [],
      what,
      why: "Those beyond are turned away, or the stream stalls for all.",
      fix,
    });
    expect(problems({}, expecting(3200, 800))).toEqual([]);
    expect(problems({}, expecting(3201, 800))).toEqual([
      warning(
        "srs-edge holds 3,200 viewers at 800 kbps, and 3,201 are expected at peak.",
        "raise replicas or max_connections.",
      ),
    ]);
    expect(problems({ max_connections: 10000 }, expecting(20000, 600))).toEqual([
      warning("srs-edge holds 12,800 viewers at 600 kbps, and 20,000 are expected at peak.", "raise replicas."),
    ]);
    expect(problems({}, expecting(3201, 800, 100_000))).toEqual([
      warning(
        "srs-edge holds 262 viewers at 800 kbps, and 3,201 are expected at peak.",
        "add nodes, or take some with more bandwidth.",
      ),
    ]);
  });

  test("more viewers than the load balancers let through", () => {
    const provider = {
      ...testContext().provider,
      loadBalancer: (id: unknown) =>
        id === "example.org" ? undefined : { id: String(id), bandwidth: id === "lb-slow" ? 1_000_000 : 2_000_000 },
    };
    const audience = { viewers: 2001, publishers: 1, bitrate: 800, session: { mean: 1800, spread: 1.5 } };
    const warning = (viewers: string) => ({
      id: "edge/too-few-pods",
      severity: "warning",
      at: [],
      what: `srs-edge holds ${viewers} viewers at 800 kbps, and 2,001 are expected at peak.`,
      why: "Those beyond are turned away, or the stream stalls for all.",
      fix: "buy more bandwidth for the address, or put clusters at several addresses.",
    });
    const cluster = { ...testCluster, nodes: undefined };
    const limited = {
      ...context,
      provider,
      audience,
      cluster,
      addresses: { main: "lb-test", slow: "lb-slow", web: "example.org" },
    };
    expect(problems({}, limited)).toEqual([warning("2,000")]);
    const two = {
      fast: { version: "v6.0-r0", replicas: 1, address: "main" },
      slow: { version: "v6.0-r0", replicas: 4, address: "slow" },
    };
    expect(app.check?.(app.settings.parse({ clusters: two }), limited)).toEqual([warning("1,800")]);
    expect(problems({ address: undefined }, limited)).toEqual([]);
    expect(problems({ flv: { address: "web", host: "flv" } }, limited)).toEqual([]);
  });

  test("too few pods by what scale allows at most", () => {
    const audience = { viewers: 3000, publishers: 1, bitrate: 800, session: { mean: 1800, spread: 1.5 } };
    const expecting = { ...context, audience, cluster: { ...testCluster, nodes: undefined } };
    const scaled = (max: number) =>
      app.check?.(app.settings.parse({ version: "v6.0-r0", scale: { min: 1, max } }), expecting);
    expect(scaled(4)).toEqual([]);
    expect(scaled(3)).toEqual([
      {
        id: "edge/too-few-pods",
        severity: "warning",
        at: [],
        what: "srs-edge holds 2,400 viewers at 800 kbps with all the pods that scale allows, and 3,000 are expected at peak.",
        why: "Those beyond are turned away, or the stream stalls for all.",
        fix: "raise max or max_connections.",
      },
    ]);
  });

  test("scale beside replicas, bounds that no number fits into, and neither of them", () => {
    const track = (change: object) => problems({ tracks: { r5: tracks.r5, r6: { version: "v6.0-r0", ...change } } });
    expect(track({ replicas: 3, scale: { min: 2, max: 4 } })).toEqual([
      {
        id: "scale/with-replicas",
        severity: "error",
        at: ["tracks", "r6", "replicas"],
        what: "Both replicas and scale say how many pods run.",
        why: "Argo CD would set the count back whenever the autoscaler changes it, and each time viewers are cut.",
        fix: "remove replicas. If 3 run today, write handover: 3 with min: 4 in scale, merge that, and remove handover in a second pull request.",
      },
    ]);
    expect(track({ scale: { min: 5, max: 4 } })).toEqual([
      {
        id: "scale/min-above-max",
        severity: "error",
        at: ["tracks", "r6", "scale", "min"],
        what: "min 5 is above max 4.",
        why: "Kubernetes refuses the autoscaler, so the number of pods stays what it is, however many viewers come.",
        fix: "min: 4 or less, or a higher max.",
      },
    ]);
    expect(track({})).toEqual([
      {
        id: "scale/missing",
        severity: "error",
        at: ["tracks", "r6"],
        what: "Neither replicas nor scale says how many pods run.",
        fix: "write replicas, or scale with min and max.",
      },
    ]);
    const whole = app.settings.parse({ version: "v6.0-r0", replicas: 3, scale: { min: 5, max: 4 } });
    expect(app.check?.(whole, context)?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "scale/with-replicas", at: ["replicas"] },
      { id: "scale/min-above-max", at: ["scale", "min"] },
    ]);
  });

  test("a track whose version lacks a directive that an option needs, and reload asked of SRS 7", () => {
    const old = { tracks: { r4: { version: "v4.0.6", replicas: 1 }, r5: tracks.r5 } };
    expect(problems({ ...old, metrics: { namespace: "monitoring" } })).toEqual([
      {
        id: "srs/directive-version",
        severity: "error",
        at: ["tracks", "r4", "version"],
        what: "SRS 4.0.6 does not know exporter, which 5.0.67 and later have.",
        why: "SRS refuses the whole file and does not start.",
        fix: "remove metrics, or use 5.0.67 or later.",
      },
    ]);
    const newest = { tracks: { r7: { version: "v7.0-a0", replicas: 1 } }, reload: "inotify" };
    expect(problems(newest)).toContainEqual({
      id: "srs/no-reload",
      severity: "error",
      at: ["tracks", "r7", "version"],
      what: "SRS 7.0.162 cannot be counted on to reload: version 7 removed most of it.",
      why: "Running servers would keep the old configuration, and nothing would say so.",
      fix: "write reload: restart, or use SRS 6.",
    });
  });

  test("a version that does not exist, or cannot drain, at its track", () => {
    const version = (version: string) => problems({ tracks: { ...tracks, r6: { version, replicas: 1 } } });
    expect(version("v9.0-r0")?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "srs/unknown-version", at: ["tracks", "r6", "version"] },
    ]);
    expect(version("v3.0-a0")?.map(({ id, at }) => ({ id, at }))).toContainEqual({
      id: "srs/no-graceful-quit",
      at: ["tracks", "r6", "version"],
    });
    expect(app.check?.(app.settings.parse({ version: "six", replicas: 1 }), context)?.map(({ at }) => at)).toEqual([
      ["version"],
    ]);
  });
});

describe("notes", () => {
  const audience = { viewers: 2000, publishers: 0, bitrate: 800, session: { mean: 1800, spread: 1.5 } };
  const provider = {
    ...testContext().provider,
    loadBalancer: (id: unknown) => ({ id: String(id), bandwidth: id === "lb-a" ? 1_000_000 : undefined }),
  };
  const cluster = { ...testCluster, nodes: undefined };
  const context = testContext({ audience, provider, cluster, addresses: { main: "lb-test", a: "lb-a", b: "lb-b" } });
  const notes = (written: object, changed = context) => app.notes?.(app.settings.parse(written), changed);

  test("say how many viewers there is room for", () => {
    expect(notes(prod)).toEqual([
      "Holds 3,200 viewers at 800 kbps, 2,400 with one pod lost; the limit is max_connections. Expected at peak: 2,000.",
    ]);
    expect(notes(prod, testContext())).toEqual([]);
  });

  test("say what scale would hold at most", () => {
    expect(notes({ version: "v6.0-r0", scale: { min: 2, max: 10 }, address: "a" })).toEqual([
      "Holds 1,000 viewers at 800 kbps, 800 with one pod lost; the limit is the bandwidth of the address. " +
        "All the pods that scale allows would hold 1,000; the limit is the bandwidth of the address. Expected at peak: 2,000.",
    ]);
    expect(notes({ version: "v6.0-r0", scale: { min: 2, max: 10 } })).toEqual([
      "Holds 1,600 viewers at 800 kbps, 800 with one pod lost; the limit is max_connections. " +
        "All the pods that scale allows would hold 8,000; the limit is max_connections. Expected at peak: 2,000.",
    ]);
  });

  test("say it for every cluster", () => {
    expect(notes(cdn)).toEqual([
      "Holds 1,800 viewers at 800 kbps, 1,400 with one pod lost; the limit is the bandwidth of the address. Expected at peak: 2,000.",
      "cdn-a holds 1,000 viewers at 800 kbps, 1,000 with one pod lost; the limit is the bandwidth of the address.",
      "cdn-b holds 800 viewers at 800 kbps, 400 with one pod lost; the limit is max_connections.",
    ]);
  });

  test("say what a drain means for publishers, where somebody publishes", () => {
    const warning =
      "Who publishes to an edge is cut when its pod stops, at the end of the drain at the latest, and so are all viewers of that stream: " +
      "encoders that must not be cut publish to the origin.";
    const demo = (publishTo: string) => testContext({ settingsOf: () => ({ publishTo }) });
    expect(notes(prod, demo("srs-edge"))).toEqual([warning]);
    expect(notes(prod, demo("srs-origin"))).toEqual([]);
    expect(notes(prod, { ...context, audience: { ...audience, publishers: 1 } })?.at(-1)).toBe(warning);
    expect(notes({ ...prod, serves: ["flv"] }, demo("srs-edge"))).toEqual([]);
    expect(notes({ ...prod, publish: { allow: ["203.0.113.0/24"] } }, demo("srs-edge"))).toEqual([
      warning,
      "May publish: 203.0.113.0/24.",
    ]);
  });
});

test.each([
  [{ replicas: -1 }, "replicas"],
  [{ replicas: 1.5 }, "replicas"],
  [{ replicas: "3" }, "replicas"],
  [{ replicas: 1e9 }, "replicas"],
  [{ max_connections: 0 }, "max_connections"],
  [{ max_connections: 1e6 }, "max_connections"],
  [{ drain: 120 }, "drain"],
  [{ drain: "0s" }, "drain"],
  [{ version: 6 }, "version"],
  [{ tracks: { "../x": tracks.r5 } }, "tracks"],
  [{ tracks: { UPPER: tracks.r5 } }, "tracks"],
  [{ tracks: { ["x".repeat(21)]: tracks.r5 } }, "tracks"],
  [{ tracks: { "r5\n": tracks.r5 } }, "tracks"],
  [{ tracks: { r5: { version: "v5.0-r3; rm -rf /", replicas: 1 } } }, "tracks"],
  [{ maxConnections: 1000 }, undefined],
])("refuses %j", (change, key) => {
  const issues = app.settings.safeParse({ version: "v6.0-r0", replicas: 1, ...change }).error?.issues;
  expect(issues?.map(({ path }) => path[0])).toEqual([key]);
});
