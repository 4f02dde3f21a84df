import type { Context } from "@weir/app/app";
import type { Provider, WebHost } from "@weir/app/provider";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

/** The tests' own cloud, with addresses for the web: `web:example.org`. */
const webProvider: Provider = {
  ...testContext().provider,
  expose: (address) => ({ type: address === undefined ? "ClusterIP" : "NodePort", annotations: {}, spec: {} }),
  web: (address) =>
    String(address).startsWith("web:")
      ? {
          domain: String(address).slice("web:".length),
          front: () => [],
          route: ({ name, hosts }) => [route(name, ...hosts)],
        }
      : undefined,
};

function route(name: string, ...hosts: WebHost[]) {
  return { apiVersion: "example.com/v1", kind: "Route", metadata: { name }, hosts };
}

const http = { name: "http", number: 8080 };
const smallest = { version: "v6.0-r0" };
const local = { version: "v6.0-r0", hls: { fragment: "2s", window: "20s" } };

function objects(written: unknown, context?: Context): KubernetesObject[] {
  const { shared, instances } = renderTwice(app, written, context);
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

function object(written: unknown, kind: string, name?: string, context?: Context): KubernetesObject {
  return objects(written, context).find(
    (candidate) => candidate.kind === kind && (!name || candidate.metadata.name === name),
  ) as KubernetesObject;
}

function podOf(written: unknown, context?: Context) {
  return podTemplateOf(object(written, "Deployment", undefined, context));
}

function configOf(written: unknown): string {
  return (object(written, "ConfigMap") as unknown as { data: Record<string, string> }).data["srs.conf"] as string;
}

test("makes one playlist for all viewers where nginx-hls asks for it", () => {
  const config = (from: string) =>
    JSON.stringify(object(local, "ConfigMap", undefined, testContext({ settingsOf: () => ({ from }) })));
  expect(config("srs-origin")).toContain("hls_ctx off;");
  expect(config("srs-storage")).not.toContain("hls_ctx");
});

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("keeps the names that people know", () => {
  const names = (written: unknown) => objects(written).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const shared = ["Service srs-origin-service", "NetworkPolicy srs-origin", "ServiceAccount srs-origin"];
  expect(names(local)).toEqual([
    ...shared,
    "Deployment srs-origin-deploy",
    expect.stringMatching(/^ConfigMap srs-origin-config-\w{10}$/),
    "PodDisruptionBudget srs-origin-pdb",
  ]);
  expect(names({ ...local, name: "srs" })).toEqual([
    ...shared,
    "Deployment srs-deploy",
    expect.stringMatching(/^ConfigMap srs-config-\w{10}$/),
    "PodDisruptionBudget srs-pdb",
  ]);
});

test("is one instance, called as its objects are, and known to others by the same label", () => {
  for (const name of ["srs-origin", "srs"]) {
    const [instance] = renderTwice(app, { ...local, name }).instances;
    expect(instance).toMatchObject({ name: "", prefix: `${name}-`, labels: { run: name } });
    expect(podOf({ ...local, name })?.metadata?.labels).toMatchObject({ app: "srs-origin", run: name });
  }
});

const hooks = {
  on_publish: "http://hooks.backend.svc/api/v1/streams",
  on_unpublish: "http://hooks.backend.svc/api/v1/streams",
  to: { namespaces: ["backend"], ports: [8085] },
};

test.each([
  ["its base", app.base],
  ["HLS", local],
  ["the other name", { ...local, name: "srs" }],
  ["nginx", { ...local, nginx: { address: "main" } }],
  ["HTTPS", { ...local, https: { secretName: "web-tls" } }],
  ["hooks", { ...local, http_hooks: hooks }],
  ["an allow-list", { ...local, address: "main", publish: { allow: ["203.0.113.0/24"] } }],
  ["recordings", { ...local, dvr: {} }],
  ["metrics", { ...local, metrics: { namespace: "monitoring" } }],
  ["reloads", { ...local, reload: "inotify" }],
])("gives pods with %s no rights, and every port a name and a probe", (_, written) => {
  expect(faultsOfPods(renderTwice(app, written), { unprobed: ["https", "metrics"] })).toEqual([]);
});

test("never runs twice behind one Service, not even during a release", () => {
  expect(object(local, "Deployment")).toMatchObject({ spec: { replicas: 1, strategy: { type: "Recreate" } } });
});

test("takes publishers and viewers from anywhere at an address, from its own environment without one", () => {
  const open = { ...local, address: "main" };
  expect(object(open, "Service")).toMatchObject({
    spec: {
      type: "LoadBalancer",
      ports: [
        { name: "rtmp", port: 1935 },
        { name: "http", port: 8080 },
      ],
    },
  });
  expect(object(open, "NetworkPolicy")).toMatchObject({
    spec: {
      policyTypes: ["Ingress"],
      ingress: [
        {
          ports: [
            { port: 1935, protocol: "TCP" },
            { port: 8080, protocol: "TCP" },
          ],
        },
      ],
    },
  });
  expect(object(open, "NetworkPolicy")).not.toHaveProperty("spec.ingress.0.from");
  const from = (...apps: string[]) => apps.map((app) => ({ podSelector: { matchLabels: { app } } }));
  expect(object(local, "Service")).toMatchObject({ spec: { type: "ClusterIP" } });
  expect(object(local, "NetworkPolicy")).toMatchObject({
    spec: {
      ingress: [{ from: from("srs-edge"), ports: [{ port: 1935, protocol: "TCP" }] }],
    },
  });
});

test("makes HLS on a disk of its own, bounded, where it is asked to", () => {
  const pod = podOf(local);
  expect(pod?.spec.volumes).toContainEqual({ name: "html", emptyDir: { sizeLimit: "1Gi" } });
  expect(pod?.spec.containers[0]?.resources?.requests).toMatchObject({ "ephemeral-storage": "1Gi" });
  expect(configOf(local)).toContain("hls_path /html;\n        hls_fragment 2;\n        hls_window 20;");
  expect(configOf(app.base)).not.toContain("hls");
});

describe("of the source document's mistakes", () => {
  test("the API is in no Service", () => {
    expect(JSON.stringify(object({ ...local, address: "main" }, "Service"))).not.toContain("1985");
  });

  test("every port of the Service is one that the server listens on", () => {
    expect(configOf(local)).toContain("listen 1935;");
    expect(configOf(local)).toContain("http_server {\n    enabled on;\n    listen 8080;");
  });

  test("a changed configuration restarts the server", () => {
    expect(object({ ...local, max_connections: 2000 }, "ConfigMap").metadata.name).not.toBe(
      object(local, "ConfigMap").metadata.name,
    );
  });
});

test("puts the image's pages where HLS goes, before the server starts, and nowhere without HLS", () => {
  expect(podOf(local)?.spec.initContainers).toMatchObject([
    {
      name: "pages",
      image: "ossrs/srs:v6.0-r0",
      command: ["/bin/sh", "-c", "[ -f /html/index.html ] || cp -R ./objs/nginx/html/. /html/"],
      volumeMounts: [{ name: "html", mountPath: "/html" }],
    },
  ]);
  expect(podOf(app.base)?.spec).not.toHaveProperty("initContainers");
});

describe("nginx beside it", () => {
  const both = { ...local, address: "main", nginx: { address: "main" } };

  test("serves the same disk, which it cannot write to", () => {
    const containers = podOf(both)?.spec.containers ?? [];
    expect(containers.map(({ name }) => name)).toEqual(["srs", "nginx"]);
    expect(containers[1]?.volumeMounts).toContainEqual({ name: "html", mountPath: "/html", readOnly: true });
    expect(containers[1]?.ports).toEqual([{ name: "hls", containerPort: 8081, protocol: "TCP" }]);
  });

  test("is reached on port 80 through a Service of its own", () => {
    expect(object(both, "Service", "srs-http-service")).toMatchObject({
      metadata: { annotations: { "example.com/balancer": "lb-test" } },
      spec: {
        type: "LoadBalancer",
        selector: { app: "srs-origin" },
        ports: [{ name: "hls", port: 80, protocol: "TCP", targetPort: "hls" }],
      },
    });
    expect(object(both, "NetworkPolicy")).toMatchObject({
      spec: { ingress: [{ ports: [{ port: 1935 }, { port: 8080 }] }, { ports: [{ port: 8081 }] }] },
    });
  });

  test("serves HTTPS, asks about viewers and stands before other servers, if told to", () => {
    const auth = { url: "http://auth.accounts:8080/hls", files: "playlists" };
    const nginx = { address: "main", tls: { secretName: "web-tls" }, auth };
    const written = { ...both, nginx };
    expect(podOf(written)?.spec.containers[1]?.ports?.map(({ containerPort }) => containerPort)).toEqual([8081, 8444]);
    expect(podOf(written)?.spec.volumes).toContainEqual(expect.objectContaining({ name: "nginx-tls" }));
    expect(object(written, "Service", "srs-http-service")).toMatchObject({
      spec: { ports: [{ port: 80 }, { port: 443 }] },
    });
    expect(object(written, "NetworkPolicy")).toMatchObject({
      spec: {
        ingress: [{ ports: [{ port: 1935 }, { port: 8080 }] }, { ports: [{ port: 8081 }, { port: 8444 }] }],
        egress: [{ ports: [{ port: 8080 }] }],
      },
    });
    expect(faultsOfPods(renderTwice(app, written))).toEqual([]);
  });

  test("has a configuration whose change restarts the pod", () => {
    const names = renderTwice(app, both).instances.flatMap(({ resources }) =>
      resources.filter(({ kind }) => kind === "ConfigMap").map(({ metadata }) => metadata.name),
    );
    expect(names).toEqual([
      expect.stringMatching(/^srs-origin-config-\w{10}$/),
      expect.stringMatching(/^srs-origin-nginx-config-\w{10}$/),
    ]);
    expect(podOf(both)?.spec.volumes).toContainEqual({ name: "nginx-config", configMap: { name: names[1] } });
  });

  test("is of the pod's class, or the pod would be of none", () => {
    const guaranteed = { ...both, resources: { qos: "Guaranteed" } };
    const pod = podOf(guaranteed)?.spec;
    for (const { resources } of [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])]) {
      expect(resources?.limits?.cpu).toBe(resources?.requests?.cpu);
    }
    const own = { ...both, nginx: { resources: { cpu: "1" } } };
    expect(podOf(own)?.spec.containers[1]?.resources).toEqual({
      requests: { cpu: "1", memory: "128Mi" },
      limits: { memory: "128Mi" },
    });
  });
});

