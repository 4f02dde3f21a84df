import type { Context } from "@weir/app/app";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testCluster, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { parseConfig } from "@weir/xiu/parse-config";
import { openPorts } from "@weir/xiu/test-ports";
import { parseVersion } from "@weir/xiu/versions";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const version = "0.13.0";
const pull = { version, pull: "xiu-origin", replicas: 3, address: "main", flv: { address: "web", host: "httpflv" } };
const scaled = { version, pull: "xiu-origin", scale: { min: 2, max: 10 } };
const push = { version: "0.14.0", replicas: 3, hls: { address: "web", host: "hls" } };
const inside = { version, pull: "xiu-origin", replicas: 3 };
const audience = { viewers: 6000, publishers: 1, bitrate: 2500, session: { mean: 1800, spread: 1 } };
const addresses = { main: "lb-main", web: "example.org", office: "203.0.113.0/24" };

/** The environment xiu-prod with these edges and an origin, each as it parsed. */
function contextOf(written: unknown, origin: unknown = {}): Context {
  const apps: Record<string, unknown> = { "xiu-edge": app.settings.parse(written), "xiu-origin": origin };
  return testContext({
    environment: "xiu-prod",
    namespace: "xiu-prod-namespace",
    addresses,
    apps: new Set(Object.keys(apps).filter((name) => apps[name])),
    settingsOf: (name) => apps[name],
  });
}

