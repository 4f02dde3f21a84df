import { expect, test } from "vitest";
import { yandex } from "./yandex.ts";

const subnets = ["e9bucvph2vf8r2rjvtnb", "e2lnhhdj9a0aqmr78d36"];
const shared = { domain: "example.org", certificate: "fpq6gvvm6piu8bnjh0a1", subnets, ip: "auto" };
const hosts = [
  { host: "flv.example.org", service: "xiu", port: { name: "httpflv", number: 8081 }, endless: true },
  { host: "hls.example.org", service: "xiu", port: { name: "hls", number: 8080 }, endless: false },
];
const expose = (address: unknown) => yandex.expose(yandex.address.parse(address));
const web = (address: unknown) => yandex.web?.(yandex.address.parse(address), "web");
const refused = (address: unknown) => yandex.address.safeParse(address).error?.issues.length ?? 0;

test("makes a public network load balancer, at an address of its own or a reserved one", () => {
  const open = { type: "LoadBalancer", annotations: {}, spec: { externalTrafficPolicy: "Cluster" } };
  expect(expose({ nlb: "public" })).toEqual(open);
  expect(expose({ nlb: "public", ip: "auto" })).toEqual(open);
  expect(expose({ nlb: "public", ip: "203.0.113.7" }).spec).toEqual({
    externalTrafficPolicy: "Cluster",
    loadBalancerIP: "203.0.113.7",
  });
});

test("makes an internal one, in a subnet if one is named", () => {
  expect(expose({ nlb: "internal", subnet: subnets[0] })).toEqual({
    type: "LoadBalancer",
    annotations: {
      "yandex.cloud/load-balancer-type": "internal",
      "yandex.cloud/subnet-id": "e9bucvph2vf8r2rjvtnb",
    },
    spec: { externalTrafficPolicy: "Cluster" },
  });
  expect(expose({ nlb: "internal" }).annotations).toEqual({ "yandex.cloud/load-balancer-type": "internal" });
});

test("leaves an allow-list to the pods' NetworkPolicies, and shows them who comes: visitors and health checks", () => {
  expect(expose({ nlb: "public", allow: ["203.0.113.0/24"] })).toEqual({
    type: "LoadBalancer",
    annotations: {},
    spec: { externalTrafficPolicy: "Local" },
    visitors: ["203.0.113.0/24", "198.18.235.0/24", "198.18.248.0/24"],
  });
});

test("keeps a Service without an address inside the cluster, and opens node ports for the web", () => {
  expect(expose({ gwin: "gwin-default", ...shared })).toEqual({ type: "NodePort", annotations: {}, spec: {} });
  expect(expose({ alb: "live", ...shared }).type).toBe("NodePort");
  expect(yandex.expose(undefined)).toEqual({ type: "ClusterIP", annotations: {}, spec: {} });
});

test("names a load balancer by the address that was reserved for it, and none where each Service gets its own", () => {
  const balancer = (address: unknown) => yandex.loadBalancer(yandex.address.parse(address));
  expect(balancer({ nlb: "public", ip: "203.0.113.7" })).toEqual({ id: "203.0.113.7", bandwidth: undefined });
  expect(balancer({ nlb: "public", ip: "auto" })).toBeUndefined();
  expect(balancer({ nlb: "internal" })).toBeUndefined();
  expect(balancer({ gwin: "gwin-default", ...shared, ip: "203.0.113.7" })).toBeUndefined();
});

test("makes Gwin's Gateway with a certificate of Certificate Manager", () => {
  const made = web({ gwin: "gwin-default", ...shared });
  const listener = { hostname: "*.example.org", allowedRoutes: { namespaces: { from: "Same" } } };
  const labels = { app: "gateway" };
  expect(made?.domain).toBe("example.org");
  expect(made?.front(labels)).toEqual([
    {
      apiVersion: "gwin.yandex.cloud/v1",
      kind: "YCCertificate",
      metadata: { name: "web-certificate", labels },
      spec: { certificateRef: { certificateID: "fpq6gvvm6piu8bnjh0a1" } },
    },
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: {
        name: "web-gateway",
        labels,
        annotations: { "gwin.yandex.cloud/subnets": "e9bucvph2vf8r2rjvtnb,e2lnhhdj9a0aqmr78d36" },
      },
      spec: {
        gatewayClassName: "gwin-default",
        listeners: [
          { name: "http", protocol: "HTTP", port: 80, ...listener },
          {
            name: "https",
            protocol: "HTTPS",
            port: 443,
            ...listener,
            tls: {
              mode: "Terminate",
              certificateRefs: [{ group: "gwin.yandex.cloud", kind: "YCCertificate", name: "web-certificate" }],
            },
          },
        ],
        addresses: [{ type: "gwin.yandex.cloud/autoIPv4", value: "auto" }],
      },
    },
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "web-gateway-redirect", labels },
      spec: {
        parentRefs: [{ name: "web-gateway", sectionName: "http" }],
        hostnames: ["*.example.org"],
        rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
      },
    },
  ]);
  const [, reserved] = web({ gwin: "gwin-default", ...shared, ip: "203.0.113.7" })?.front(labels) ?? [];
  expect(reserved).toMatchObject({ spec: { addresses: [{ type: "IPAddress", value: "203.0.113.7" }] } });
});