describe("by host name", () => {
  const context = testContext({ addresses: { main: "lb-test", web: "web:example.org" }, provider: webProvider });
  const web = (host: string) => ({ address: "web", host });

  test("HTTP-FLV and HLS are apart, because one lasts as long as somebody watches", () => {
    const written = { ...local, flv: web("flv"), hls: { ...local.hls, ...web("hls") } };
    const routes = objects(written, context).filter(({ kind }) => kind === "Route");
    expect(routes).toEqual([
      route("srs-flv", { host: "flv.example.org", service: "srs-origin-web", port: http, endless: true }),
      route("srs-hls", { host: "hls.example.org", service: "srs-origin-web", port: http, endless: false }),
    ]);
    expect(object(written, "NetworkPolicy", undefined, context)).toMatchObject({
      spec: { ingress: [{ ports: [{ port: 8080 }] }, { ports: [{ port: 1935 }] }] },
    });
    expect(object(written, "Service", "srs-origin-web", context)).toMatchObject({
      spec: { type: "NodePort", ports: [{ name: "http", port: 8080 }] },
    });
    expect(object(written, "Service", "srs-origin-service", context)).toMatchObject({
      spec: { type: "ClusterIP", ports: [{ name: "rtmp", port: 1935 }] },
    });
  });

  test("the address for publishers then has RTMP alone, which may be for some", () => {
    const provider: Provider = {
      ...webProvider,
      expose: (address) => ({
        ...webProvider.expose(address),
        ...(address === "lb-test" && { visitors: ["203.0.113.0/24"] }),
      }),
    };
    const allowing = { ...context, provider };
    const written = { ...local, address: "main", flv: web("flv") };
    expect(object(written, "NetworkPolicy", undefined, allowing)).toMatchObject({
      spec: {
        ingress: [
          { from: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: [{ port: 1935 }] },
          { ports: [{ port: 8080 }] },
          { from: [{ podSelector: { matchLabels: { app: "srs-edge" } } }], ports: [{ port: 1935 }] },
        ],
      },
    });
    const service = object(written, "Service", "srs-origin-service", allowing) as unknown as {
      spec: { ports: unknown };
    };
    expect(service.spec.ports).toMatchObject([{ port: 1935 }]);
    const fetched = { ...allowing, settingsOf: () => ({ from: "srs-origin" }) };
    expect(object(written, "Service", "srs-origin-service", fetched)).toMatchObject({
      spec: { ports: [{ port: 1935 }, { port: 8080 }] },
    });
  });

  test("nginx is reached as well", () => {
    const written = { ...local, nginx: web("hls") };
    expect(objects(written, context).filter(({ kind }) => kind === "Route")).toEqual([
      route("srs-http", {
        host: "hls.example.org",
        service: "srs-http-service",
        port: { name: "hls", number: 80 },
        endless: false,
      }),
    ]);
  });

  const problems = (change: object) =>
    app.check?.(app.settings.parse({ ...local, ...change }), context)?.map(({ id, at }) => ({ id, at }));

  test("what cannot be is reported where it is written", () => {
    expect(problems({ flv: web("flv"), hls: web("hls"), nginx: web("play") })).toEqual([]);
    expect(problems({ address: "web" })).toEqual([{ id: "addresses/http-only", at: ["address"] }]);
    expect(problems({ flv: { address: "main", host: "flv" } })).toEqual([
      { id: "addresses/tcp-only", at: ["flv", "address"] },
    ]);
    expect(problems({ hls: { address: "main" } })).toEqual([{ id: "addresses/tcp-only", at: ["hls", "address"] }]);
    expect(problems({ flv: web("flv"), https: { secretName: "web-tls" } })).toEqual([
      { id: "origin/https-behind-web", at: ["https"] },
    ]);
    expect(problems({ hls: { address: "web" } })).toEqual([{ id: "addresses/host-missing", at: ["hls", "address"] }]);
    expect(problems({ hls: { address: "wbe" } })).toEqual([{ id: "addresses/unknown", at: ["hls", "address"] }]);
    expect(problems({ hls: { host: "hls" } })).toEqual([{ id: "addresses/host-without-address", at: ["hls", "host"] }]);
    expect(problems({ nginx: { ...web("hls"), tls: { secretName: "web-tls" } } })).toEqual([
      { id: "nginx/tls-behind-web", at: ["nginx", "tls"] },
    ]);
    expect(problems({ nginx: { version: "1" } })).toEqual([{ id: "nginx/unknown-version", at: ["nginx", "version"] }]);
    expect(problems({ nginx: { address: "web" } })).toEqual([
      { id: "addresses/host-missing", at: ["nginx", "address"] },
    ]);
  });
});