function all(written: unknown): KubernetesObject[] {
  const { shared, instances } = renderTwice(app, written, contextOf(written));
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

function object(written: unknown, kind: string, name?: string): KubernetesObject {
  return all(written).find(
    (candidate) => candidate.kind === kind && (!name || candidate.metadata.name === name),
  ) as KubernetesObject;
}

function podOf(written: unknown) {
  return podTemplateOf(object(written, "Deployment") ?? object(written, "StatefulSet"))?.spec;
}

function fileOf(written: unknown): string {
  const { data } = object(written, "ConfigMap") as unknown as { data: Record<string, string> };
  return data["config_rtmp.toml"] as string;
}

/** @param origin what xiu-origin parsed to; null where there is none */
function problems(written: unknown, origin: unknown = {}) {
  return app.check?.(app.settings.parse(written), contextOf(written, origin)) ?? [];
}

function namesOf(written: unknown): string[] {
  return all(written).map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/(configmap)-\w{10}$/, "$1-HASH")}`);
}

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test.each([
  ["its base", app.base],
  ["pulling", pull],
  ["pushing", push],
  ["a Secret", { ...pull, secret: { secretName: "xiu-auth" } }],
])("gives pods with %s no rights, and every port a name and a probe", (_, written) => {
  const asked = (podOf(written)?.containers[0]?.livenessProbe?.exec?.command ?? []).slice(2);
  const ports = podOf(written)?.containers[0]?.ports?.map(({ containerPort }) => String(containerPort));
  expect(asked).toEqual(ports);
  const rendered = renderTwice(app, written, contextOf(written));
  // A script asks all ports at once, at the start and ever after.
  expect(faultsOfPods(rendered, { unprobed: ["httpflv", "hls", "api"] })).toEqual([]);
});

describe("edges that pull", () => {
  test("are a Deployment, with the environment's stage in its name", () => {
    expect(namesOf(pull)).toEqual([
      "ConfigMap xiu-edge-configmap-HASH",
      "NetworkPolicy xiu-edge",
      "ServiceAccount xiu-edge",
      "Service xiu-prod-edge-main-service",
      "Service xiu-prod-edge-web-httpflv-service",
      "Ingress xiu-prod-edge-ingress",
      "Deployment xiu-prod-edge-deployment",
      "Service xiu-prod-edge-service",
      "PodDisruptionBudget xiu-prod-edge-pdb",
    ]);
    expect(renderTwice(app, pull, contextOf(pull)).instances.map(({ name, prefix }) => ({ name, prefix }))).toEqual([
      { name: "", prefix: "xiu-prod-edge-" },
    ]);
  });

  test("fetch streams from the origin's Service, and have no HLS", () => {
    const { config, problems } = parseConfig(fileOf(pull), parseVersion(version));
    expect(problems).toEqual([]);
    expect(config?.rtmp?.pull).toEqual({ enabled: true, address: "xiu-prod-service", port: 1935 });
    expect(config).not.toHaveProperty("hls");
    expect(podOf(pull)?.containers[0]?.args).toContain("xiu-prod-service");
  });

  test("release one by one, and give viewers time", () => {
    expect(object(pull, "Deployment")).toMatchObject({
      spec: {
        replicas: 3,
        minReadySeconds: 10,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      },
    });
    expect(podOf(pull)?.terminationGracePeriodSeconds).toBe(130);
  });

  test("scale, and then nothing states how many run", () => {
    expect(object(scaled, "HorizontalPodAutoscaler", "xiu-prod-edge-autoscaling")).toMatchObject({
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "xiu-prod-edge-deployment" },
        minReplicas: 2,
        maxReplicas: 10,
      },
    });
    expect(object(scaled, "Deployment")).not.toHaveProperty("spec.replicas");
    expect(object({ ...scaled, scale: { min: 3, max: 10, handover: 3 } }, "Deployment")).toMatchObject({
      spec: { replicas: 3 },
    });
    expect(object(pull, "HorizontalPodAutoscaler")).toBeUndefined();
  });

  test("offer RTMP at their address and HTTP-FLV under a host name, each by a Service of its own", () => {
    expect(object(pull, "Service", "xiu-prod-edge-main-service")).toMatchObject({
      spec: { type: "LoadBalancer", ports: [{ name: "rtmp", port: 1935 }] },
    });
    expect(object(pull, "Service", "xiu-prod-edge-web-httpflv-service")).toMatchObject({
      spec: { type: "NodePort", ports: [{ name: "httpflv", port: 8081 }] },
    });
    expect(object(pull, "Ingress")).toMatchObject({
      spec: {
        rules: [
          {
            host: "httpflv.example.org",
            http: { paths: [{ backend: { service: { name: "xiu-prod-edge-web-httpflv-service" } } }] },
          },
        ],
      },
    });
  });
});

describe("edges that are pushed to", () => {
  test("are a StatefulSet, whose pods have names", () => {
    expect(namesOf(push)).toEqual([
      "ConfigMap xiu-edge-configmap-HASH",
      "NetworkPolicy xiu-edge",
      "ServiceAccount xiu-edge",
      "Service xiu-prod-edge-web-hls-service",
      "Ingress xiu-prod-edge-ingress",
      "StatefulSet xiu-prod-edge",
      "Service xiu-prod-edge-pods",
      "Service xiu-prod-edge-service",
      "PodDisruptionBudget xiu-prod-edge-pdb",
    ]);
    expect(object(push, "StatefulSet")).toMatchObject({
      spec: {
        replicas: 3,
        serviceName: "xiu-prod-edge-pods",
        podManagementPolicy: "Parallel",
        selector: { matchLabels: { app: "xiu-edge" } },
      },
    });
    expect(object(push, "Service", "xiu-prod-edge-pods")).toMatchObject({
      spec: { clusterIP: "None", publishNotReadyAddresses: true, selector: { app: "xiu-edge" } },
    });
  });

  test("have HLS, on a disk of their own", () => {
    const { config, problems } = parseConfig(fileOf(push), parseVersion(push.version));
    expect(problems).toEqual([]);
    expect(config?.hls).toMatchObject({ enabled: true, port: 8080 });
    expect(config?.rtmp).not.toHaveProperty("pull");
    expect(podOf(push)?.volumes).toContainEqual({ name: "hls", emptyDir: { sizeLimit: "1Gi" } });
    expect(object(push, "Service", "xiu-prod-edge-service")).toMatchObject({
      spec: { ports: [{ name: "hls" }, { name: "httpflv" }, { name: "rtmp" }] },
    });
  });
});

describe("the network", () => {
  const specOf = (written: unknown) =>
    (object(written, "NetworkPolicy") as unknown as { spec: { ingress: object[]; egress?: object[] } }).spec;
  const to = (...ports: number[]) => ports.map((port) => ({ port, protocol: "TCP" }));
  const xiu = [{ podSelector: { matchLabels: { app: "xiu" } } }];

  test("lets viewers in by the doors there are, and edges out to the origin", () => {
    expect(specOf(pull)).toMatchObject({
      ingress: [{ ports: to(1935) }, { ports: to(8081) }],
      egress: [{ to: xiu, ports: to(1935) }],
    });
    const office = { ...pull, address: "office", flv: { address: "office" } };
    const from = [{ ipBlock: { cidr: "203.0.113.0/24" } }];
    expect(specOf(office).ingress).toEqual([
      { from, ports: to(1935) },
      { from, ports: to(8081) },
    ]);
  });

  test("lets nobody publish at an edge whose RTMP has no address", () => {
    expect(specOf(scaled).ingress).toEqual([{ ports: to(8081) }]);
    expect(specOf(push).ingress).toEqual([{ ports: to(8080) }, { ports: to(8081) }, { from: xiu, ports: to(1935) }]);
    expect(specOf(push)).not.toHaveProperty("egress");
  });

  test("opens the API to nobody", () => {
    expect(openPorts(all(pull))).toEqual({
      "NetworkPolicy xiu-edge": [1935, 8081],
      "Service xiu-prod-edge-main-service": [1935],
      "Service xiu-prod-edge-web-httpflv-service": [8081],
      "Service xiu-prod-edge-service": [8081, 1935],
    });
    expect(openPorts(all(push))).toEqual({
      "NetworkPolicy xiu-edge": [8080, 8081, 1935],
      "Service xiu-prod-edge-web-hls-service": [8080],
      "Service xiu-prod-edge-pods": [1935],
      "Service xiu-prod-edge-service": [8080, 8081, 1935],
    });
  });
});

test("asks viewers for tokens where it is told to", () => {
  const written = { ...pull, secret: { secretName: "viewers" }, auth: { play: ["rtmp", "httpflv"] } };
  expect(fileOf(written)).toContain("[httpflv.auth]\npull_enabled = true");
  expect(podOf(written)?.initContainers?.[0]?.env?.[0]).toMatchObject({
    valueFrom: { secretKeyRef: { name: "viewers" } },
  });
  expect(problems(written)).toEqual([]);
});

test("has an operator make the Secret where there is a store", () => {
  const external = { store: "lockbox", key: "e6q1234567890" };
  expect(object({ ...pull, secret: { secretName: "viewers", external } }, "ExternalSecret")).toMatchObject({
    metadata: { name: "viewers", labels: { app: "xiu-edge" } },
  });
});

test("changing the number of edges changes nothing of the pods", () => {
  expect(podOf({ ...pull, replicas: 5 })).toEqual(podOf(pull));
  expect(podOf({ ...push, replicas: 5 })).toEqual(podOf(push));
});

describe("reports", () => {
  const ids = (written: unknown, origin?: unknown) => problems(written, origin).map(({ id, at }) => ({ id, at }));

  test("nothing about settings that are right", () => {
    expect(ids(pull)).toEqual([]);
    expect(ids(scaled)).toEqual([]);
    expect(ids(push, { push: "xiu-edge" })).toEqual([]);
    // The origin's own faults are the origin's to report.
    expect(ids(pull, { replicas: 3 })).toEqual([]);
  });

  test("that no pod runs, and nothing else, by whichever way streams come", () => {
    const none = [
      {
        id: "scale/no-pods",
        severity: "error",
        at: ["replicas"],
        what: "No pod runs with 0 replicas.",
        why: "Nobody can watch.",
        fix: "replicas: 1 or more.",
      },
    ];
    expect(problems({ ...push, replicas: 0 }, { push: "xiu-edge" })).toEqual(none);
    expect(problems({ ...pull, replicas: 0 })).toEqual(none);
  });

  test("HLS at edges that nobody pushes to, and what to write", () => {
    const found = problems({ version, replicas: 1, hls: {} });
    expect(found.map(({ id, at, fix }) => [id, at, fix])).toEqual([
      ["xiu/no-source", ["pull"], "write push: xiu-edge in xiu-origin, and no pull here."],
    ]);
  });

  test("an origin that is not there, or is none", () => {
    expect(problems(pull, null)).toEqual([
      {
        id: "xiu/no-origin",
        severity: "error",
        at: ["pull"],
        what: "xiu-edge pulls from xiu-origin, which this environment does not have.",
        why: "Viewers connect and never see a picture.",
        fix: "add xiu-origin to this environment.",
      },
    ]);
    expect(problems({ ...pull, pull: "srs-origin" })).toEqual([
      {
        id: "xiu/no-origin",
        severity: "error",
        at: ["pull"],
        what: "xiu-edge pulls from srs-origin, which is no origin of xiu.",
        why: "Viewers connect and never see a picture.",
        fix: "write pull: xiu-origin.",
      },
    ]);
  });

  test("streams from nowhere", () => {
    expect(ids(push)).toEqual([{ id: "xiu/no-source", at: ["pull"] }]);
  });

  test("a relay to itself", () => {
    expect(ids({ ...pull, pull: "xiu-edge" })).toEqual([{ id: "xiu/relay-loop", at: ["pull"] }]);
  });

  test("HLS of edges that pull", () => {
    // Without a port that nothing listens on.
    expect(object({ ...pull, hls: { address: "main" } }, "Service", "xiu-prod-edge-main-service")).toMatchObject({
      spec: { ports: [{ name: "rtmp" }] },
    });
    expect(ids({ ...pull, hls: { address: "web", host: "hls" } })).toEqual([{ id: "xiu/hls-needs-push", at: ["hls"] }]);
  });

  test("an autoscaler of edges that are pushed to", () => {
    const { replicas: _, ...written } = push;
    expect(problems({ ...written, scale: { min: 2, max: 3 } }, { push: "xiu-edge" })).toEqual([
      {
        id: "xiu/pushed-edges-do-not-scale",
        severity: "error",
        at: ["scale"],
        what: "xiu-origin pushes to a list of edges that it reads when it starts; the autoscaler's pods are not in it.",
        why: "Viewers who reach one of those pods never see a picture.",
        fix: "write replicas instead of scale, or pull: xiu-origin here for edges that scale, without HLS.",
      },
    ]);
    expect(namesOf({ ...written, scale: { min: 2, max: 3 } })).toEqual(namesOf(push));
  });

  test("no number of pods, two of them, or bounds that none fits into", () => {
    expect(ids({ version, pull: "xiu-origin" })).toEqual([{ id: "scale/missing", at: [] }]);
    expect(ids({ ...scaled, replicas: 2 })).toEqual([{ id: "scale/with-replicas", at: ["replicas"] }]);
    expect(ids({ ...scaled, scale: { min: 3, max: 2 } })).toEqual([
      { id: "scale/min-above-max", at: ["scale", "min"] },
    ]);
  });

  test("tokens asked of the origin, which has none", () => {
    const written = { ...push, secret: { secretName: "viewers" }, auth: { play: ["hls"] } };
    expect(ids(written, { push: "xiu-edge" })).toEqual([{ id: "xiu/push-has-no-token", at: ["auth"] }]);
    expect(ids({ ...written, auth: { publish: false, play: ["hls"] } }, { push: "xiu-edge" })).toEqual([]);
  });

  test("tokens without a Secret", () => {
    expect(ids({ ...pull, auth: {} })).toEqual([{ id: "xiu/no-secret", at: ["auth"] }]);
  });

  test("addresses that are not there or of the wrong kind", () => {
    expect(ids({ ...pull, address: "web", flv: { address: "main", host: "httpflv" } })).toEqual([
      { id: "addresses/http-only", at: ["address"] },
      { id: "addresses/tcp-only", at: ["flv", "address"] },
    ]);
  });

  test("more viewers than the network carries", () => {
    const narrow = (viewers: string, limit: string, fix: string) => [
      {
        id: "xiu/network-too-narrow",
        severity: "warning",
        at: [],
        what: `6,000 viewers at 2,500 kbps are expected at peak, and xiu-edge reaches ${viewers} at most: the limit is ${limit}.`,
        why: "Those beyond make the stream stall for all.",
        fix,
      },
    ];
    const found = (written: object, changes: Partial<Context> = {}) =>
      app.check?.(app.settings.parse(written), { ...contextOf(written), audience, ...changes });
    const nodes = [
      "the network of the nodes that they are on",
      "add nodes and pods, or take nodes with more bandwidth.",
    ] as const;
    expect(found({ ...inside, replicas: 1 })).toEqual(narrow("280", ...nodes));
    expect(found(scaled)).toEqual(narrow("840", ...nodes));
    expect(found(scaled, { audience: { ...audience, viewers: 840 } })).toEqual([]);
    const { provider } = contextOf(pull);
    const bought = { ...provider, loadBalancer: () => ({ id: undefined, bandwidth: 1_000_000 }) };
    expect(found({ ...pull, flv: { address: "office" } }, { provider: bought })).toEqual(
      narrow("640", "the bandwidth of the addresses", "buy more bandwidth for the addresses."),
    );
    // Nobody says how many of them watch here.
    const apps = new Set(["xiu-edge", "xiu-origin", "nginx-hls"]);
    expect(found({ ...inside, replicas: 1 }, { apps })).toEqual([]);
  });

  test("a drain that a node does not wait for", () => {
    expect(problems({ ...pull, drain: "10m" })).toEqual([
      {
        id: "drain/within-node",
        severity: "error",
        at: ["drain"],
        what: "A node of test-cluster waits 10 minutes for its pods; this drain takes 10 minutes 10 seconds, its own waits included.",
        why: "Viewers still connected then are cut.",
        fix: "drain: 9m, or raise nodes.drain in clusters/test-cluster.yaml if your nodes really wait longer.",
      },
    ]);
    expect(ids({ ...pull, drain: "590s" })).toEqual([]);
  });

  test("a version that is not known", () => {
    expect(ids({ ...pull, version: "0.9.0" })).toEqual([{ id: "xiu/unknown-version", at: ["version"] }]);
  });
});

describe("notes", () => {
  const notes = (written: unknown, changes = {}) =>
    app.notes?.(app.settings.parse(written), { ...contextOf(written), ...changes }) ?? [];
  const pulling = [
    "The first viewer of a stream is refused by RTMP, or gets an empty answer by HTTP-FLV, while the edge fetches it: players that retry play after about two seconds.",
    "When a publisher stops, or the origin restarts, each edge ends that stream within about ten seconds, and viewers who come back get the new one. An edge that could not reach the origin starts its server anew as soon as it can and nobody watches another stream there.",
  ];
  const pushed = "An edge that restarts, in a release too, has a stream again when its publisher begins anew.";

  test("say what viewers see when a publisher goes and comes back", () => {
    expect(notes(pull)).toEqual([
      "DNS is yours: an A record for `httpflv.example.org`, with the address that `kubectl -n xiu-prod-namespace get ingress xiu-prod-edge-ingress` shows.",
      ...pulling,
      "Whoever reaches RTMP here may publish, too: a stream that this edge alone has. A `secret` ends that: then publishers must show a token, and nobody needs to publish here.",
    ]);
    expect(notes(push)).toEqual([
      "DNS is yours: an A record for `hls.example.org`, with the address that `kubectl -n xiu-prod-namespace get ingress xiu-prod-edge-ingress` shows.",
      pushed,
    ]);
  });

  test("say when a hand-over to the autoscaler is done", () => {
    const handover = { ...scaled, scale: { min: 4, max: 10, handover: 3 } };
    expect(notes(handover)).toEqual([
      "The count of xiu-prod-edge-deployment changes hands: Kubernetes raises it from 3 to 4. Remove handover once " +
        "`kubectl get deployment xiu-prod-edge-deployment --show-managed-fields -o jsonpath='{.metadata.managedFields[?(@.subresource==\"scale\")].manager}'` says " +
        "kube-controller-manager; with nothing there, the count would fall to one.",
      ...pulling,
    ]);
    expect(notes(scaled)).toEqual(pulling);
  });

  test("say who else may publish", () => {
    const { flv: _, ...rtmpOnly } = pull;
    expect(notes({ ...rtmpOnly, secret: { secretName: "edges" } })).toEqual(pulling);
    const { hls: _hls, ...withoutHost } = push;
    expect(notes({ ...withoutHost, address: "main" })).toEqual([
      pushed,
      "Whoever reaches RTMP here may publish, too: a stream that this edge alone has. xiu cannot tell them from the origin, so have viewers use HTTP-FLV and HLS where that matters.",
    ]);
  });

  describe("on capacity", () => {
    const unknown = { ...testCluster, nodes: undefined };
    const measure = "weir does not know how many viewers one core of xiu holds: try it before you count on it.";

    test("say what is sure, and what is not", () => {
      expect(notes(scaled, { audience, cluster: unknown })).toEqual([
        `Expected at peak: 6,000 viewers at 2,500 kbps. If all of them watch here, each of the 10 pods that scale allows sends 1,500,000 kbps. ${measure}`,
        ...pulling,
      ]);
      expect(notes({ ...inside, replicas: 1 }, { audience })).toEqual([
        "Expected at peak: 6,000 viewers at 2,500 kbps. If all of them watch here, the one pod sends 15,000,000 kbps. " +
          `No more than 280 can: the limit is the network of the nodes that they are on. ${measure}`,
        ...pulling,
      ]);
    });

    test("say nothing where nobody is expected, or nothing runs", () => {
      expect(notes(inside)).toEqual(pulling);
      expect(notes({ ...inside, replicas: 0 }, { audience })).toEqual(pulling);
    });
  });
});
