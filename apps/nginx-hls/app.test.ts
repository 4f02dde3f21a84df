import type { Context } from "@weir/app/app";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { describe, expect, test } from "vitest";
import app from "./app.ts";

const prod = { replicas: 2, address: "main" };

function object(written: unknown, kind: string, context?: Context): KubernetesObject {
  return renderTwice(app, written, context).shared.find((candidate) => candidate.kind === kind) as KubernetesObject;
}

function configOf(written: unknown, context?: Context): string {
  return (object(written, "ConfigMap", context) as unknown as { data: Record<string, string> }).data[
    "nginx.conf"
  ] as string;
}

const pod = podTemplateOf(object(prod, "Deployment"));

const cluster = { from: "srs-origin-cluster", replicas: 2 };
const tls = { secretName: "web-tls" };
const auth = { url: "http://auth.accounts:8080/hls" };
const proxy = { "/console/": { url: "http://website:3000", to: { apps: ["website"] } } };
const web = testContext({ addresses: { main: "lb-test", web: "example.org" } });

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("keeps the names that people know", () => {
  const names = renderTwice(app, prod).shared.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual([
    "Deployment nginx-origin-deploy",
    expect.stringMatching(/^ConfigMap nginx-hls-config-\w{10}$/),
    "Service srs-http-service",
    "PodDisruptionBudget nginx-origin-pdb",
    "NetworkPolicy nginx-hls",
    "ServiceAccount nginx-hls",
  ]);
});

test.each([
  ["its base", app.base],
  ["an address", prod],
  ["a cache", cluster],
  ["everything", { ...cluster, address: "main", tls, auth, proxy }],
])("gives pods with %s no rights, and every port a name and a probe", (_, written) => {
  expect(faultsOfPods(renderTwice(app, written))).toEqual([]);
});

test("serves port 80 of its address from a port that needs no root, to anybody", () => {
  expect(object(prod, "Service")).toMatchObject({
    metadata: { annotations: { "example.com/balancer": "lb-test" } },
    spec: { type: "LoadBalancer", ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }] },
  });
  expect(pod?.spec.containers[0]?.ports).toEqual([{ name: "http", containerPort: 8080, protocol: "TCP" }]);
  expect(object(prod, "NetworkPolicy")).toMatchObject({
    spec: { ingress: [{ ports: [{ port: 8080, protocol: "TCP" }] }] },
  });
  expect(object(app.base, "Service")).toMatchObject({ spec: { type: "ClusterIP" } });
});

test("reads the shared file system and cannot write it", () => {
  expect(pod?.spec.volumes).toContainEqual({
    name: "html",
    persistentVolumeClaim: { claimName: "pvc-nas", readOnly: true },
  });
  expect(pod?.spec.containers[0]?.volumeMounts).toContainEqual({
    name: "html",
    mountPath: "/usr/share/nginx/html",
    readOnly: true,
  });
  const config = object(prod, "ConfigMap") as unknown as { data: Record<string, string> };
  expect(config.data["nginx.conf"]).toContain("root /usr/share/nginx/html;");
});

test("restarts with its configuration, whose name is its content", () => {
  expect(pod?.spec.volumes).toContainEqual({
    name: "nginx-config",
    configMap: { name: object(prod, "ConfigMap").metadata.name },
  });
});

test("gives a stopping pod the time that its downloads are given", () => {
  expect(pod?.spec.terminationGracePeriodSeconds).toBe(40);
  expect(pod?.spec.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
});

describe("of the source document's mistakes", () => {
  test("the image has a version", () => {
    expect(pod?.spec.containers[0]?.image).toBe("nginx:1.29.3");
  });

  test("nginx runs as its own user, not as root", () => {
    expect(pod?.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 101, runAsGroup: 101 });
  });

  test("no container copies the console's pages beside it", () => {
    expect(pod?.spec.containers.map(({ name }) => name)).toEqual(["nginx"]);
    expect(JSON.stringify(pod)).not.toContain("[[");
  });
});

