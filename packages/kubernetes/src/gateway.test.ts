import { expect, test } from "vitest";
import { gateway, httpRoute } from "./gateway.ts";

const front = {
  name: "web-gateway",
  labels: { app: "gateway" },
  className: "envoy",
  domain: "example.org",
  certificate: { kind: "Secret", name: "web-tls" },
};
const route = {
  name: "xiu-prod-hls-route",
  labels: { app: "xiu" },
  gateway: "web-gateway",
  host: "hls.example.org",
  service: "xiu-prod-service",
  port: 8080,
};

test("ends TLS for every name below a domain, and lets routes of its own namespace in", () => {
  const [door, redirect, ...others] = gateway(front);
  const listener = { hostname: "*.example.org", allowedRoutes: { namespaces: { from: "Same" } } };
  expect(door).toStrictEqual({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { name: "web-gateway", labels: { app: "gateway" } },
    spec: {
      gatewayClassName: "envoy",
      listeners: [
        { name: "http", protocol: "HTTP", port: 80, ...listener },
        {
          name: "https",
          protocol: "HTTPS",
          port: 443,
          ...listener,
          tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "web-tls" }] },
        },
      ],
    },
  });
  expect(redirect).toStrictEqual({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "web-gateway-redirect", labels: { app: "gateway" } },
    spec: {
      parentRefs: [{ name: "web-gateway", sectionName: "http" }],
      hostnames: ["*.example.org"],
      rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
    },
  });
  expect(others).toStrictEqual([]);
});

test("states addresses and annotations where a cloud wants them", () => {
  const addresses = [{ type: "IPAddress", value: "203.0.113.7" }];
  const [door] = gateway({ ...front, addresses, annotations: { a: "b" } });
  expect(door).toMatchObject({ metadata: { annotations: { a: "b" } }, spec: { addresses } });
});

test("brings a host to a Service by HTTPS only, for as long as it may take", () => {
  const made = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "xiu-prod-hls-route", labels: { app: "xiu" } },
    spec: {
      parentRefs: [{ name: "web-gateway", sectionName: "https" }],
      hostnames: ["hls.example.org"],
      rules: [{ backendRefs: [{ name: "xiu-prod-service", port: 8080 }] }],
    },
  };
  expect(httpRoute(route)).toStrictEqual(made);
  const long = httpRoute({ ...route, annotations: { a: "b" }, timeouts: { request: "0s" } });
  expect(long).toStrictEqual({
    ...made,
    metadata: { ...made.metadata, annotations: { a: "b" } },
    spec: {
      ...made.spec,
      rules: [{ backendRefs: [{ name: "xiu-prod-service", port: 8080 }], timeouts: { request: "0s" } }],
    },
  });
});
