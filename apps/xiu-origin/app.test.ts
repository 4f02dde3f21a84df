import type { Context } from "@weir/app/app";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { parseConfig } from "@weir/xiu/parse-config";
import { openPorts } from "@weir/xiu/test-ports";
import { parseVersion } from "@weir/xiu/versions";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const version = "0.13.0";
const prod = { version, address: "ingest", secret: { secretName: "xiu-auth" } };
const web = {
  version: "0.14.0",
  address: "ingest",
  hls: { address: "web", host: "hls", fragment: "2s" },
  flv: { address: "web", host: "httpflv" },
};
const addresses = { main: "lb-main", ingest: "203.0.113.0/24", web: "example.org", shop: "example.com" };

/** The environment xiu-prod with this origin and other apps, each as it parsed. */
function contextOf(written: unknown, others: Record<string, unknown> = {}): Context {
  const apps: Record<string, unknown> = { "xiu-origin": app.settings.parse(written), ...others };
  return testContext({
    environment: "xiu-prod",
    namespace: "xiu-prod-namespace",
    addresses,
    apps: new Set(Object.keys(apps)),
    settingsOf: (name) => apps[name],
  });
}

function all(written: unknown, others = {}): KubernetesObject[] {
  const { shared, instances } = renderTwice(app, written, contextOf(written, others));
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

function object(written: unknown, kind: string, name?: string, others = {}): KubernetesObject {
  return all(written, others).find(
    (candidate) => candidate.kind === kind && (!name || candidate.metadata.name === name),
  ) as KubernetesObject;
}

function podOf(written: unknown) {
  return podTemplateOf(object(written, "Deployment"))?.spec;
}

function fileOf(written: unknown, others = {}): string {
  const { data } = object(written, "ConfigMap", undefined, others) as unknown as { data: Record<string, string> };
  return data["config_rtmp.toml"] as string;
}

function problems(written: unknown, others = {}) {
  const context = contextOf(written, others);
  return app.check?.(app.settings.parse(written), context) ?? [];
}

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("keeps the names that people know, with the environment's stage in them", () => {
  expect(
    all(web).map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/(configmap)-\w{10}$/, "$1-HASH")}`),
  ).toEqual([
    "ConfigMap xiu-node-configmap-HASH",
    "NetworkPolicy xiu-origin",
    "ServiceAccount xiu-origin",
    "Service xiu-prod-ingest-service",
    "Service xiu-prod-web-hls-service",
    "Service xiu-prod-web-httpflv-service",
    "Ingress xiu-prod-ingress",
    "Deployment xiu-prod-deployment",
    "Service xiu-prod-service",
    "PodDisruptionBudget xiu-prod-pdb",
  ]);
  expect(renderTwice(app, web, contextOf(web)).instances.map(({ name, prefix }) => ({ name, prefix }))).toEqual([
    { name: "", prefix: "xiu-prod-" },
  ]);
});

test.each([
  ["its base", app.base, ["1935", "8081", "8000"]],
  ["a Secret", prod, ["1935", "8081", "8000"]],
  ["host names", web, ["1935", "8081", "8080", "8000"]],
])("gives pods with %s no rights, and every port a name and a probe", (_, written, ports) => {
  const rendered = renderTwice(app, written, contextOf(written));
  // A script asks all ports at once, at the start and ever after.
  const asked = ["httpflv", "hls", "api"];
  expect(faultsOfPods(rendered, { unprobed: asked })).toEqual([]);
  const { livenessProbe } = podOf(written)?.containers[0] ?? {};
  expect(livenessProbe?.exec?.command?.slice(2)).toEqual(ports);
});

describe("makes HLS", () => {
  const madeBy = (written: object, others = {}) => {
    const { config } = parseConfig(`${fileOf(written, others)}`, parseVersion(version));
    const { instances } = renderTwice(app, written, contextOf(written, others));
    const volumes = podTemplateOf(instances[0]?.resources[0] as KubernetesObject)?.spec.volumes;
    return {
      hls: config?.hls,
      ports: openPorts(all(written, others))["Service xiu-prod-service"],
      volumes: volumes?.map(({ name }) => name),
    };
  };
  const made = {
    hls: { enabled: true, port: 8080, need_record: false },
    ports: [8080, 8081, 1935],
    volumes: ["config", "hls"],
  };
  const none = { hls: undefined, ports: [8081, 1935], volumes: ["config"] };

  test("where it is written, or nginx-hls fetches it", () => {
    expect(madeBy({ version, hls: {} })).toEqual(made);
    expect(madeBy({ version }, { "nginx-hls": { from: "xiu-origin" } })).toEqual(made);
  });

  test("for nobody else", () => {
    expect(madeBy({ version })).toEqual(none);
    expect(madeBy({ version }, { "nginx-hls": { from: "srs-origin" } })).toEqual(none);
  });
});

test("starts the new pod before the old one goes, and lets no publisher stay with the old one", () => {
  expect(object(prod, "Deployment")).toMatchObject({
    spec: { replicas: 1, strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  });
  expect(podOf(prod)).toMatchObject({ terminationGracePeriodSeconds: 10 });
  expect(podOf(prod)?.containers[0]?.args?.[3]).toBe("0");
});

test("offers RTMP, and nothing else, at its address", () => {
  expect(object(prod, "Service", "xiu-prod-ingest-service")).toMatchObject({
    metadata: { annotations: { "example.com/balancer": "203.0.113.0/24" } },
    spec: { type: "LoadBalancer", selector: { app: "xiu" }, ports: [{ name: "rtmp", port: 1935 }] },
  });
  expect(object(prod, "Service", "xiu-prod-service")).toMatchObject({ spec: { type: "ClusterIP" } });
});

test("brings HLS and HTTP-FLV to host names in one Ingress, each by a Service that opens nothing else on the nodes", () => {
  const serviceOf = (port: string) => object(web, "Service", `xiu-prod-web-${port}-service`);
  for (const [name, port] of [
    ["hls", 8080],
    ["httpflv", 8081],
  ] as const) {
    expect(serviceOf(name)).toMatchObject({
      spec: { type: "NodePort", selector: { app: "xiu" }, ports: [{ name, port }] },
    });
  }
  const backend = (port: string) => ({
    http: { paths: [{ backend: { service: { name: `xiu-prod-web-${port}-service`, port: { name: port } } } }] },
  });
  expect(object(web, "Ingress")).toMatchObject({
    spec: {
      rules: [
        { host: "hls.example.org", ...backend("hls") },
        { host: "httpflv.example.org", ...backend("httpflv") },
      ],
    },
  });
});

test("tells the Ingresses of two domains apart", () => {
  const written = { ...web, flv: { address: "shop", host: "httpflv" } };
  expect(all(written).flatMap(({ kind, metadata }) => (kind === "Ingress" ? [metadata.name] : []))).toEqual([
    "xiu-prod-web-ingress",
    "xiu-prod-shop-ingress",
  ]);
});

test("offers HLS and HTTP-FLV by their ports where the address has no host names", () => {
  const written = { version, address: "main", hls: { address: "main" }, flv: { address: "main" } };
  expect(object(written, "Service", "xiu-prod-main-service")).toMatchObject({
    spec: {
      type: "LoadBalancer",
      ports: [
        { name: "rtmp", port: 1935 },
        { name: "hls", port: 8080 },
        { name: "httpflv", port: 8081 },
      ],
    },
  });
  expect(problems(written)).toEqual([]);
});

describe("lets in", () => {
  const ingress = (written: unknown, others = {}) =>
    (object(written, "NetworkPolicy", undefined, others) as unknown as { spec: { ingress: object[] } }).spec.ingress;
  const from = (app: string) => [{ podSelector: { matchLabels: { app } } }];
  const to = (port: number) => [{ port, protocol: "TCP" }];

  test("nobody, where nothing names it", () => {
    expect(ingress({ version })).toEqual([]);
  });

  test("publishers as its address does, and everybody under host names", () => {
    expect(ingress(web)).toEqual([
      { from: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: to(1935) },
      { ports: to(8080) },
      { ports: to(8081) },
    ]);
  });

  test("the edges that pull, nginx that caches its HLS, a demo that publishes to it", () => {
    const others = {
      "xiu-edge": { pull: "xiu-origin", replicas: 2 },
      "nginx-hls": { from: "xiu-origin" },
      "srs-demo": { publishTo: "xiu-origin" },
    };
    expect(ingress({ version }, others)).toEqual([
      { from: [...from("xiu-edge"), ...from("srs-demo")], ports: to(1935) },
      { from: from("nginx-origin"), ports: to(8080) },
    ]);
  });

  test("none of them who has to do with somebody else", () => {
    const others = {
      "xiu-edge": { replicas: 2 },
      "nginx-hls": { from: "srs-origin" },
      "srs-demo": { publishTo: "srs-edge" },
    };
    expect(ingress({ version }, others)).toEqual([]);
  });
});

describe("pushes", () => {
  const push = { version, push: "xiu-edge" };
  const others = { "xiu-edge": { replicas: 3 } };

  test("to every edge by its own name", () => {
    const { config } = parseConfig(fileOf(push, others), parseVersion(version));
    expect(config?.rtmp?.push).toEqual(
      [0, 1, 2].map((number) => ({
        enabled: true,
        address: `xiu-prod-edge-${number}.xiu-prod-edge-pods`,
        port: 1935,
      })),
    );
    expect(object(push, "NetworkPolicy", undefined, others)).toMatchObject({
      spec: {
        egress: [
          { to: [{ podSelector: { matchLabels: { app: "xiu-edge" } } }], ports: [{ port: 1935, protocol: "TCP" }] },
        ],
      },
    });
    expect(problems(push, others)).toEqual([]);
  });

  test("to nobody unless it is told to", () => {
    const { config } = parseConfig(fileOf({ version }, others), parseVersion(version));
    expect(config?.rtmp).toEqual({ enabled: true, port: 1935, gop_num: 1 });
    expect(object({ version }, "NetworkPolicy", undefined, others)).toMatchObject({
      spec: { policyTypes: ["Ingress"] },
    });
  });
});

describe("with tokens", () => {
  test("asks publishers alone unless it is told otherwise, with a Secret that git never sees", () => {
    const { config } = parseConfig(
      `${fileOf({ ...prod, hls: {} })}[authsecret]\nkey = ""\npassword = ""\n`,
      parseVersion(version),
    );
    expect([config?.rtmp?.auth, config?.httpflv?.auth, config?.hls?.auth]).toEqual([
      { pull_enabled: false, push_enabled: true, algorithm: "simple" },
      { pull_enabled: false, algorithm: "simple" },
      { pull_enabled: false, algorithm: "simple" },
    ]);
    expect(podOf(prod)?.initContainers?.[0]?.env).toContainEqual({
      name: "PASSWORD",
      valueFrom: { secretKeyRef: { name: "xiu-auth", key: "password", optional: true } },
    });
    expect(problems(prod)).toEqual([]);
  });

  test("asks viewers where it is told to", () => {
    const written = { ...prod, hls: {}, auth: { publish: false, play: ["hls"], algorithm: "md5" } };
    const { config } = parseConfig(`${fileOf(written)}[authsecret]\nkey = ""\npassword = ""\n`, parseVersion(version));
    expect([config?.rtmp?.auth, config?.httpflv?.auth, config?.hls?.auth]).toEqual([
      { pull_enabled: false, push_enabled: false, algorithm: "md5" },
      { pull_enabled: false, algorithm: "md5" },
      { pull_enabled: true, algorithm: "md5" },
    ]);
  });

  test("has an operator make the Secret where there is a store", () => {
    const external = { store: "lockbox", key: "e6q1234567890" };
    expect(object({ ...prod, secret: { secretName: "xiu-auth", external } }, "ExternalSecret")).toMatchObject({
      metadata: { name: "xiu-auth", labels: { app: "xiu" } },
    });
    expect(object(prod, "ExternalSecret")).toBeUndefined();
  });
});

test("posts to hooks, and reaches their server", () => {
  const httpnotify = { on_publish: "http://hooks.backend.svc:8085/streams", to: { namespaces: ["backend"] } };
  const written = { version, httpnotify };
  expect(fileOf(written)).toContain(
    '[httpnotify]\nenabled = true\non_publish = "http://hooks.backend.svc:8085/streams"',
  );
  expect(object(written, "NetworkPolicy")).toMatchObject({
    spec: {
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "backend" } } }],
          ports: [{ port: 8085, protocol: "TCP" }],
        },
      ],
    },
  });
  expect(problems(written)).toEqual([]);
});

test("sizes the disk for HLS by the streams that are published", () => {
  const audience = { viewers: 100, publishers: 50, bitrate: 5000, session: { mean: 1800, spread: 1 } };
  const render = (hls: object) => {
    const written = { version: "0.14.0", hls };
    const { instances } = renderTwice(app, written, { ...contextOf(written), audience });
    return podTemplateOf(instances[0]?.resources[0] as KubernetesObject)?.spec.volumes;
  };
  // 50 streams × 625 kB/s × 30 s × 4
  expect(render({})).toContainEqual({ name: "hls", emptyDir: { sizeLimit: "4Gi" } });
  expect(render({ fragment: "10s", segments: 10 })).toContainEqual({ name: "hls", emptyDir: { sizeLimit: "12Gi" } });
});

describe("of the source document's mistakes", () => {
  test("the Service selects the pods", () => {
    expect(object(web, "Service", "xiu-prod-service")).toMatchObject({
      spec: {
        selector: { app: "xiu" },
        ports: [
          { name: "hls", port: 8080, targetPort: "hls" },
          { name: "httpflv", port: 8081, targetPort: "httpflv" },
          { name: "rtmp", port: 1935, targetPort: "rtmp" },
        ],
      },
    });
    expect(podTemplateOf(object(prod, "Deployment"))?.metadata?.labels).toMatchObject({ app: "xiu" });
  });

  test.each(["0.12.7", "0.13.0", "0.14.0"])("%s reads its configuration", (version) => {
    const { problems } = parseConfig(fileOf({ version }), parseVersion(version));
    expect(problems).toEqual([]);
  });

  test("the pod says what it starts, from the official image, with the mounted file", () => {
    expect(podOf({ version })?.containers[0]).toMatchObject({
      image: "docker.io/harlancn/xiu:0.13.0",
      command: ["/bin/bash", "/etc/xiu/start.sh"],
      args: expect.arrayContaining(["/app/xiu", "/etc/xiu/config_rtmp.toml"]),
    });
    expect(podOf({ version })?.volumes?.[0]).toEqual({
      name: "config",
      configMap: { name: object({ version }, "ConfigMap").metadata.name },
    });
  });

  test("the API is in no Service, and no NetworkPolicy opens it", () => {
    expect(openPorts(all(web, { "xiu-edge": { pull: "xiu-origin" }, "nginx-hls": { from: "xiu-origin" } }))).toEqual({
      "NetworkPolicy xiu-origin": [1935, 8080, 8081, 1935, 8080],
      "Service xiu-prod-ingest-service": [1935],
      "Service xiu-prod-web-hls-service": [8080],
      "Service xiu-prod-web-httpflv-service": [8081],
      "Service xiu-prod-service": [8080, 8081, 1935],
    });
  });

  test("a changed configuration restarts the server", () => {
    const name = (written: object) => object(written, "ConfigMap").metadata.name;
    expect(name({ ...prod, gop_num: 2 })).not.toBe(name(prod));
  });
});

describe("reports", () => {
  const ids = (written: unknown, others = {}) => problems(written, others).map(({ id, at }) => ({ id, at }));

  test("nothing about settings that are right", () => {
    expect(ids(web)).toEqual([]);
    expect(ids({ version, replicas: 1 })).toEqual([]);
  });

  test("an address after which a Service would be called as one of xiu-edge is", () => {
    const written = { version, address: "edge" };
    const others = { "xiu-edge": { pull: "xiu-origin", replicas: 1 } };
    expect(ids(written, others)).toContainEqual({ id: "xiu/service-name-twice", at: ["address"] });
    expect(ids(written)).not.toContainEqual({ id: "xiu/service-name-twice", at: ["address"] });
  });

  test("more pods than one, and says what to do instead", () => {
    expect(problems({ version, replicas: 3 })).toEqual([
      {
        id: "xiu/replicas-share-nothing",
        severity: "error",
        at: ["replicas"],
        what: "xiu-origin takes publishers and has 3 pods, which do not share streams.",
        why: "2 of 3 viewers reach a pod that does not have the stream.",
        fix: expect.stringMatching(/^[Ww]rite replicas: 1, and add xiu-edge for more viewers\.$/),
      },
    ]);
    expect(app.settings.safeParse({ version, replicas: 0 }).success).toBe(false);
  });

  test("an autoscaler", () => {
    expect(problems({ version, scale: { min: 1, max: 3 } })).toEqual([
      {
        id: "xiu/origin-does-not-scale",
        severity: "error",
        at: ["scale"],
        what: "Pods of xiu-origin share no streams, so more of them serve nobody.",
        why: "A viewer who reaches a pod without the stream sees nothing, and each pod that goes cuts its publishers.",
        fix: "remove scale, and add xiu-edge with pull: xiu-origin and this scale: edges take the viewers.",
      },
    ]);
  });

  test("tokens without a Secret", () => {
    expect(problems({ version, auth: { play: ["hls"] } })).toEqual([
      {
        id: "xiu/no-secret",
        severity: "error",
        at: ["auth"],
        what: "Tokens are asked for, and no secret says what they are made of.",
        why: "Anybody who reaches RTMP could publish over your streams.",
        fix: "write secret: {secretName: …} beside it, with the keys key and password, or remove auth.",
      },
    ]);
  });

  test("edges to push to that are not there, are another app, or pull", () => {
    const push = { version, push: "xiu-edge" };
    expect(problems(push)).toEqual([
      {
        id: "xiu/push-to-nobody",
        severity: "error",
        at: ["push"],
        what: "xiu-origin pushes to xiu-edge, which this environment does not have.",
        why: "Its viewers never see a picture.",
        fix: "add xiu-edge, without pull, or remove push.",
      },
    ]);
    expect(problems({ version, push: "srs-edge" }, { "srs-edge": {} })).toEqual([
      {
        id: "xiu/push-to-nobody",
        severity: "error",
        at: ["push"],
        what: "xiu-origin pushes to srs-edge, which takes no streams from it.",
        why: "Its viewers never see a picture.",
        fix: "write push: xiu-edge, or remove it.",
      },
    ]);
    expect(problems(push, { "xiu-edge": { pull: "xiu-origin", replicas: 2 } })).toEqual([
      {
        id: "xiu/push-and-pull",
        severity: "error",
        at: ["push"],
        what: "xiu-origin pushes to xiu-edge, which pulls from xiu-origin.",
        why: "A viewer who comes before the publisher makes an edge pull a stream that is not there yet; it then refuses the real one.",
        fix: "remove push here for RTMP and HTTP-FLV at edges that scale, or pull at xiu-edge for HLS there.",
      },
    ]);
  });

  test("a relay to itself", () => {
    expect(ids({ version, push: "xiu-origin" })).toEqual([{ id: "xiu/relay-loop", at: ["push"] }]);
  });

  test("tokens for RTMP where edges pull, which have none", () => {
    const written = { ...prod, auth: { play: ["rtmp"] } };
    expect(ids(written, { "xiu-edge": { pull: "xiu-origin", replicas: 2 } })).toEqual([
      { id: "xiu/pull-has-no-token", at: ["auth"] },
    ]);
    expect(ids(written)).toEqual([]);
  });

  test("addresses that are not there or of the wrong kind", () => {
    expect(ids({ version, address: "web", hls: { address: "main", host: "hls" }, flv: { address: "web" } })).toEqual([
      { id: "addresses/http-only", at: ["address"] },
      { id: "addresses/tcp-only", at: ["hls", "address"] },
      { id: "addresses/host-missing", at: ["flv", "address"] },
    ]);
    expect(ids({ version, address: "mian", hls: { host: "hls" }, flv: { address: "wbe", host: "flv" } })).toEqual([
      { id: "addresses/unknown", at: ["address"] },
      { id: "addresses/host-without-address", at: ["hls", "host"] },
      { id: "addresses/unknown", at: ["flv", "address"] },
    ]);
  });

  test("a version that is not known, or has not what is asked of it", () => {
    expect(ids({ version: "v1.0.0" })).toEqual([{ id: "xiu/unknown-version", at: ["version"] }]);
    expect(ids({ version: "v0.13.0" })).toEqual([{ id: "xiu/unknown-version", at: ["version"] }]);
    expect(ids({ version, hls: { fragment: "2s" } })).toEqual([{ id: "xiu/unknown-key", at: ["version"] }]);
  });
});

describe("notes", () => {
  const notes = (written: unknown, others = {}) =>
    app.notes?.(app.settings.parse(written), contextOf(written, others)) ?? [];

  const release =
    "A release starts the new pod first and then ends the old one: publishers reconnect to the new one, and so do viewers.";

  test("say what a release does, and nothing more where there is nothing more to know", () => {
    expect(notes({ version })).toEqual([release]);
    expect(notes({ version, hls: {} })).toEqual([release]);
  });

  test("say which names need a DNS record, and that HLS lacks a header where xiu itself serves it", () => {
    expect(notes(web)).toEqual([
      "DNS is yours: an A record for `hls.example.org` and `httpflv.example.org`, with the address that `kubectl -n xiu-prod-namespace get ingress xiu-prod-ingress` shows.",
      "HLS straight from xiu has no CORS header: players on the pages of another host refuse it. `nginx-hls: {from: xiu-origin}` sends one.",
      release,
    ]);
  });

  test("say how to publish with a token", () => {
    expect(notes(prod)).toEqual([
      "Publishers write `?token=…` behind the stream's name, with `push_password`, or `password` where there is none, of the Secret `xiu-auth`. It is read at the start; once it has changed: `kubectl -n xiu-prod-namespace rollout restart deployment xiu-prod-deployment`",
      release,
    ]);
    expect(notes({ ...prod, auth: { algorithm: "md5" } })).toEqual([
      "Publishers write `?token=…` behind the stream's name, with the MD5 digest, in hexadecimal, of `key` and the stream's name behind it of the Secret `xiu-auth`. It is read at the start; once it has changed: `kubectl -n xiu-prod-namespace rollout restart deployment xiu-prod-deployment`",
      release,
    ]);
    expect(notes({ ...prod, auth: { publish: false, play: ["httpflv"] } })).toEqual([release]);
  });

  test("say what pushing and hooks cost", () => {
    const httpnotify = { on_publish: "http://203.0.113.9/", to: { cidrs: ["203.0.113.9/32"] } };
    expect(notes({ version, push: "xiu-edge", httpnotify }, { "xiu-edge": { replicas: 3 } })).toEqual([
      release,
      "Streams go to 3 edges, whose names are in its configuration: another number of edges restarts it, and its publishers reconnect.",
      "It connects to an edge when somebody begins to publish. An edge that restarts has a stream again when its publisher begins anew; one that cannot be reached at that moment gets no stream until this pod restarts.",
      "It waits for each answer of the hooks, without a time-out: while that server hangs nobody new can publish or play, and after a minute Kubernetes restarts the pod.",
    ]);
  });
});
