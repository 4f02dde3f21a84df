import { expect, test } from "vitest";
import { networkPolicy } from "./network-policy.ts";

const labels = { app: "server" };

test("lets apps in by their label, each to its ports, and leaves the way out to the namespace", () => {
  const ingress = [{ apps: ["edge", "demo"], ports: [1935] }];
  expect(networkPolicy({ name: "server", labels, pods: { app: "server" }, ingress })).toEqual({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "server", labels },
    spec: {
      podSelector: { matchLabels: { app: "server" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { app: "edge" } } }, { podSelector: { matchLabels: { app: "demo" } } }],
          ports: [{ port: 1935, protocol: "TCP" }],
        },
      ],
    },
  });
});

test("lets anybody in without a list of peers", () => {
  const { spec } = networkPolicy({
    name: "server",
    labels,
    pods: { app: "server" },
    ingress: [{ apps: "anybody", ports: [80, 81] }],
    egress: [{ apps: ["origin"], ports: [1935] }],
  });
  expect(spec).toMatchObject({
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        ports: [
          { port: 80, protocol: "TCP" },
          { port: 81, protocol: "TCP" },
        ],
      },
    ],
    egress: [{ to: [{ podSelector: { matchLabels: { app: "origin" } } }], ports: [{ port: 1935, protocol: "TCP" }] }],
  });
  expect(spec.ingress[0]).not.toHaveProperty("from");
});

test("lets in pods of other namespaces and whoever has one of some addresses", () => {
  const ingress = [{ apps: ["edge"], namespaces: ["monitoring"], cidrs: ["203.0.113.0/24"], ports: [9972] }];
  expect(networkPolicy({ name: "server", labels, pods: { app: "server" }, ingress }).spec.ingress).toEqual([
    {
      from: [
        { podSelector: { matchLabels: { app: "edge" } } },
        { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } },
        { ipBlock: { cidr: "203.0.113.0/24" } },
      ],
      ports: [{ port: 9972, protocol: "TCP" }],
    },
  ]);
});

test("opens nothing for an empty list, which the API would read as everybody or every port", () => {
  const none = [
    { apps: [], ports: [1935] },
    { cidrs: [], ports: [1935] },
    { apps: "anybody", ports: [] },
  ] as const;
  const { spec } = networkPolicy({ name: "server", labels, pods: { app: "server" }, ingress: none, egress: none });
  expect(spec).toMatchObject({ policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] });
});