describe("from an origin", () => {
  test.each([
    ["srs-origin", "srs-origin-service", "hls_ctx", "srs-origin"],
    ["srs-origin-cluster", "socs", "hls_ctx", "srs-origin"],
    ["srs-origin-deployments", "srs-origin-socs", "hls_ctx", "srs-origin"],
    ["xiu-origin", "xiu-prod-service", "token", "xiu"],
  ])("asks %s by the name %s, with %s, and may call its pods and nobody else", (from, service, argument, pods) => {
    const context = testContext({ environment: "xiu-prod" });
    const text = configOf({ ...cluster, from }, context);
    expect(text).toContain(`proxy_pass http://${service}.$own_domain:8080;`);
    expect(text).toContain(`map $arg_${argument} $origin_args {`);
    expect(object({ ...cluster, from }, "NetworkPolicy", context)).toMatchObject({
      spec: {
        policyTypes: ["Ingress", "Egress"],
        egress: [{ to: [{ podSelector: { matchLabels: { app: pods } } }], ports: [{ port: 8080, protocol: "TCP" }] }],
      },
    });
  });

  test("keeps it on a disk of its own, and mounts no claim", () => {
    const { spec } = podTemplateOf(object({ ...cluster, cache: { size: "2Gi" } }, "Deployment")) ?? {};
    expect(spec?.volumes?.map(({ name }) => name)).toEqual(["nginx-config", "nginx-tmp", "nginx-cache"]);
    expect(spec?.volumes).toContainEqual({ name: "nginx-cache", emptyDir: { sizeLimit: "2Gi" } });
    expect(configOf(cluster)).toContain("max_size=768m");
  });

  test("says nothing of how many origins there are: more of them restart no nginx", () => {
    const context = (replicas: number) => testContext({ settingsOf: () => ({ replicas, hls: {} }) });
    expect(renderTwice(app, cluster, context(3))).toEqual(renderTwice(app, cluster, context(29)));
  });
});

describe("with options", () => {
  test("serves HTTPS on 443, with a Secret that somebody makes or the store does", () => {
    const written = { ...prod, tls: { ...tls, external: { store: "vault", key: "live/tls" } } };
    expect(object(written, "Service")).toMatchObject({
      spec: {
        ports: [
          { name: "http", port: 80, targetPort: "http" },
          { name: "https", port: 443, targetPort: "https" },
        ],
      },
    });
    expect(object(written, "NetworkPolicy")).toMatchObject({
      spec: { ingress: [{ ports: [{ port: 8080 }, { port: 8443 }] }] },
    });
    expect(object(written, "ExternalSecret")).toMatchObject({ metadata: { name: "web-tls" } });
    expect(object({ ...prod, tls }, "ExternalSecret")).toBeUndefined();
  });

  test("may call the servers that it is told of", () => {
    expect(object({ ...prod, auth, proxy }, "NetworkPolicy")).toMatchObject({
      spec: {
        egress: [
          {
            to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "accounts" } } }],
            ports: [{ port: 8080 }],
          },
          { to: [{ podSelector: { matchLabels: { app: "website" } } }], ports: [{ port: 3000 }] },
        ],
      },
    });
    expect(object(prod, "NetworkPolicy")).toMatchObject({ spec: { policyTypes: ["Ingress"] } });
  });

  test("has as many pods as Kubernetes says, and states no number then", () => {
    const written = { address: "main", scale: { min: 2, max: 6 } };
    expect(object(written, "Deployment")).not.toHaveProperty("spec.replicas");
    expect(object(written, "HorizontalPodAutoscaler")).toMatchObject({
      metadata: { name: "nginx-origin-autoscaling" },
      spec: { scaleTargetRef: { kind: "Deployment", name: "nginx-origin-deploy" }, minReplicas: 2, maxReplicas: 6 },
    });
  });

  test("is reached by host name where the address has names", () => {
    const written = { replicas: 2, address: "web", host: "hls" };
    expect(object(written, "Ingress", web)).toMatchObject({
      metadata: { name: "nginx-hls-ingress" },
      spec: {
        rules: [
          {
            host: "hls.example.org",
            http: { paths: [{ backend: { service: { name: "srs-http-service", port: { name: "http" } } } }] },
          },
        ],
      },
    });
    expect(object(written, "Service", web)).toMatchObject({ spec: { type: "NodePort", ports: [{ port: 80 }] } });
    expect(object(prod, "Ingress", web)).toBeUndefined();
  });

  test("lets in who an address lets in", () => {
    const context = testContext({ addresses: { main: "203.0.113.0/24" } });
    expect(object(prod, "NetworkPolicy", context)).toMatchObject({
      spec: { ingress: [{ from: [{ ipBlock: { cidr: "203.0.113.0/24" } }] }] },
    });
  });

  test("serves a folder of the file system, and pages", () => {
    const written = { ...prod, root: "live/hls", pages: true };
    expect(configOf(written)).toContain("root /usr/share/nginx/html/live/hls;");
    expect(configOf(written)).toContain("index index.html;");
  });

  test("tells whoever runs it what a certificate, a question and several origins mean", () => {
    const notesOf = (written: unknown) => app.notes?.(app.settings.parse(written), testContext());
    expect(notesOf(prod)).toEqual([]);
    expect(notesOf({ ...cluster, tls, auth })).toEqual([
      "A certificate that is renewed in Secret web-tls is used within about a minute, without a restart. New pods wait until there is one that fits its key; running ones refuse HTTPS while there is none.",
      "Nobody gets HLS while the server that is asked about viewers does not answer.",
      "Which origin has a stream is found by asking them in turn: a playlist or a segment costs a request to each until one has it.",
    ]);
  });
});

