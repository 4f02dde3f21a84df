import type { Context } from "@weir/app/app";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const prod = { version: "v6.0-r0", replicas: 3, hls: { fragment: "4s", window: "60s", store: "nas" } };

function object(written: unknown, kind: string, name?: string, context?: Context): KubernetesObject {
  return renderTwice(app, written, context).shared.find(
    (candidate) => candidate.kind === kind && (!name || candidate.metadata.name === name),
  ) as KubernetesObject;
}

function podOf(written: unknown, context?: Context) {
  return podTemplateOf(object(written, "StatefulSet", undefined, context));
}

function configOf(written: unknown): string {
  return (object(written, "ConfigMap") as unknown as { data: Record<string, string> }).data["srs.conf"] as string;
}

test("makes one playlist for all viewers where nginx-hls asks for it", () => {
  const config = (from: string) =>
    JSON.stringify(
      object(
        { version: "v6.0-r0", replicas: 3, hls: {} },
        "ConfigMap",
        undefined,
        testContext({ settingsOf: () => ({ from }) }),
      ),
    );
  expect(config("srs-origin-cluster")).toContain("hls_ctx off;");
  expect(config("srs-storage")).not.toContain("hls_ctx");
});

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("keeps the names that people know", () => {
  const names = renderTwice(app, prod).shared.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual([
    "StatefulSet srs-origin",
    "ConfigMap srs-origin-config",
    "Service socs",
    "Service srs-origin-service",
    "Service srs-api-service",
    "PodDisruptionBudget srs-origin-pdb",
    "NetworkPolicy srs-origin-cluster",
    "ServiceAccount srs-origin-cluster",
  ]);
});

test.each([
  ["its base", app.base],
  ["the shared file system", prod],
  ["hooks", { ...prod, http_hooks: { on_play: "http://hooks.backend", to: { namespaces: ["backend"] } } }],
  ["recordings", { ...prod, dvr: {} }],
  ["metrics", { ...prod, metrics: { namespace: "monitoring" } }],
  ["restarts", { ...prod, reload: "restart" }],
])("gives pods with %s no rights, and every port a name and a probe", (_, written) => {
  expect(faultsOfPods(renderTwice(app, written), { unprobed: ["metrics"] })).toEqual([]);
});

test("lets in who publishes, serves its HLS or reads its metrics, and out to hooks, beside the origins themselves", () => {
  const http_hooks = { on_play: "http://203.0.113.9:8085/a", to: { cidrs: ["203.0.113.9/32"] } };
  const written = { ...prod, hls: {}, http_hooks, metrics: { namespace: "monitoring" } };
  const context = testContext({
    settingsOf: () => ({ publishTo: "srs-origin-cluster", from: "srs-origin-cluster" }),
  });
  const pods = (...apps: string[]) => apps.map((app) => ({ podSelector: { matchLabels: { app } } }));
  expect(object(written, "NetworkPolicy", undefined, context)).toMatchObject({
    spec: {
      ingress: [
        { from: pods("srs-edge", "srs-demo"), ports: [{ port: 1935 }] },
        { from: pods("nginx-origin"), ports: [{ port: 8080 }] },
        { from: pods("srs-origin"), ports: [{ port: 1985 }] },
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
          ports: [{ port: 9972 }],
        },
      ],
      egress: [
        { to: pods("srs-origin"), ports: [{ port: 1985 }] },
        { to: [{ ipBlock: { cidr: "203.0.113.9/32" } }], ports: [{ port: 8085 }] },
      ],
    },
  });
  const alone = object(written, "NetworkPolicy");
  expect(JSON.stringify(alone)).not.toMatch(/nginx-origin|srs-demo/);
});

test("restarts the origins one by one for every change, if asked to", () => {
  const restart = { ...prod, reload: "restart" };
  expect(object(restart, "ConfigMap").metadata.name).toMatch(/^srs-origin-config-\w{10}$/);
  expect(configOf(restart)).not.toContain("inotify");
  expect(podOf(restart)?.metadata).not.toHaveProperty("annotations");
});

test("keeps files of an ended stream as long as it is told", () => {
  expect(configOf({ ...prod, hls: { dispose: "10m" } })).toContain("hls_dispose 600;");
});

