import { expect, test } from "vitest";
import { allow, appModel, claim, cronJob, deployment, service, testModel, track } from "./test-model.ts";
import { topologyOf } from "./topology.ts";

const origin = appModel("origin", [deployment("origin", "srs:v6.0-r0", 1, { app: "origin" }, "files")]);
const storage = appModel("storage", [claim("files")]);

test("draws whom a Service lets in from outside, by protocol", () => {
  const edge = (type: string | undefined) =>
    topologyOf(testModel([appModel("edge", [service("edge", type, 1935, 8080, 80)], [track("r5", "v5.0-r3", 1)])]));
  const apps = ["edge"];
  const links = [{ from: "viewers and publishers", to: "edge", by: "RTMP, HTTP" }];
  expect(edge("LoadBalancer")).toEqual({ apps, links });
  expect(edge("NodePort")).toEqual({ apps, links });
  expect(edge("ClusterIP")).toEqual({ apps, links: [] });
  expect(edge(undefined)).toEqual({ apps, links: [] });
});

test("draws whom a NetworkPolicy lets an app reach, and not the app itself", () => {
  const edge = appModel(
    "edge",
    [allow("edge", { app: "origin", ports: [1935, 1985] }, { app: "edge", ports: [1935] })],
    [track("r5", "v5.0-r3", 1)],
  );
  expect(topologyOf(testModel([edge, origin])).links).toEqual([{ from: "edge", to: "origin", by: "RTMP, API" }]);
  expect(topologyOf(testModel([edge])).links).toEqual([]);
});

test("draws who shares files, however many of an app's workloads mount them", () => {
  const cleanup = appModel("cleanup", [
    cronJob("nightly", "15 1 * * *", undefined, "files"),
    cronJob("weekly", "15 1 * * 0", undefined, "files"),
  ]);
  const apart = appModel("apart", [deployment("apart", "a:1", 1, { app: "apart" }, "own-files")]);
  expect(topologyOf(testModel([apart, cleanup, origin, storage]))).toEqual({
    apps: ["apart", "cleanup", "origin", "storage"],
    links: [
      { from: "cleanup", to: "storage", by: "files" },
      { from: "origin", to: "storage", by: "files" },
    ],
  });
});

test("leaves out what runs nothing and is linked with nothing", () => {
  expect(topologyOf(testModel([appModel("namespace", [allow("default-deny")]), storage]))).toEqual({
    apps: [],
    links: [],
  });
});

test("draws one arrow between two, whatever it carries, and one to a Service that a route brings people to", () => {
  const route = (kind: string, apiVersion: string, spec: object) =>
    ({ apiVersion, kind, metadata: { name: "web" }, spec }) as never;
  const pods = deployment("edge", "srs:1", 1, { app: "edge" });
  const open = [service("edge", "LoadBalancer", 1935), service("edge-web", "NodePort", 8080)];
  const links = [{ from: "viewers and publishers", to: "edge", by: "RTMP, HTTP" }];
  expect(topologyOf(testModel([appModel("edge", [pods, ...open])])).links).toEqual(links);
  const inside = [pods, service("web", "ClusterIP", 8080), service("api", "ClusterIP", 1985)];
  const byHttp = [{ from: "viewers and publishers", to: "edge", by: "HTTP" }];
  const http = { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web" } } }] };
  const ingress = route("Ingress", "networking.k8s.io/v1", { rules: [{ host: "a.example.org", http }] });
  expect(topologyOf(testModel([appModel("edge", [...inside, ingress])])).links).toEqual(byHttp);
  const rules = [{ backendRefs: [{ name: "web", port: 8080 }] }];
  const httpRoute = route("HTTPRoute", "gateway.networking.k8s.io/v1", { rules });
  expect(topologyOf(testModel([appModel("edge", [...inside, httpRoute])])).links).toEqual(byHttp);
  expect(topologyOf(testModel([appModel("edge", inside)])).links).toEqual([]);
});
