import { expect, test } from "vitest";
import { networkPolicy } from "./network-policy.ts";

const labels = { app: "server" };

test("lets apps in by their label, each to its ports, and leaves the way out to the namespace", () => {
  const ingress = [{ apps: ["edge", "demo"], ports: [1935] }];
  expect(networkPolicy({ name: "server", labels, app: "server", ingress })).toEqual({
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

test("lets anybody in without a list, which is not the same as an empty one", () => {
  const { spec } = networkPolicy({
    name: "server",
    labels,
    app: "server",
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
