import { expect, test } from "vitest";
import { service } from "./service.ts";

const parts = { name: "web", labels: { app: "web" }, selector: { app: "web" }, ports: { http: 80 } };

test("leads to the container's ports of the same names, inside the cluster", () => {
  expect(service(parts)).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", labels: { app: "web" } },
    spec: {
      type: "ClusterIP",
      selector: { app: "web" },
      ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: "http" }],
    },
  });
});

test("is reached as it is exposed", () => {
  const exposure = {
    type: "LoadBalancer",
    annotations: { a: "b" },
    spec: { externalTrafficPolicy: "Cluster" },
  } as const;
  expect(service({ ...parts, exposure })).toMatchObject({
    metadata: { annotations: { a: "b" } },
    spec: { type: "LoadBalancer", externalTrafficPolicy: "Cluster" },
  });
});
