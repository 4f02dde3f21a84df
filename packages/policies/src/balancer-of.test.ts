import type { Provider } from "@weir/app/provider";
import { service as made } from "@weir/kubernetes/service";
import { ack } from "@weir/providers/ack";
import { plain } from "@weir/providers/plain";
import { yandex } from "@weir/providers/yandex";
import { expect, test } from "vitest";
import { addressesOf, portsTaken } from "./balancer-of.ts";
import { atAddress, service, testModel } from "./test-model.ts";

/** Of a cloud, what an environment with these addresses knows. */
function cloud(provider: unknown, written: Record<string, unknown>) {
  const of = provider as Provider;
  const addresses = Object.fromEntries(
    Object.entries(written).map(([name, address]) => [name, of.address.parse(address)]),
  );
  const modelOf = (named: readonly (string | undefined)[]) => {
    const clusters = Object.fromEntries(named.map((address, index) => [`c${index}`, { address }]));
    const { environment } = testModel({ edge: [] }, { edge: { clusters } });
    return { provider: of, environment: { ...environment, addresses } };
  };
  const at = (name: string | undefined) =>
    made({
      name: "edge",
      labels: {},
      selector: {},
      ports: { rtmp: 1935, http: 8080 },
      exposure: of.expose(name === undefined ? undefined : addresses[name]),
    });
  return {
    /** What a Service at one address may be at, by an app that names all of them unless others are given. */
    addressesAt: (name: string | undefined, named: readonly (string | undefined)[] = Object.keys(addresses)) =>
      addressesOf({ app: "edge", object: at(name) }, modelOf(named)).map(({ address }) =>
        Object.keys(addresses).find((key) => addresses[key] === address),
      ),
    portsAt: (name: string | undefined) => portsTaken({ app: "edge", object: at(name) }, modelOf([name])),
  };
}

const alibaba = cloud(ack, {
  bought: { new: "clb", reach: "internet" },
  first: { slb: "lb-1", reach: "internet" },
  second: { slb: "lb-2", reach: "internet" },
  same: { slb: "lb-2", reach: "internet", bandwidth: "1Gbps" },
  nlb: { nlb: "nlb-1" },
  web: { alb: "alb", domain: "example.org", certificate: { secretName: "tls" } },
});

test("finds the address that a Service is at, and not one that says less", () => {
  expect(alibaba.addressesAt("bought")).toEqual(["bought"]);
  expect(alibaba.addressesAt("first")).toEqual(["first"]);
  expect(alibaba.addressesAt("second")).toEqual(["second", "same"]);
  expect(alibaba.addressesAt("nlb")).toEqual(["nlb"]);
  expect(alibaba.addressesAt(undefined)).toEqual([]);
  expect(alibaba.addressesAt("nlb", ["constructor"])).toEqual([]);
});

test("finds every address of its app that its Service looks the same at, whatever option changed its traffic policy", () => {
  const { addressesAt } = cloud(yandex, {
    a: { nlb: "public", allow: ["203.0.113.0/24"] },
    b: { nlb: "public", allow: ["198.51.100.0/24"] },
    c: { nlb: "public" },
  });
  expect(addressesAt("b")).toEqual(["a", "b", "c"]);
  expect(addressesAt("b", ["b"])).toEqual(["b"]);
  expect(addressesAt("c", ["c"])).toEqual(["c"]);
  expect(addressesAt("c", ["unknown", undefined])).toEqual([]);
});

test("takes the Service's ports of a load balancer that has a name, each once", () => {
  const ports = (balancer: string) => [
    { balancer, port: 1935, protocol: "TCP", at: ["clusters", "c0", "address"] },
    { balancer, port: 8080, protocol: "TCP", at: ["clusters", "c0", "address"] },
  ];
  expect(alibaba.portsAt("first")).toEqual(ports("lb-1"));
  expect(alibaba.portsAt("same")).toEqual(ports("lb-2"));
  expect(alibaba.portsAt("nlb")).toEqual(ports("nlb-1"));
  for (const own of ["bought", "web", undefined]) expect(alibaba.portsAt(own)).toEqual([]);
});

test("finds no address of a Service inside the cluster, even if that is how a domain wants it", () => {
  const certificate = { secretName: "tls" };
  const { addressesAt } = cloud(plain, {
    web: { ingress: "nginx", domain: "example.org", certificate },
    main: { type: "LoadBalancer" },
  });
  expect(addressesAt("web")).toEqual([]);
  expect(addressesAt("main")).toEqual(["main"]);
});

test("takes nothing for what is no Service", () => {
  const model = testModel({ edge: [] }, { edge: { address: "main" } });
  const likeOne = atAddress(service("edge", {}, [{ port: 1935 }]), "lb-1");
  expect(portsTaken({ app: "edge", object: likeOne }, model)).toHaveLength(1);
  expect(portsTaken({ app: "edge", object: { ...likeOne, kind: "Other" } }, model)).toEqual([]);
});