describe("lets in", () => {
  const peers = (written: unknown, changes: Partial<Context>) => {
    const policy = object(written, "NetworkPolicy", undefined, testContext(changes)) as unknown as {
      spec: { ingress: { from?: unknown; ports: { port: number }[] }[] };
    };
    return policy.spec.ingress.map(({ from, ports }) => [from, ports.map(({ port }) => port)]);
  };
  const pods = (...apps: string[]) => apps.map((app) => ({ podSelector: { matchLabels: { app } } }));

  test("srs-demo where it publishes here, and nginx-hls where it fetches HLS from here", () => {
    const settingsOf = (publishTo: string) => () => ({ publishTo });
    const demo = { apps: new Set(["srs-demo"]) };
    expect(peers(smallest, { ...demo, settingsOf: settingsOf("srs-origin") })).toEqual([
      [pods("srs-edge", "srs-demo"), [1935]],
    ]);
    expect(peers(smallest, { ...demo, settingsOf: settingsOf("srs-edge") })).toEqual([[pods("srs-edge"), [1935]]]);
    expect(peers(local, { settingsOf: () => ({ from: "srs-origin" }) })).toEqual([
      [pods("srs-edge"), [1935]],
      [pods("nginx-origin"), [8080]],
    ]);
    expect(peers(local, { settingsOf: () => ({ from: "srs-storage" }) })).toEqual([[pods("srs-edge"), [1935]]]);
  });

  test("edges too, where an address is for some", () => {
    const provider: Provider = {
      ...testContext().provider,
      expose: () => ({ type: "LoadBalancer", annotations: {}, spec: {}, visitors: ["203.0.113.0/24"] }),
    };
    expect(peers({ ...smallest, address: "main" }, { provider })).toEqual([
      [[{ ipBlock: { cidr: "203.0.113.0/24" } }], [1935, 8080]],
      [pods("srs-edge"), [1935]],
    ]);
  });

  test("Prometheus to the metrics, and clients to HTTPS", () => {
    const metrics = { ...smallest, metrics: { namespace: "monitoring" } };
    const monitoring = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }];
    expect(peers(metrics, {})).toEqual([
      [pods("srs-edge"), [1935]],
      [monitoring, [9972]],
    ]);
    const https = { ...smallest, address: "main", https: { secretName: "web-tls" } };
    expect(peers(https, {})).toEqual([[undefined, [1935, 8080, 8443]]]);
    expect(object(https, "Service")).toMatchObject({
      spec: { ports: [{ port: 1935 }, { port: 8080 }, { name: "https", port: 443, targetPort: "https" }] },
    });
  });
});

