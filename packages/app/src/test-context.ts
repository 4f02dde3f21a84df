import type { KubernetesObject } from "@weir/kubernetes/object";
import { z } from "zod";
import type { App, Context, Rendered } from "./app.ts";
import type { Cluster } from "./context.ts";
import type { Provider } from "./provider.ts";

/**
 * A cloud for tests: one address is a load balancer called after itself, with an allow-list if it is a CIDR; one with a dot
 * is a domain for HTTP by host name. One file system is NFS.
 */
export const testProvider: Provider<string> = {
  name: "test",
  address: z.string(),
  expose: (address) => {
    if (address === undefined) return { type: "ClusterIP", annotations: {}, spec: {} };
    if (isDomain(address)) return { type: "NodePort", annotations: {}, spec: {} };
    return {
      type: "LoadBalancer",
      annotations: { "example.com/balancer": address },
      spec: { externalTrafficPolicy: "Cluster" },
      ...(address.includes("/") && { visitors: [address] }),
    };
  },
  web: (domain) =>
    isDomain(domain)
      ? {
          domain,
          front: () => [],
          route: ({ name, labels, hosts }) => [
            {
              apiVersion: "networking.k8s.io/v1",
              kind: "Ingress",
              metadata: { name: `${name}-ingress`, labels },
              spec: {
                rules: hosts.map(({ host, service, port }) => ({
                  host,
                  http: {
                    paths: [
                      {
                        path: "/",
                        pathType: "Prefix",
                        backend: { service: { name: service, port: { name: port.name } } },
                      },
                    ],
                  },
                })),
              },
            } as KubernetesObject,
          ],
        }
      : undefined,
  sharedVolume: ({ server, path }) => ({ nfs: { server, path } }),
  loadBalancer: (address) => (isDomain(address) ? undefined : { id: address, bandwidth: undefined }),
};

function isDomain(address: string): boolean {
  return address.includes(".") && !address.includes("/");
}

export const testCluster: Cluster = {
  name: "test-cluster",
  provider: "test",
  region: "test-region",
  kubernetes: "1.34",
  nodes: { count: 3, cpu: 4, memory: "8Gi", bandwidth: 1_000_000, drain: 600 },
  argocd: undefined,
};

/** What an app of the environment `srs-test` knows; name what a test is about. */
export function testContext(changes: Partial<Context> = {}): Context {
  return {
    environment: "srs-test",
    namespace: "srs-test-namespace",
    cluster: testCluster,
    provider: testProvider as Provider,
    audience: undefined,
    addresses: { main: "lb-test" },
    apps: new Set(),
    settingsOf: () => undefined,
    ...changes,
  };
}

/**
 * Settings as a person writes them to manifests, as the engine does it. Settings and context are frozen and the app
 * renders twice, so an app that keeps or changes anything fails here.
 */
export function renderTwice<Settings>(app: App<Settings>, written: unknown, context = testContext()): Rendered {
  const settings = deepFreeze(app.settings.parse(written));
  const first = app.render(settings, deepFreeze(context));
  const second = app.render(settings, context);
  if (JSON.stringify(first) !== JSON.stringify(second))
    throw new Error(`${app.name} renders the same input differently`);
  return first;
}

/** Data only: what the provider brings along, such as a schema, keeps its own state. */
function deepFreeze<Value>(value: Value): Value {
  const data = Array.isArray(value) || Object.getPrototypeOf(value ?? 0) === Object.prototype;
  if (data && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value as object)) deepFreeze(part);
  }
  return value;
}
