import type { Provider } from "@weir/app/provider";
import { yandex } from "@weir/providers/yandex";
import { expect, test } from "vitest";
import { indexModel } from "../index-model.ts";
import { allowing, atAddress, deployment, ingress, service, testModel, violationsOf } from "../test-model.ts";
import { allowList } from "./allow-list.ts";

const pods = deployment("origin-deploy", { app: "origin" });
const inside = service("origin", { app: "origin" }, [{ name: "rtmp", port: 1935 }]);
const list = "203.0.113.0/24";

const settings = { "xiu-origin": { address: "closed", flv: { address: "main" } } };
const say = (at: string, ...rules: object[]) =>
  violationsOf(
    allowList,
    { "xiu-origin": [pods, atAddress(inside, at), allowing("origin", { ingress: rules })] },
    settings,
  );
const wide = [
  "xiu-origin: Service is at an address with an allow-list, and the NetworkPolicy of origin-deploy lets others in to port 1935.",
];

test("reports a port that is open to anybody, or to others, behind an allow-list", () => {
  expect(say(list, { ports: [{ port: 1935 }] })).toEqual(wide);
  expect(say(list, {})).toEqual(wide);
  expect(say(list, { from: [{ ipBlock: { cidr: list } }, { ipBlock: { cidr: "198.51.100.0/24" } }] })).toEqual(wide);
  expect(say(list, { from: [{ ipBlock: { cidr: list } }] }, { ports: [{ port: 1935 }] })).toEqual(wide);
  expect(violationsOf(allowList, { "xiu-origin": [pods, atAddress(inside, list)] }, settings)).toEqual(wide);
});

test("points at the address, and says what to do about it in the environment's file", () => {
  const model = testModel({ "xiu-origin": [pods, atAddress(inside, list)] }, settings);
  expect(allowList.check(indexModel(model)).map(({ at }) => at)).toEqual([["address"]]);
  expect(allowList.remedy).toBe(
    "give the app an address whose allow names everybody who may come, or one without allow.",
  );
});

test("accepts those on the list, pods of the cluster, and other ports", () => {
  const from = [{ ipBlock: { cidr: list } }, { podSelector: { matchLabels: { app: "edge" } } }];
  expect(say(list, { from, ports: [{ port: 1935 }] }, { ports: [{ port: 8080 }] })).toEqual([]);
  expect(say(list, { from: [{ namespaceSelector: {} }], ports: [{ port: 1935 }] })).toEqual([]);
});

test("accepts anybody at an address without a list, and inside the cluster", () => {
  expect(say("lb-1", { ports: [{ port: 1935 }] })).toEqual([]);
  const open = allowing("origin", { ingress: [{}] });
  const route = ingress("web", "live.example.com", "origin", { name: "rtmp" });
  expect(violationsOf(allowList, { "xiu-origin": [pods, inside, route, open] }, settings)).toEqual([]);
});

test("accepts either list of two addresses that nothing but their lists tells apart", () => {
  const allow = (...cidrs: string[]) => yandex.address.parse({ nlb: "public", allow: cidrs });
  const addresses = { a: allow("203.0.113.0/24"), b: allow("198.51.100.0/24") };
  const { type, annotations, spec } = yandex.expose(addresses.b);
  const made = { ...inside, metadata: { ...inside.metadata, annotations }, spec: { ...inside.spec, ...spec, type } };
  const say = (cidr: string) => {
    const from = [{ ipBlock: { cidr } }];
    const named = { address: "a", flv: { address: "b" } };
    const model = testModel({ a: [pods, made, allowing("origin", { ingress: [{ from }] })] }, { a: named });
    const environment = { ...model.environment, addresses };
    return allowList.check(indexModel({ ...model, provider: yandex as Provider, environment }));
  };
  expect(say("198.51.100.0/24")).toEqual([]);
  expect(say("203.0.113.0/24")).toEqual([]);
  expect(say("192.0.2.0/24")).toHaveLength(1);
});
