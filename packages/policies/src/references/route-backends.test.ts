import type { Provider } from "@weir/app/provider";
import { plain } from "@weir/providers/plain";
import { yandex } from "@weir/providers/yandex";
import { expect, test } from "vitest";
import { indexModel } from "../index-model.ts";
import { httpRoute, ingress, service, testModel, violationsOf } from "../test-model.ts";
import { routeBackends } from "./route-backends.ts";

const xiu = (type: string) => service("xiu", { app: "xiu" }, [{ name: "hls", port: 8080 }], type);

/** The same of a cloud with one address. */
function violationsAt(provider: unknown, address: unknown, ...objects: object[]): string[] {
  const model = testModel({ a: objects });
  const environment = { ...model.environment, addresses: { web: address } };
  return routeBackends
    .check(indexModel({ ...model, provider: provider as Provider, environment }))
    .map(({ what }) => what);
}

test("reports a backend that is not there, and a port that it does not have", () => {
  const routes = [
    ingress("i", "hls.example.com", "nginx", { name: "hls" }),
    ingress("j", "flv.example.com", "xiu", { name: "httpflv" }),
    ingress("k", "flv.example.com", "xiu", { number: 80 }),
    httpRoute("r", "hls.example.com", "nginx", 8080),
    httpRoute("s", "flv.example.com", "xiu", 8081),
  ];
  expect(violationsOf(routeBackends, { a: [...routes, xiu("ClusterIP")] })).toEqual([
    "a: Ingress brings hls.example.com to nginx, which nothing here makes.",
    "a: Ingress brings flv.example.com to port httpflv of xiu, which it does not have.",
    "a: Ingress brings flv.example.com to port 80 of xiu, which it does not have.",
    "a: HTTPRoute brings hls.example.com to nginx, which nothing here makes.",
    "a: HTTPRoute brings flv.example.com to port 8081 of xiu, which it does not have.",
  ]);
});

test("accepts a Service of another app, by the name and by the number of its port", () => {
  const routes = [
    ingress("i", "hls.example.com", "xiu", { name: "hls" }),
    ingress("j", "flv.example.com", "xiu", { number: 8080 }),
    httpRoute("r", "a.example.com", "xiu", 8080),
  ];
  expect(violationsOf(routeBackends, { a: routes, b: [xiu("ClusterIP")] })).toEqual([]);
});

test("reports a Service that the load balancer of the host's address cannot reach", () => {
  const route = ingress("i", "hls.example.org", "xiu", { name: "hls" });
  expect(violationsOf(routeBackends, { a: [route, xiu("ClusterIP")] })).toEqual([
    "a: Ingress brings hls.example.org to xiu, a Service of type ClusterIP, and its load balancer reaches NodePorts only.",
  ]);
  expect(violationsOf(routeBackends, { a: [route, xiu("LoadBalancer")] })).toHaveLength(1);
  expect(violationsOf(routeBackends, { a: [route, xiu("NodePort")] })).toEqual([]);
});

test("accepts a Service inside the cluster where the controller is inside, too", () => {
  const route = ingress("i", "hls.example.org", "xiu", { name: "hls" });
  const web = { ingress: "nginx", domain: "example.org", certificate: { secretName: "tls" } };
  expect(violationsAt(plain, web, route, xiu("ClusterIP"))).toEqual([]);
});

test("reports hosts at two ports of one Service, where the load balancer does not keep them apart", () => {
  const subnets = ["e9bucvph2vf8r2rjvtnb"];
  const web = { domain: "example.org", certificate: "fpq6gvvm6piu8bnjh0a1", subnets, ip: "auto" };
  const two = service(
    "xiu",
    { app: "xiu" },
    [
      { name: "hls", port: 8080 },
      { name: "httpflv", port: 8081 },
    ],
    "NodePort",
  );
  const hls = ingress("hls", "hls.example.org", "xiu", { name: "hls" });
  const flv = ingress("flv", "flv.example.org", "xiu", { number: 8081 });
  expect(violationsAt(yandex, { alb: "live", ...web }, hls, flv, two)).toEqual([
    "brings hls.example.org to port hls of xiu, and flv.example.org to its port 8081: the load balancer mixes the two.",
    "brings flv.example.org to port 8081 of xiu, and hls.example.org to its port hls: the load balancer mixes the two.",
  ]);
  expect(violationsAt(yandex, { gwin: "gwin-default", ...web }, hls, flv, two)).toEqual([]);
  const same = ingress("same", "www.example.org", "xiu", { number: 8080 });
  expect(violationsAt(yandex, { alb: "live", ...web }, hls, same, two)).toEqual([]);
  const apart = { ...two, metadata: { name: "other" } };
  const there = ingress("there", "flv.example.org", "other", { name: "httpflv" });
  expect(violationsAt(yandex, { alb: "live", ...web }, hls, there, two, apart)).toEqual([]);
});

test("asks nothing of a rule that only redirects", () => {
  const redirect = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "redirect" },
    spec: { hostnames: ["*.example.org"], rules: [{ filters: [{ type: "RequestRedirect" }] }] },
  };
  expect(violationsOf(routeBackends, { a: [redirect] })).toEqual([]);
});
