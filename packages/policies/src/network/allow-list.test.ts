import { expect, test } from "vitest";
import { allowing, atAddress, deployment, service, violationsOf } from "../test-model.ts";
import { allowList } from "./allow-list.ts";

const pods = deployment("origin-deploy", { app: "origin" });
const inside = service("origin", { app: "origin" }, [{ name: "rtmp", port: 1935 }]);
const list = "203.0.113.0/24";

const say = (at: string, ...rules: object[]) =>
  violationsOf(allowList, { "xiu-origin": [pods, atAddress(inside, at), allowing("origin", { ingress: rules })] });
const wide = [
  "xiu-origin: Service is at an address with an allow-list, and the NetworkPolicy of origin-deploy lets others in to port 1935.",
];

test("reports a port that is open to anybody, or to others, behind an allow-list", () => {
  expect(say(list, { ports: [{ port: 1935 }] })).toEqual(wide);
  expect(say(list, {})).toEqual(wide);
  expect(say(list, { from: [{ ipBlock: { cidr: list } }, { ipBlock: { cidr: "198.51.100.0/24" } }] })).toEqual(wide);
  expect(say(list, { from: [{ ipBlock: { cidr: list } }] }, { ports: [{ port: 1935 }] })).toEqual(wide);
  expect(violationsOf(allowList, { "xiu-origin": [pods, atAddress(inside, list)] })).toEqual(wide);
});

test("accepts those on the list, pods of the cluster, and other ports", () => {
  const from = [{ ipBlock: { cidr: list } }, { podSelector: { matchLabels: { app: "edge" } } }];
  expect(say(list, { from, ports: [{ port: 1935 }] }, { ports: [{ port: 8080 }] })).toEqual([]);
  expect(say(list, { from: [{ namespaceSelector: {} }], ports: [{ port: 1935 }] })).toEqual([]);
});

test("accepts anybody at an address without a list, and inside the cluster", () => {
  expect(say("lb-1", { ports: [{ port: 1935 }] })).toEqual([]);
  expect(violationsOf(allowList, { "xiu-origin": [pods, inside, allowing("origin", { ingress: [{}] })] })).toEqual([]);
});
