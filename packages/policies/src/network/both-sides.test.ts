import { expect, test } from "vitest";
import { allowing, deployment, violationsOf } from "../test-model.ts";
import { bothSides } from "./both-sides.ts";

const edge = deployment("srs-edge-deploy", { app: "srs-edge" });
const origin = deployment("srs-origin-deploy", { app: "srs-origin" });

/** The edges' rule against the origins' rules; every call goes from the one to the other. */
const say = (egress: object, ...ingress: object[]) =>
  violationsOf(bothSides, {
    "srs-edge": [edge, allowing("srs-edge", { egress: [egress] })],
    "srs-origin": [origin, allowing("srs-origin", { ingress })],
  });
const to = [{ podSelector: { matchLabels: { app: "srs-origin" } } }];
const from = [{ podSelector: { matchLabels: { app: "srs-edge" } } }];
const refused = (port: string) => [
  `srs-edge: NetworkPolicy lets srs-edge-deploy call srs-origin-deploy on ${port}, whose own NetworkPolicy refuses it.`,
];

test("reports a call that the other side refuses: the caller, the port, or everything", () => {
  const call = { to, ports: [{ port: "rtmp" }] };
  const others = [{ podSelector: { matchLabels: { app: "nginx" } } }];
  expect(say(call, { from: others, ports: [{ port: "rtmp" }] })).toEqual(refused("1935/TCP"));
  expect(say(call, { from, ports: [{ port: 1985 }] })).toEqual(refused("1935/TCP"));
  expect(say(call)).toEqual(refused("1935/TCP"));
});

test("accepts a call that is let in, by name or number, from anybody, and pods that nothing guards", () => {
  const call = { to, ports: [{ port: "rtmp" }] };
  expect(say(call, { from, ports: [{ port: "rtmp" }] })).toEqual([]);
  expect(say(call, { from, ports: [{ port: 1935 }] })).toEqual([]);
  expect(say(call, { from })).toEqual([]);
  expect(say(call, { ports: [{ port: 1935 }] })).toEqual([]);
  const open = { "srs-edge": [edge, allowing("srs-edge", { egress: [call] })], "srs-origin": [origin] };
  expect(violationsOf(bothSides, open)).toEqual([]);
});

test("reports a call on every port when no port of the other side is open", () => {
  expect(say({ to }, { from, ports: [{ port: 8080 }] })).toEqual(refused("1935/TCP"));
  expect(say({ to }, { from, ports: [{ port: 1935 }] })).toEqual([]);
});

test("accepts a call on every port when one port of the other side is open", () => {
  const ports = [{ containerPort: 1935 }, { containerPort: 8080 }];
  const two = deployment("srs-origin-deploy", { app: "srs-origin" }, { containers: [{ name: "srs", ports }] });
  const apps = {
    "srs-edge": [edge, allowing("srs-edge", { egress: [{ to }] })],
    "srs-origin": [two, allowing("srs-origin", { ingress: [{ from, ports: [{ port: 1935 }] }] })],
  };
  expect(violationsOf(bothSides, apps)).toEqual([]);
});

test("asks only policies of the called side, which without policyTypes is every policy", () => {
  const egress = [{ to, ports: [{ port: 1935 }] }];
  const guarding = (policyTypes?: string[]) => {
    const { spec, ...rest } = allowing("srs-origin", {});
    const guard = { ...rest, spec: { podSelector: spec.podSelector, ...(policyTypes && { policyTypes }) } };
    return violationsOf(bothSides, { a: [edge, allowing("srs-edge", { egress })], b: [origin, guard] });
  };
  expect(guarding(["Egress"])).toEqual([]);
  expect(guarding(["Ingress"])).toHaveLength(1);
  expect(guarding()).toHaveLength(1);
});

test("tells ports apart that no container declares, by number and by name", () => {
  expect(say({ to, ports: [{ port: 7000 }] }, { from, ports: [{ port: 7001 }] })).toEqual(refused("7000/TCP"));
  expect(say({ to, ports: [{ port: 7000 }] }, { from, ports: [{ port: 7000 }] })).toEqual([]);
  expect(say({ to, ports: [{ port: "srt" }] }, { from, ports: [{ port: "rtc" }] })).toEqual(refused("srt/TCP"));
});

