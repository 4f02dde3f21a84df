import { z } from "zod";
import type { App, Context, Rendered } from "./app.ts";
import type { Cluster } from "./context.ts";
import type { Provider } from "./provider.ts";

/** A cloud for tests: one address is a load balancer called after itself, one file system is NFS. */
export const testProvider: Provider<string> = {
  name: "test",
  address: z.string(),
  expose: (address) =>
    address === undefined
      ? { type: "ClusterIP", annotations: {}, spec: {} }
      : {
          type: "LoadBalancer",
          annotations: { "example.com/balancer": address },
          spec: { externalTrafficPolicy: "Cluster" },
        },
  sharedVolume: ({ server, path }) => ({ nfs: { server, path } }),
  loadBalancer: (address) => ({ id: address, bandwidth: undefined }),
};

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
