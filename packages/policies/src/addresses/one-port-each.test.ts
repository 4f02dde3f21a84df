import { expect, test } from "vitest";
import { indexModel } from "../index-model.ts";
import { atAddress, service, testModel, violationsOf } from "../test-model.ts";
import { onePortEach } from "./one-port-each.ts";

const balancers = { main: "lb-1", other: "lb-2", own: "lb-each" };
const open = (name: string, port: number, at: keyof typeof balancers = "main") =>
  atAddress(service(name, {}, [{ port }]), balancers[at]);
const atMain = { address: "main" };
const say = (apps: Record<string, readonly object[]>, settings: object = atMain) =>
  violationsOf(onePortEach, apps, Object.fromEntries(Object.keys(apps).map((app) => [app, settings])));

test("reports a port that two Services take on one load balancer", () => {
  expect(say({ "srs-edge": [open("a", 1935)], "nginx-hls": [open("b", 1935)] })).toEqual([
    "nginx-hls: Service takes port 1935 of lb-1, which a has.",
  ]);
});

test("reports all ports of two Services at once, where the address of the later one is written", () => {
  const both = (name: string) =>
    atAddress(service(name, {}, [{ port: 1935 }, { port: 8080 }, { port: 8000, protocol: "UDP" }]), "lb-1");
  const settings = { clusters: { a: atMain, b: atMain } };
  const model = testModel({ edge: [both("edge-a-service"), both("edge-b-service")] }, { edge: settings });
  expect(onePortEach.check(indexModel(model))).toEqual([
    {
      app: "edge",
      object: both("edge-b-service"),
      what: "takes ports 1935, 8080 and 8000/UDP of lb-1, which edge-a-service has.",
      at: ["clusters", "b", "address"],
    },
  ]);
});

test("tells UDP from TCP, which is meant where nothing is said", () => {
  const both = (name: string, ...protocols: (string | undefined)[]) =>
    atAddress(
      service(
        name,
        {},
        protocols.map((protocol) => ({ port: 1935, ...(protocol && { protocol }) })),
      ),
      "lb-1",
    );
  expect(say({ a: [both("a", undefined), both("b", "UDP")] })).toEqual([]);
  expect(say({ a: [both("a", undefined), both("b", "TCP")] })).toHaveLength(1);
});

test("accepts other ports, other balancers and Services inside the cluster", () => {
  const apps = {
    "srs-edge": [open("a", 1935), open("d", 1935, "other")],
    "nginx-hls": [open("b", 80), service("c", {}, [{ port: 1935 }])],
  };
  expect(say(apps, { address: "main", flv: { address: "other" } })).toEqual([]);
});

test("accepts one port twice where each Service gets a load balancer of its own", () => {
  expect(say({ a: [open("a", 1935, "own"), open("b", 1935, "own")] }, { address: "own" })).toEqual([]);
});

test("leaves one Service that two apps make to names/one-owner", () => {
  expect(say({ a: [open("a", 1935)], b: [open("a", 1935)] })).toEqual([]);
});
