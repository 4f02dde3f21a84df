import { expect, test } from "vitest";
import { routesOf } from "./routes-of.ts";
import { httpRoute, ingress } from "./test-model.ts";

test("reads hosts, paths and backends of an Ingress and of an HTTPRoute", () => {
  expect(routesOf(ingress("i", "hls.example.org", "nginx", { name: "http" }))).toEqual([
    { host: "hls.example.org", path: "/", service: "nginx", port: "http" },
  ]);
  expect(routesOf(httpRoute("r", "hls.example.org", "nginx", 80))).toEqual([
    { host: "hls.example.org", path: "/", service: "nginx", port: 80 },
  ]);
  const { spec, ...rest } = httpRoute("r", "a.example.org", "nginx", 80);
  const rules = [{ ...spec.rules[0], matches: [{ path: { value: "/live" } }, {}] }];
  expect(routesOf({ ...rest, spec: { hostnames: ["a.example.org", "b.example.org"], rules } } as typeof rest)).toEqual([
    { host: "a.example.org", path: "/live", service: "nginx", port: 80 },
    { host: "a.example.org", path: "/", service: "nginx", port: 80 },
    { host: "b.example.org", path: "/live", service: "nginx", port: 80 },
    { host: "b.example.org", path: "/", service: "nginx", port: 80 },
  ]);
});

test("takes a route without hosts for one of every host", () => {
  const { spec, ...rest } = httpRoute("r", "a.example.org", "nginx", 80);
  expect(routesOf({ ...rest, spec: { rules: spec.rules } } as typeof rest)).toEqual([
    { host: "*", path: "/", service: "nginx", port: 80 },
  ]);
  const every = ingress("i", "x", "nginx", { number: 80 });
  const paths = [{ backend: { service: { name: "nginx", port: { number: 80 } } } }];
  expect(routesOf({ ...every, spec: { rules: [{ http: { paths } }] } } as unknown as typeof every)).toEqual([
    { host: "*", path: "/", service: "nginx", port: 80 },
  ]);
});

test("finds no route in a redirect, nor in other kinds", () => {
  const redirect = { ...httpRoute("r", "a.example.org", "nginx", 80), spec: { rules: [{ filters: [] }] } };
  expect(routesOf(redirect)).toEqual([]);
  expect(routesOf({ ...redirect, kind: "Gateway" })).toEqual([]);
});
