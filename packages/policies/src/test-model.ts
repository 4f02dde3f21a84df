import type { Provider } from "@weir/app/provider";
import { testCluster, testProvider } from "@weir/app/test-context";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Model } from "@weir/render/model";
import { indexModel } from "./index-model.ts";
import type { Policy } from "./policy.ts";

/** What a policy says of an environment that holds these objects, by app: `srs-edge: selects no pod: app=srs-edge.` */
export function violationsOf(
  policy: Policy,
  apps: Record<string, readonly object[]>,
  settings: Record<string, object> = {},
): string[] {
  const found = policy.check(indexModel(testModel(apps, settings)));
  return found.map(({ app, object, what }) => `${app}: ${object.kind} ${what}`);
}

/** The addresses of a test's environment: load balancers, one that each Service has to itself, with an allow-list, a domain. */
const addresses = { main: "lb-1", other: "lb-2", own: "lb-each", closed: "203.0.113.0/24", web: "example.org" };

const provider: Provider<string> = {
  ...testProvider,
  loadBalancer: (address) =>
    address === addresses.own ? { id: undefined, bandwidth: undefined } : testProvider.loadBalancer(address),
};

/** An environment whose apps make these objects. */
export function testModel(apps: Record<string, readonly object[]>, settings: Record<string, object> = {}): Model {
  const none = { shared: [], instances: [] };
  return {
    provider: provider as Provider,
    environment: {
      name: "srs-test",
      directory: "environments/srs-test",
      namespace: "srs-test-namespace",
      cluster: testCluster,
      audience: undefined,
      addresses,
      apps: Object.fromEntries(
        Object.keys(apps).map((app) => [app, { settings: settings[app] ?? {}, written: settings[app] ?? {} }]),
      ),
      events: [],
      about: undefined,
      exceptions: [],
      written: {},
      files: [],
      locate: () => ({ file: "environments/srs-test/environment.yaml", line: 1, column: 1 }),
    },
    apps: Object.entries(apps).map(([app, objects]) => ({
      app,
      target: { shared: objects as KubernetesObject[], instances: [] },
      base: none,
      probes: [],
      notes: [],
    })),
  };
}

/** A Deployment whose pods carry its selector's labels, with one container; changes go into the pod's spec. */
export function deployment(name: string, labels: Record<string, string>, pod: object = {}) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: "srs", ports: [{ name: "rtmp", containerPort: 1935 }] }], ...pod },
      },
    },
  };
}

export function service(name: string, selector: Record<string, string>, ports: object[], type = "ClusterIP") {
  return { apiVersion: "v1", kind: "Service", metadata: { name }, spec: { type, selector, ports } };
}

/** The same Service as an app makes it at an address. */
export function atAddress<Made extends { metadata: object; spec: object }>(made: Made, address: string) {
  const { type, annotations, spec } = testProvider.expose(address);
  return { ...made, metadata: { ...made.metadata, annotations }, spec: { ...made.spec, ...spec, type } };
}

/** A host name that an Ingress brings to a Service. */
export function ingress(name: string, host: string, service: string, port: object) {
  const paths = [{ path: "/", pathType: "Prefix", backend: { service: { name: service, port } } }];
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name },
    spec: { rules: [{ host, http: { paths } }] },
  };
}

/** The same by the Gateway API. */
export function httpRoute(name: string, host: string, service: string, port: number) {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name },
    spec: { hostnames: [host], rules: [{ backendRefs: [{ name: service, port }] }] },
  };
}

/** What decides how many pods a Deployment has. */
export function scaler(name: string, target: string, min: number, max: number) {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name },
    spec: { scaleTargetRef: { kind: "Deployment", name: target }, minReplicas: min, maxReplicas: max },
  };
}

/** A NetworkPolicy for the pods of an app, closed both ways but for its rules. */
export function allowing(app: string, rules: { readonly ingress?: object[]; readonly egress?: object[] }) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: app },
    spec: { podSelector: { matchLabels: { app } }, policyTypes: ["Ingress", "Egress"], ...rules },
  };
}

/** Servers, their srs.conf, and a claim that they mount at /html. */
export function hlsOrigin(hls: string, { claim = "pvc-nas", readOnly = false } = {}) {
  return [
    {
      ...deployment(
        "srs-origin",
        { app: "srs-origin" },
        {
          containers: [{ name: "srs", volumeMounts: [{ name: "html", mountPath: "/html" }] }],
          volumes: [
            { name: "config", configMap: { name: "srs-origin-config" } },
            { name: "html", persistentVolumeClaim: { claimName: claim, readOnly } },
          ],
        },
      ),
      kind: "StatefulSet",
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "srs-origin-config" },
      data: { "srs.conf": `listen 1935; vhost __defaultVhost__ { hls { ${hls} } }` },
    },
  ];
}
