import { expect, test } from "vitest";
import { plain } from "./plain.ts";

const certificate = { secretName: "web-tls" };
const hosts = [
  { host: "flv.example.org", service: "xiu", port: { name: "httpflv", number: 8081 }, endless: true },
  { host: "hls.example.org", service: "xiu", port: { name: "hls", number: 8080 }, endless: false },
];
const web = (address: unknown) => plain.web?.(plain.address.parse(address), "web");
const refused = (address: unknown) => plain.address.safeParse(address).error?.issues.length ?? 0;

test("exposes a Service as the address says, inside the cluster without one", () => {
  expect(plain.expose(plain.address.parse({ type: "NodePort" }))).toEqual({
    type: "NodePort",
    annotations: {},
    spec: {},
  });
  expect(plain.expose(plain.address.parse({ type: "LoadBalancer" })).type).toBe("LoadBalancer");
  expect(plain.expose(undefined).type).toBe("ClusterIP");
});

test("knows nobody's load balancer: a web address is reached inside the cluster, by its controller", () => {
  const address = plain.address.parse({ ingress: "nginx", domain: "example.org", certificate });
  expect(plain.expose(address)).toEqual({ type: "ClusterIP", annotations: {}, spec: {} });
  expect(plain.loadBalancer(address)).toBeUndefined();
  expect(web({ type: "LoadBalancer" })).toBeUndefined();
});

test("brings host names to Services by one Ingress, which lets streams of ingress-nginx run on", () => {
  const made = web({ ingress: "nginx", domain: "example.org", certificate });
  expect(made?.domain).toBe("example.org");
  expect(made?.front({ app: "gateway" })).toEqual([]);
  expect(made?.route({ name: "xiu-prod", labels: { app: "xiu" }, hosts })).toEqual([
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "xiu-prod-ingress",
        labels: { app: "xiu" },
        annotations: {
          "nginx.ingress.kubernetes.io/proxy-buffering": "off",
          "nginx.ingress.kubernetes.io/proxy-read-timeout": "300",
        },
      },
      spec: {
        ingressClassName: "nginx",
        tls: [{ hosts: ["flv.example.org", "hls.example.org"], secretName: "web-tls" }],
        rules: [
          {
            host: "flv.example.org",
            http: {
              paths: [
                { path: "/", pathType: "Prefix", backend: { service: { name: "xiu", port: { name: "httpflv" } } } },
              ],
            },
          },
          {
            host: "hls.example.org",
            http: {
              paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "xiu", port: { name: "hls" } } } }],
            },
          },
        ],
      },
    },
  ]);
});

test("writes annotations of ingress-nginx for its class and for streams only", () => {
  const annotationsOf = (className: string, index: number) =>
    web({ ingress: className, domain: "example.org", certificate })?.route({
      name: "n",
      labels: {},
      hosts: hosts.slice(index, index + 1),
    })[0]?.metadata.annotations;
  expect(annotationsOf("nginx", 0)).toBeDefined();
  expect(annotationsOf("nginx", 1)).toBeUndefined();
  expect(annotationsOf("traefik", 0)).toBeUndefined();
});

test("makes a Gateway with HTTPS for the domain, and HTTP that leads there", () => {
  const made = web({ gateway: "envoy", domain: "example.org", certificate });
  const listener = { hostname: "*.example.org", allowedRoutes: { namespaces: { from: "Same" } } };
  expect(made?.domain).toBe("example.org");
  expect(made?.front({ app: "gateway" })).toEqual([
    {
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
    },
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "web-gateway-redirect", labels: { app: "gateway" } },
      spec: {
        parentRefs: [{ name: "web-gateway", sectionName: "http" }],
        hostnames: ["*.example.org"],
        rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
      },
    },
  ]);
});

test("makes an HTTPRoute for each host, and lets a stream take as long as it takes", () => {
  const made = web({ gateway: "envoy", domain: "example.org", certificate });
  const route = (name: string, host: string, rule: object) => ({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, labels: { app: "xiu" } },
    spec: { parentRefs: [{ name: "web-gateway", sectionName: "https" }], hostnames: [host], rules: [rule] },
  });
  expect(made?.route({ name: "xiu-prod", labels: { app: "xiu" }, hosts })).toEqual([
    route("xiu-prod-httpflv-route", "flv.example.org", {
      backendRefs: [{ name: "xiu", port: 8081 }],
      timeouts: { request: "0s" },
    }),
    route("xiu-prod-hls-route", "hls.example.org", { backendRefs: [{ name: "xiu", port: 8080 }] }),
  ]);
});

test("refuses a domain that is none, a web without a certificate, and two kinds at once", () => {
  expect(refused({ ingress: "nginx", domain: "example.org", certificate })).toBe(0);
  expect(refused({ ingress: "nginx", domain: "*.example.org", certificate })).toBe(1);
  expect(refused({ ingress: "nginx", domain: "example", certificate })).toBe(1);
  expect(refused({ ingress: "nginx", domain: "example.org" })).toBe(1);
  expect(refused({ gateway: "envoy", domain: "example.org" })).toBe(1);
  expect(refused({ type: "NodePort", domain: "example.org" })).toBe(1);
});

test("mounts a file system by NFS", () => {
  expect(plain.sharedVolume({ name: "pv", server: "10.0.0.8", path: "/live" })).toEqual({
    nfs: { server: "10.0.0.8", path: "/live" },
  });
});