describe("reports", () => {
  const withStorage = testContext({ apps: new Set(["nginx-hls", "srs-storage"]) });
  const findings = (written: unknown, context: Context = withStorage) =>
    app.check?.(app.settings.parse(written), context);
  const withOrigin = (hls: unknown) =>
    testContext({ apps: new Set(["srs-origin-cluster"]), settingsOf: () => ({ hls }) });

  test("nothing about settings that fit", () => {
    expect(findings(prod)).toEqual([]);
    expect(findings(cluster, withOrigin({}))).toEqual([]);
    expect(findings({ ...cluster, from: "xiu-origin" }, testContext({ apps: new Set(["xiu-origin"]) }))).toEqual([]);
    expect(
      findings({ replicas: 1, address: "web", host: "hls" }, { ...withStorage, addresses: web.addresses }),
    ).toEqual([]);
  });

  test("an environment without a shared file system, and an unknown address", () => {
    expect(findings({ ...prod, address: "web" })?.map(({ id }) => id)).toEqual(["addresses/unknown"]);
    expect(findings(prod, testContext())).toEqual([
      {
        id: "storage/missing",
        severity: "error",
        at: [],
        what: "nginx-hls serves HLS from the shared file system, and this environment has no srs-storage.",
        why: "Its pods wait for a claim that nobody makes: no HLS for anybody.",
        fix: "add srs-storage and hls: {store: nas} to srs-origin-cluster, or write from: and the app whose HLS it is to cache.",
      },
    ]);
  });

  test("an origin that is not there, or makes no HLS", () => {
    expect(findings(cluster)).toEqual([
      {
        id: "hls/no-origin",
        severity: "error",
        at: ["from"],
        what: "nginx-hls serves the HLS of srs-origin-cluster, and this environment has no srs-origin-cluster.",
        why: "Every viewer gets an error.",
        fix: "add srs-origin-cluster, or name the app that makes HLS here.",
      },
    ]);
    expect(findings(cluster, withOrigin(undefined))).toEqual([
      {
        id: "hls/not-made",
        severity: "error",
        at: ["from"],
        what: "nginx-hls serves the HLS of srs-origin-cluster, which makes none.",
        why: "Every viewer gets 404.",
        fix: "write hls: {} under srs-origin-cluster, or remove nginx-hls.",
      },
    ]);
  });

  test.each([
    ["root", "live"],
    ["pages", false],
  ])("%s beside an origin", (key, value) => {
    expect(findings({ ...cluster, [key]: value }, withOrigin({}))).toEqual([
      {
        id: "hls/misfit",
        severity: "error",
        at: [key],
        what: `${key} is about the shared file system, and HLS comes from srs-origin-cluster.`,
        why: "It would change nothing, and whoever wrote it counts on it.",
        fix: `remove ${key}.`,
      },
    ]);
  });

  test("a cache beside the shared file system", () => {
    expect(findings({ ...prod, cache: { size: "1Gi" } })).toEqual([
      {
        id: "hls/misfit",
        severity: "error",
        at: ["cache"],
        what: "The shared file system is read directly, without a cache.",
        why: "It would change nothing, and whoever wrote it counts on it.",
        fix: "remove cache, or write from: and the origin that it is in front of.",
      },
    ]);
  });

  const recording = (path: string, app = "srs-origin-cluster") => ({
    ...withStorage,
    settingsOf: (name: string) => (name === app ? { dvr: { path } } : undefined),
  });

  test("recordings that pages gives to everybody", () => {
    expect(findings({ ...prod, pages: true }, recording("dvr"))).toEqual([
      {
        id: "hls/public-recordings",
        severity: "warning",
        at: ["pages"],
        what: "pages also serves what srs-origin-cluster records in dvr, and nobody is asked who may have it.",
        why: "Whoever guesses a name downloads the recording.",
        fix: "write auth, a root that does not hold dvr, or remove pages.",
      },
    ]);
    for (const [root, path] of [
      ["live", "live/dvr"],
      ["dvr/live", "dvr"],
    ] as const) {
      expect(findings({ ...prod, pages: true, root }, recording(path, "srs-origin"))).toHaveLength(1);
    }
  });

  test("no recordings that are elsewhere, not served, or asked for", () => {
    expect(findings({ ...prod, pages: true, root: "live" }, recording("live-dvr"))).toEqual([]);
    expect(findings({ ...prod, pages: true, auth }, recording("dvr"))).toEqual([]);
    expect(findings(prod, recording("dvr"))).toEqual([]);
  });

  test("that no pod runs", () => {
    expect(findings({ replicas: 0 })).toEqual([
      {
        id: "scale/no-pods",
        severity: "error",
        at: ["replicas"],
        what: "No pod runs with 0 replicas.",
        why: "Nobody can watch.",
        fix: "replicas: 1 or more.",
      },
    ]);
  });

  test("a host that is missing, or too much", () => {
    const context = { ...withStorage, addresses: web.addresses };
    expect(findings({ replicas: 1, address: "web" }, context)?.map(({ id, at }) => [id, at])).toEqual([
      ["addresses/host-missing", ["address"]],
    ]);
    expect(findings({ replicas: 1, address: "main", host: "hls" }, context)?.map(({ id, at }) => [id, at])).toEqual([
      ["addresses/tcp-only", ["address"]],
    ]);
    expect(findings({ replicas: 1, host: "hls" }, context)?.map(({ id, at }) => [id, at])).toEqual([
      ["addresses/host-without-address", ["host"]],
    ]);
  });

  test("a certificate at an address that has its own, an nginx that is none, and two counts", () => {
    const context = { ...withStorage, addresses: web.addresses };
    const written = {
      version: "stable",
      replicas: 1,
      scale: { min: 2, max: 3 },
      address: "web",
      host: "hls",
      tls,
    };
    expect(findings(written, context)?.map(({ id, at }) => [id, at])).toEqual([
      ["scale/with-replicas", ["replicas"]],
      ["nginx/unknown-version", ["version"]],
      ["nginx/tls-behind-web", ["tls"]],
    ]);
  });
});

