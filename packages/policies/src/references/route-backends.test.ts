import type { Provider } from "@weir/app/provider";
import { plain } from "@weir/providers/plain";
import { expect, test } from "vitest";
import { indexModel } from "../index-model.ts";
import { httpRoute, ingress, service, testModel, violationsOf } from "../test-model.ts";
import { routeBackends } from "./route-backends.ts";

const xiu = (type: string) => service("xiu", { app: "xiu" }, [{ name: "hls", port: 8080 }], type);

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
    "a: Ingress brings hls.example.org to xiu, which is inside the cluster, and its load balancer reaches node ports only.",
  ]);
  expect(violationsOf(routeBackends, { a: [route, xiu("NodePort")] })).toEqual([]);
  expect(violationsOf(routeBackends, { a: [route, xiu("LoadBalancer")] })).toEqual([]);
});

test("accepts a Service inside the cluster where the controller is inside, too", () => {
  const route = ingress("i", "hls.example.org", "xiu", { name: "hls" });
  const model = testModel({ a: [route, xiu("ClusterIP")] });
  const web = { ingress: "nginx", domain: "example.org", certificate: { secretName: "tls" } };
  const at = { ...model, provider: plain as Provider, environment: { ...model.environment, addresses: { web } } };
  expect(routeBackends.check(indexModel(at))).toEqual([]);
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