test("writes HLS where it is told, and says how much disk that may take", () => {
  const audience = { viewers: 1000, publishers: 100, bitrate: 2500, session: { mean: 1800, spread: 1.5 } };
  const context = testContext({ audience });
  const own = { ...prod, hls: {} };
  const html = (written: unknown) => podOf(written, context)?.spec.volumes?.find(({ name }) => name === "html");
  expect(html(prod)).toEqual({ name: "html", persistentVolumeClaim: { claimName: "pvc-nas" } });
  expect(html(own)).toEqual({ name: "html", emptyDir: { sizeLimit: "7Gi" } });
  expect(html({ version: "v6.0-r0", replicas: 3 })).toBeUndefined();
  expect(podOf(own, context)?.spec.containers[0]?.resources?.requests).toEqual({
    cpu: "1",
    memory: "2Gi",
    "ephemeral-storage": "7Gi",
  });
  expect(configOf(own)).toContain("hls_path /html;\n        hls_fragment 4;\n        hls_window 60;");
  expect(configOf({ version: "v6.0-r0", replicas: 3 })).not.toContain("hls_path");
});

describe("of the source document's mistakes", () => {
  test("coworkers have the API's port, and there are as many as there are origins", () => {
    expect(configOf(prod)).toContain("coworkers srs-origin-0.socs:1985 srs-origin-1.socs:1985 srs-origin-2.socs:1985;");
    expect(configOf({ ...prod, replicas: 2 })).toContain("coworkers srs-origin-0.socs:1985 srs-origin-1.socs:1985;");
  });

  test("origins reach each other's API, also before they are ready", () => {
    expect(object(prod, "Service", "socs")).toMatchObject({
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: { app: "srs-origin" },
        ports: [
          { name: "rtmp", port: 1935 },
          { name: "api", port: 1985 },
        ],
      },
    });
    expect(object(prod, "StatefulSet")).toMatchObject({ spec: { serviceName: "socs" } });
  });

  test("the API is reached inside the cluster alone, on one origin", () => {
    expect(object(prod, "Service", "srs-api-service")).toMatchObject({
      spec: {
        type: "ClusterIP",
        selector: { "statefulset.kubernetes.io/pod-name": "srs-origin-0" },
        ports: [{ port: 1985 }],
      },
    });
    for (const { kind, metadata, ...rest } of renderTwice(app, prod).shared) {
      if (kind === "Service") expect([metadata.name, JSON.stringify(rest)]).not.toContain("LoadBalancer");
    }
  });

  test("only edges and the origins themselves reach an origin, each on its port", () => {
    const from = (...apps: string[]) => apps.map((app) => ({ podSelector: { matchLabels: { app } } }));
    expect(object(prod, "NetworkPolicy")).toMatchObject({
      spec: {
        podSelector: { matchLabels: { app: "srs-origin" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          { from: from("srs-edge"), ports: [{ port: 1935, protocol: "TCP" }] },
          { from: from("srs-origin"), ports: [{ port: 1985, protocol: "TCP" }] },
        ],
        egress: [{ to: from("srs-origin"), ports: [{ port: 1985, protocol: "TCP" }] }],
      },
    });
  });

  test("more origins change the coworkers in place and restart nobody", () => {
    const four = { ...prod, replicas: 4 };
    expect(object(four, "ConfigMap").metadata.name).toBe("srs-origin-config");
    expect(configOf(four)).not.toBe(configOf(prod));
    expect(podOf(four)).toEqual(podOf(prod));
    expect(configOf(prod)).toContain("inotify_auto_reload on;");
  });

  test("what no reload takes up restarts the origins", () => {
    const digest = (written: object) => podOf({ ...prod, ...written })?.metadata?.annotations?.["weir/restart-digest"];
    expect(digest({})).toMatch(/^[0-9a-f]{16}$/);
    expect(digest({ hls: { ...prod.hls, window: "30s" } })).toBe(digest({}));
    expect(digest({ hls: undefined })).not.toBe(digest({}));
  });

  test("the configuration is mounted as a folder, which Kubernetes updates", () => {
    expect(podOf(prod)?.spec.containers[0]?.volumeMounts).toEqual([
      { name: "config", mountPath: "/etc/srs", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
      { name: "html", mountPath: "/html" },
    ]);
  });

  test("the command names the file that is mounted, and logs go to the console", () => {
    expect(podOf(prod)?.spec.containers[0]?.command).toEqual([
      "/bin/sh",
      "-c",
      "ulimit -S -n 10000 && exec ./objs/srs -c /etc/srs/srs.conf",
    ]);
    expect(configOf(prod)).toContain("srs_log_tank console;");
  });

  test("no container copies the console's pages, and nothing sleeps beside the server", () => {
    expect(podOf(prod)?.spec.containers.map(({ name }) => name)).toEqual(["srs"]);
    expect(podOf(prod)?.spec).not.toHaveProperty("initContainers");
  });

  test("HLS goes to a disk of the origin's own, bounded and tidied by SRS, unless a network disk is asked for", () => {
    const own = { ...prod, hls: {} };
    expect(podOf(own)?.spec.volumes).toContainEqual({ name: "html", emptyDir: { sizeLimit: "1Gi" } });
    expect(configOf(own)).toContain("hls_dispose 120;");
  });

  test("a core is requested and not limited, memory is both", () => {
    expect(podOf(prod)?.spec.containers[0]?.resources).toEqual({
      requests: { cpu: "1", memory: "2Gi" },
      limits: { memory: "2Gi" },
    });
  });

  test("a node that is drained takes one origin at a time", () => {
    expect(object(prod, "PodDisruptionBudget")).toMatchObject({
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "srs-origin" } } },
    });
  });
});