test.each([
  "a;b",
  "a{b",
  "a}",
  "a\n",
  'a"',
  "a'",
  "$a",
  "a b",
  "a\\",
  "a#",
  "..",
  ".",
  "a/../b",
  "a//b",
  "/a",
  "a/",
  "é",
  "",
])("refuses the root %j, which nginx.conf could not name", (root) => {
  expect(app.settings.safeParse({ replicas: 1, root }).error?.issues).toMatchObject([
    {
      path: ["root"],
      message:
        "a root is named from the top of the file system, of letters, digits and - _ ., with no folder that begins with a dot",
    },
  ]);
});

test("refuses a cache that holds nothing, and a certificate without a Secret", () => {
  expect(app.settings.safeParse({ ...cluster, cache: { size: "63Mi" } }).error?.issues).toMatchObject([
    { path: ["cache", "size"], message: "it must be 64Mi or more" },
  ]);
  expect(app.settings.safeParse({ ...cluster, cache: { size: "9999999Ti" } }).error?.issues).toMatchObject([
    { path: ["cache", "size"], message: "it must be 1Ti or less" },
  ]);
  expect(app.settings.safeParse({ replicas: 1, tls: {} }).error?.issues).toMatchObject([
    { path: ["tls", "secretName"] },
  ]);
});