test("tells UDP from TCP, and knows that TCP is meant where nothing is said", () => {
  const call = { to, ports: [{ port: 1935, protocol: "TCP" }] };
  expect(say(call, { from, ports: [{ port: 1935, protocol: "UDP" }] })).toEqual(refused("1935/TCP"));
  expect(say(call, { from, ports: [{ protocol: "UDP" }] })).toEqual(refused("1935/TCP"));
  expect(say(call, { from, ports: [{ port: 1935 }] })).toEqual([]);
  expect(say(call, { from, ports: [{ protocol: "TCP" }] })).toEqual([]);
});

test("knows ranges of ports", () => {
  const call = { to, ports: [{ port: 1935 }] };
  expect(say(call, { from, ports: [{ port: 1000, endPort: 1934 }] })).toEqual(refused("1935/TCP"));
  expect(say(call, { from, ports: [{ port: 1000, endPort: 1935 }] })).toEqual([]);
  expect(say({ to, ports: [{ port: 1000, endPort: 2000 }] }, { from, ports: [{ port: 8080 }] })).toEqual(
    refused("1935/TCP"),
  );
});

test("takes pods of another namespace for others, and this namespace by its name for ours", () => {
  const call = { to, ports: [{ port: 1935 }] };
  const among = (matchLabels: object) => [{ ...from[0], namespaceSelector: { matchLabels } }];
  const ours = { "kubernetes.io/metadata.name": "srs-test-namespace" };
  expect(say(call, { from: among({ team: "monitoring" }) })).toEqual(refused("1935/TCP"));
  expect(say(call, { from: among(ours) })).toEqual([]);
  expect(say(call, { from: [{ namespaceSelector: { matchLabels: ours } }] })).toEqual([]);
  expect(say(call, { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] })).toEqual(refused("1935/TCP"));
});

test("asks nobody about calls that leave the environment: to other namespaces, to addresses, to anybody", () => {
  const monitoring = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } };
  const ports = [{ port: 1935 }];
  expect(say({ to: [monitoring], ports })).toEqual([]);
  expect(say({ to: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports })).toEqual([]);
  expect(say({ to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] })).toEqual([]);
  expect(say({ ports })).toEqual([]);
  expect(say({ to: [{ ...to[0], ...monitoring }], ports })).toEqual([]);
  expect(say({ to: [monitoring, ...to], ports })).toEqual(refused("1935/TCP"));
});

test("knows the labels of the environment's own Namespace", () => {
  const namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "srs-test-namespace", labels: { team: "a" } },
  };
  const ingress = [{ from: [{ ...from[0], namespaceSelector: { matchLabels: { team: "a" } } }] }];
  const apps = {
    "srs-edge": [edge, allowing("srs-edge", { egress: [{ to, ports: [{ port: 1935 }] }] })],
    "srs-origin": [origin, allowing("srs-origin", { ingress })],
  };
  expect(violationsOf(bothSides, apps)).toEqual(refused("1935/TCP"));
  expect(violationsOf(bothSides, { ...apps, namespace: [namespace] })).toEqual([]);
});

test("looks at calls among the pods of one workload: origins ask each other", () => {
  const self = [{ podSelector: { matchLabels: { app: "srs-origin" } } }];
  const among = (port: number) =>
    allowing("srs-origin", {
      ingress: [{ from: self, ports: [{ port }] }],
      egress: [{ to: self, ports: [{ port: 1985 }] }],
    });
  expect(violationsOf(bothSides, { "srs-origin": [origin, among(1985)] })).toEqual([]);
  expect(violationsOf(bothSides, { "srs-origin": [origin, among(1986)] })).toEqual([
    "srs-origin: NetworkPolicy lets srs-origin-deploy call srs-origin-deploy on 1985/TCP, whose own NetworkPolicy refuses it.",
  ]);
});