describe("reports", () => {
  const context = testContext({ apps: new Set(["srs-origin-cluster", "srs-storage"]) });
  const problems = (change: object, changed = context) =>
    app.check?.(app.settings.parse({ ...prod, ...change }), changed);

  test("nothing about settings that are right", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ replicas: 29 })).toEqual([]);
    expect(app.check?.(app.settings.parse(app.base), context)).toEqual([]);
  });

  test("more origins than an origin cluster is good for", () => {
    expect(problems({ replicas: 30 })).toEqual([
      {
        id: "origin-cluster/too-many",
        severity: "error",
        at: ["replicas"],
        what: "30 origins are more than the 29 that an origin cluster is good for.",
        why: "For every stream that an origin does not have it asks all others, and viewers wait for the answer.",
        fix: "replicas: 29 or fewer; split the streams over several environments beyond that.",
      },
    ]);
  });

  test("no origin at all", () => {
    expect(problems({ replicas: 0 })).toEqual([
      {
        id: "origin-cluster/no-origins",
        severity: "error",
        at: ["replicas"],
        what: "srs-origin-cluster has 0 replicas.",
        why: "Nobody can publish, and edges have nowhere to fetch a stream.",
        fix: "replicas: 1 or more.",
      },
    ]);
  });

  test("recordings on a shared file system that is not there", () => {
    const without = testContext({ apps: new Set(["srs-origin-cluster"]) });
    expect(problems({ hls: undefined, dvr: {} }, without)?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "storage/missing", at: ["dvr"] },
    ]);
  });

  test("HLS on a shared file system that is not there", () => {
    const without = testContext({ apps: new Set(["srs-origin-cluster"]) });
    expect(problems({}, without)).toEqual([
      {
        id: "storage/missing",
        severity: "error",
        at: ["hls", "store"],
        what: "HLS goes to the shared file system, and this environment has no srs-storage.",
        why: "Origins wait for a claim that nobody makes: no stream can be published.",
        fix: "add srs-storage, or write store: emptyDir.",
      },
    ]);
    expect(problems({ hls: {} }, without)).toEqual([]);
  });

  test("a version that does not exist, or cannot reload its coworkers", () => {
    expect(problems({ version: "v9.0-r0" })?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "srs/unknown-version", at: ["version"] },
    ]);
    const retired = { id: "srs/origin-cluster-retired", at: ["version"] };
    expect(problems({ version: "v7.0-a0" })?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "srs/no-reload", at: ["version"] },
      retired,
    ]);
    expect(problems({ version: "v7.0-a0", reload: "restart" })?.map(({ id, at }) => ({ id, at }))).toEqual([retired]);
  });
});

test.each([
  [{ replicas: 1e9 }, "replicas"],
  [{ replicas: "3" }, "replicas"],
  [{ hls: { store: "disk" } }, "hls"],
  [{ hls: { fragment: 4 } }, "hls"],
  [{ coworkers: ["a"] }, undefined],
])("refuses %j", (change, key) => {
  const issues = app.settings.safeParse({ ...prod, ...change }).error?.issues;
  expect(issues?.map(({ path }) => path[0])).toEqual([key]);
});