test("lets out to the hooks' servers and to nothing else", () => {
  expect(object({ ...local, http_hooks: hooks }, "NetworkPolicy")).toMatchObject({
    spec: {
      policyTypes: ["Ingress", "Egress"],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "backend" } } }],
          ports: [{ port: 8085, protocol: "TCP" }],
        },
      ],
    },
  });
});

test("hands on the address of whoever publishes, where an allow-list asks for it", () => {
  const written = { ...local, address: "main", publish: { allow: ["203.0.113.0/24"] } };
  expect(object(written, "Service")).toMatchObject({ spec: { externalTrafficPolicy: "Local" } });
  expect(object({ ...local, address: "main" }, "Service")).toMatchObject({
    spec: { externalTrafficPolicy: "Cluster" },
  });
});

test("has the operator make its Secret, where the environment says so", () => {
  const https = { secretName: "web-tls", external: { store: "vault", key: "live/web-tls" } };
  expect(object({ ...local, https }, "ExternalSecret")).toMatchObject({
    metadata: { name: "web-tls" },
    spec: { dataFrom: [{ extract: { key: "live/web-tls" } }] },
  });
});

describe("reloads by inotify, if asked to", () => {
  const inotify = { ...local, reload: "inotify" };
  const digest = (written: unknown) => podOf(written)?.metadata?.annotations?.["weir/restart-digest"];

  test("what SRS can reload restarts nothing", () => {
    expect(object(inotify, "ConfigMap").metadata.name).toBe("srs-origin-config");
    expect(configOf(inotify)).toContain("inotify_auto_reload on;");
    expect(digest(inotify)).toMatch(/^[0-9a-f]{16}$/);
    const shorter = { ...inotify, hls: { ...local.hls, window: "10s" } };
    expect(configOf(shorter)).not.toBe(configOf(inotify));
    expect(podOf(shorter)).toEqual(podOf(inotify));
  });

  test("what it cannot, restarts it", () => {
    expect(digest({ ...inotify, metrics: { namespace: "monitoring" } })).not.toBe(digest(inotify));
  });

  test("nothing of this is there otherwise", () => {
    expect(configOf(local)).not.toContain("inotify");
    expect(digest(local)).toBeUndefined();
  });
});

