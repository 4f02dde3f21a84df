import type { Provider } from "@weir/app/provider";
import { testCluster, testProvider } from "@weir/app/test-context";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Model } from "@weir/render/model";
import { indexModel } from "./index-model.ts";
import type { Policy } from "./policy.ts";

/** What a policy says of an environment that holds these objects, by app: `srs-edge: selects no pod: app=srs-edge.` */
export function violationsOf(policy: Policy, apps: Record<string, readonly object[]>): string[] {
  return policy.check(indexModel(testModel(apps))).map(({ app, object, what }) => `${app}: ${object.kind} ${what}`);
}

export function testModel(apps: Record<string, readonly object[]>): Model {
  const none = { shared: [], instances: [] };
  return {
    provider: testProvider as Provider,
    environment: {
      name: "srs-test",
      directory: "environments/srs-test",
      namespace: "srs-test-namespace",
      cluster: testCluster,
      audience: undefined,
      addresses: { main: "lb-1", other: "lb-2" },
      apps: Object.fromEntries(
        Object.keys(apps).map((app) => [
          app,
          { settings: { address: app === "apart" ? "other" : "main" }, written: {} },
        ]),
      ),
      events: [],
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