test("makes an HTTPRoute for each host, and lets a stream run for a day", () => {
  const route = (name: string, host: string, rule: object, annotations?: object) => ({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, labels: { app: "xiu" }, ...(annotations && { annotations }) },
    spec: { parentRefs: [{ name: "web-gateway", sectionName: "https" }], hostnames: [host], rules: [rule] },
  });
  const made = web({ gwin: "gwin-default", ...shared });
  expect(made?.route({ name: "xiu-prod", labels: { app: "xiu" }, hosts })).toEqual([
    route(
      "xiu-prod-httpflv-route",
      "flv.example.org",
      { backendRefs: [{ name: "xiu", port: 8081 }], timeouts: { backendRequest: "24h" } },
      { "gwin.yandex.cloud/rules.idleTimeout": "300s" },
    ),
    route("xiu-prod-hls-route", "hls.example.org", { backendRefs: [{ name: "xiu", port: 8080 }] }),
  ]);
});

test("makes Ingresses of one group for the ALB Ingress controller", () => {
  const made = web({ alb: "xiu-prod-ingress", ...shared, ip: "203.0.113.7" });
  expect(made).toMatchObject({ domain: "example.org", mixesPorts: true });
  expect(made?.front({ app: "gateway" })).toEqual([]);
  expect(made?.route({ name: "xiu-prod", labels: { app: "xiu" }, hosts })).toEqual([
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "xiu-prod-ingress",
        labels: { app: "xiu" },
        annotations: {
          "ingress.alb.yc.io/external-ipv4-address": "203.0.113.7",
          "ingress.alb.yc.io/group-name": "xiu-prod-ingress",
          "ingress.alb.yc.io/idle-timeout": "300s",
          "ingress.alb.yc.io/request-timeout": "24h",
          "ingress.alb.yc.io/subnets": "e9bucvph2vf8r2rjvtnb,e2lnhhdj9a0aqmr78d36",
        },
      },
      spec: {
        tls: [{ hosts: ["flv.example.org", "hls.example.org"], secretName: "yc-certmgr-cert-id-fpq6gvvm6piu8bnjh0a1" }],
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
  const [hls] = made?.route({ name: "xiu-prod", labels: {}, hosts: hosts.slice(1) }) ?? [];
  expect(Object.keys(hls?.metadata.annotations ?? {})).toEqual([
    "ingress.alb.yc.io/external-ipv4-address",
    "ingress.alb.yc.io/group-name",
    "ingress.alb.yc.io/subnets",
  ]);
});

test("refuses what a load balancer has not got, ids and addresses that are none, and a web without a certificate", () => {
  expect(refused({ gwin: "gwin-default", ...shared })).toBe(0);
  expect(refused({ nlb: "public", subnet: subnets[0] })).toBe(1);
  expect(refused({ nlb: "internal", ip: "203.0.113.7" })).toBe(1);
  expect(refused({ nlb: "public", allow: [] })).toBe(1);
  expect(refused({ nlb: "public", allow: ["203.0.113.7"] })).toBe(1);
  expect(refused({ gwin: "gwin-default", ...shared, certificate: undefined })).toBe(1);
  expect(refused({ gwin: "gwin-default", ...shared, certificate: "fpq" })).toBe(1);
  expect(refused({ alb: "live", ...shared, subnets: [] })).toBe(1);
  expect(refused({ alb: "live", ...shared, ip: "203.0.113.07" })).toBe(1);
  expect(refused({ alb: "live", ...shared, domain: undefined })).toBe(1);
});

test("mounts somebody's NFS server: nothing of the cloud's own is mounted by every node", () => {
  expect(yandex.sharedVolume({ name: "pv", server: "10.0.0.8", path: "/live" })).toEqual({
    nfs: { server: "10.0.0.8", path: "/live" },
  });
});
