import type { Context } from "@weir/app/app";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testCluster, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { matches } from "@weir/kubernetes/selectors";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { parseConfig } from "@weir/srs/parse-config";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const tracks = { r5: { version: "v5.0-r3", replicas: 3 }, r6: { version: "v6.0-r0", replicas: 1 } };
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
      fix: "write version and replicas, or one or more tracks with a version and replicas each.",
    });
    expect(problems({ replicas: 2 })).toEqual([
      problem("srs-edge has tracks and replicas: which of them is meant is not clear.", ["replicas"]),
    ]);
    expect(problems({ tracks: undefined })).toEqual([problem("srs-edge has no version and no replicas.", [])]);
    expect(problems({ tracks: undefined, replicas: 2 })).toEqual([problem("srs-edge has no version.", [])]);
    expect(problems({ tracks: {} })).toEqual([problem("srs-edge has tracks, and there is no track.", ["tracks"])]);
  });

  test("a drain that the cluster's nodes do not wait for, where it is written", () => {
    const finding = (at: string[], whole: string) => ({
      id: "edge/drain-within-node",
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
        fix: "add srs-origin or srs-origin-cluster to this environment.",
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
