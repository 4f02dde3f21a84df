import { expect, test } from "vitest";
import { ingress } from "./ingress.ts";

const parts = {
  name: "xiu-prod-ingress",
  labels: { app: "xiu" },
  annotations: {},
  secretName: "web-tls",
  hosts: [{ host: "hls.example.org", service: "xiu-prod-service", port: { name: "hls" } }],
};

test("brings each host to a Service's port, whatever the path, with TLS for every host", () => {
  const flv = { host: "flv.example.org", service: "xiu-prod-service", port: { number: 8081 } };
  const path = (port: object) => ({
    path: "/",
    pathType: "Prefix",
    backend: { service: { name: "xiu-prod-service", port } },
  });
  expect(ingress({ ...parts, className: "nginx", hosts: [...parts.hosts, flv] })).toStrictEqual({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "xiu-prod-ingress", labels: { app: "xiu" } },
    spec: {
      ingressClassName: "nginx",
      tls: [{ hosts: ["hls.example.org", "flv.example.org"], secretName: "web-tls" }],
      rules: [
        { host: "hls.example.org", http: { paths: [path({ name: "hls" })] } },
        { host: "flv.example.org", http: { paths: [path({ number: 8081 })] } },
      ],
    },
  });
});

test("names no class where the controller goes by something else, and carries annotations", () => {
  const made = ingress({ ...parts, annotations: { "ingress.alb.yc.io/group-name": "live" } });
  expect(made.spec).not.toHaveProperty("ingressClassName");
  expect(made.metadata.annotations).toStrictEqual({ "ingress.alb.yc.io/group-name": "live" });
});
