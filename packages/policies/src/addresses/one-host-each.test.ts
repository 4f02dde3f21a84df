import { expect, test } from "vitest";
import { indexModel } from "../index-model.ts";
import { httpRoute, ingress, testModel, violationsOf } from "../test-model.ts";
import { oneHostEach } from "./one-host-each.ts";

test("reports a host that two routes bring to different Services, whatever their kinds", () => {
  expect(
    violationsOf(oneHostEach, {
      xiu: [ingress("xiu-ingress", "live.example.org", "xiu", { name: "hls" })],
      "nginx-hls": [httpRoute("nginx-route", "live.example.org", "nginx", 80)],
    }),
  ).toEqual(["nginx-hls: HTTPRoute brings live.example.org/ to nginx:80, which xiu-ingress brings to xiu:hls."]);
});

test("reports two ports of one Service under one host", () => {
  expect(
    violationsOf(oneHostEach, {
      xiu: [httpRoute("flv", "live.example.org", "xiu", 8081), httpRoute("hls", "live.example.org", "xiu", 8080)],
    }),
  ).toEqual(["xiu: HTTPRoute brings live.example.org/ to xiu:8080, which flv brings to xiu:8081."]);
});

test("points at the setting that the host comes from", () => {
  const apps = {
    xiu: [ingress("xiu-ingress", "live.example.org", "xiu", { name: "hls" })],
    "nginx-hls": [httpRoute("nginx-route", "live.example.org", "nginx", 80)],
  };
  const settings = { "nginx-hls": { hls: { host: "liv" }, web: { host: "live" }, host: "other" } };
  expect(oneHostEach.check(indexModel(testModel(apps, settings))).map(({ at }) => at)).toEqual([["web", "host"]]);
  expect(oneHostEach.check(indexModel(testModel(apps))).map(({ at }) => at)).toEqual([undefined]);
});

test("accepts hosts and paths of their own, the same twice, and a redirect of all hosts", () => {
  const redirect = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "redirect" },
    spec: { hostnames: ["live.example.org"], rules: [{ filters: [{ type: "RequestRedirect" }] }] },
  };
  const under = httpRoute("under", "live.example.org", "nginx", 80);
  const path = {
    ...under,
    spec: { ...under.spec, rules: [{ ...under.spec.rules[0], matches: [{ path: { value: "/hls" } }] }] },
  };
  expect(
    violationsOf(oneHostEach, {
      xiu: [
        httpRoute("flv", "live.example.org", "xiu", 8081),
        httpRoute("again", "live.example.org", "xiu", 8081),
        httpRoute("hls", "hls.example.org", "xiu", 8080),
        path,
      ],
      gateway: [redirect],
    }),
  ).toEqual([]);
});