describe("reports", () => {
  const problems = (written: object, changes: Partial<Context> = {}) =>
    app.check?.(app.settings.parse({ ...local, ...written }), testContext(changes));

  test("nothing about settings that are right", () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({ address: "main", nginx: { address: "main" }, reload: "inotify", https: { secretName: "a" } }),
    ).toEqual([]);
    expect(problems({ publish: { allow: ["203.0.113.0/24"] }, http_hooks: hooks })).toEqual([]);
    expect(problems({ dvr: {}, metrics: { namespace: "a" } }, { apps: new Set(["srs-storage"]) })).toEqual([]);
  });

  test("an unknown address and an unknown version", () => {
    expect(problems({ version: "9", address: "mian" })?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "addresses/unknown", at: ["address"] },
      { id: "srs/unknown-version", at: ["version"] },
    ]);
  });

  test("nginx without anything to serve", () => {
    expect(object({ ...smallest, nginx: {} }, "Service", "srs-http-service")).toBeUndefined();
    expect(problems({ hls: undefined, nginx: {} })).toEqual([
      {
        id: "origin/nginx-without-hls",
        severity: "error",
        at: ["nginx"],
        what: "nginx serves HLS, and this origin makes none.",
        why: "Whoever asks it for a stream gets 404.",
        fix: "add hls: {}, or remove nginx.",
      },
    ]);
  });

  test("options that the version has not, each by its directive", () => {
    const written = { hls: undefined, https: { secretName: "a" }, metrics: { namespace: "b" }, reload: "inotify" };
    const found = problems({ ...written, version: "v4.0.15" })?.filter(({ id }) => id === "srs/directive-version");
    expect(found?.map(({ at, what }) => [...at, what.split(/[,:]/)[0]])).toEqual([
      ["version", "SRS 4.0.15 does not know inotify_auto_reload"],
      ["version", "SRS 4.0.15 does not know exporter"],
      ["version", "SRS 4.0.15 does not know http_server.https"],
    ]);
  });

  test("recordings on a shared file system that is not there", () => {
    expect(problems({ dvr: {} })).toEqual([
      {
        id: "storage/missing",
        severity: "error",
        at: ["dvr"],
        what: "Recordings go to the shared file system, and this environment has no srs-storage.",
        why: "Origins wait for a claim that nobody makes: no stream can be published.",
        fix: "add srs-storage, or remove dvr.",
      },
    ]);
  });

  test("an allow-list that the version does not understand, and a certificate that it sends a part of", () => {
    const written = { publish: { allow: ["203.0.113.0/24"] }, https: { secretName: "web-tls" } };
    expect(problems({ ...written, version: "v4.0.247" })?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "srs/tls-chain", at: ["https"] },
      { id: "srs/allow-network", at: ["version"] },
    ]);
  });

  test("an option that the version lacks, and a short playlist, in the words of its settings", () => {
    const lacks = problems({ version: "v4.0-r5", metrics: { namespace: "monitoring" } });
    expect(lacks?.map(({ id, fix }) => [id, fix])).toEqual([
      ["srs/directive-version", "remove metrics, or use 5.0.67 or later."],
    ]);
    expect(problems({ hls: { fragment: "60s", window: "60s" } })?.map(({ id, fix }) => [id, fix])).toEqual([
      ["srs/hls-window", "write hls.window: 180s or more."],
    ]);
  });

  test("an allow-list that edges are not on", () => {
    const settingsOf = (name: string) => (name === "srs-edge" ? { serves: ["rtmp"] } : undefined);
    const found = problems({ publish: { allow: ["203.0.113.0/24"] } }, { settingsOf });
    expect(found?.map(({ id, at }) => ({ id, at }))).toEqual([{ id: "srs/publish-through-edges", at: ["publish"] }]);
  });

  test("one Secret that is to be made from two things; from one, it is made once", () => {
    const tls = (key: string) => ({ secretName: "web-tls", external: { store: "vault", key } });
    const both = (key: string) => ({ https: tls("a"), hls: {}, nginx: { tls: tls(key) } });
    expect(problems(both("b"))?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "secrets/made-twice", at: ["nginx", "tls", "external"] },
    ]);
    expect(problems(both("a"))).toEqual([]);
    const made = renderTwice(app, { ...local, ...both("a") }).shared.filter(({ kind }) => kind === "ExternalSecret");
    expect(made.map(({ metadata }) => metadata.name)).toEqual(["web-tls"]);
  });

  test("a reload that SRS 7 does not do", () => {
    expect(problems({ version: "v7.0-a0", reload: "inotify" })?.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "srs/no-reload", at: ["version"] },
    ]);
    expect(problems({ version: "v7.0-a0" })).toEqual([]);
  });
});

test("refuses replicas: two origins behind one Service would each have half of the streams", () => {
  expect(app.settings.safeParse({ ...local, replicas: 2 }).error?.issues.map(({ message }) => message)).toEqual([
    'Unrecognized key: "replicas"',
  ]);
});
