import { expect, test } from "vitest";
import type { Provider } from "./provider.ts";
import { testContext, testProvider } from "./test-context.ts";
import { checkHost, checkWeb, routesOf, webAt, webHost, webOf } from "./web.ts";

const addresses = { ingest: "lb-1", web: "example.org" };
const context = testContext({ addresses });
const hls = { name: "hls", number: 8080 };
const httpflv = { name: "httpflv", number: 8081 };

/** A cloud whose routes need a Gateway that is there once. */
const gatewayProvider = {
  ...testProvider,
  web: (domain: string, name: string) => {
    const web = testProvider.web?.(domain, name);
    return web && { ...web, front: () => [{ apiVersion: "v1", kind: "Gateway", metadata: { name } }] };
  },
} as Provider;

test("is an address and the name below its domain", () => {
  const setting = webHost("Where viewers reach HTTP-FLV.");
  expect(setting.parse({ address: "web", host: "httpflv" })).toEqual({ address: "web", host: "httpflv" });
  const refused = (host: string) => setting.safeParse({ address: "web", host }).success;
  expect(["hls.example.org", "*", "hls;", "HLS", ""].map(refused)).toEqual([false, false, false, false, false]);
});

test("is HTTP by host name only at an address with a domain", () => {
  expect(webOf("web", context)?.domain).toBe("example.org");
  expect(webOf("ingest", context)).toBeUndefined();
  expect(webOf("constructor", context)).toBeUndefined();
});

test("brings the hosts of one address to their Services in one object", () => {
  const doors = [
    { at: { address: "web", host: "hls" }, service: "xiu-prod-service", port: hls, endless: false },
    { at: { address: "web", host: "httpflv" }, service: "xiu-prod-service", port: httpflv, endless: true },
    { at: undefined, service: "xiu-prod-service", port: hls, endless: false },
  ];
  const backend = (name: string) => ({ service: { name: "xiu-prod-service", port: { name } } });
  const paths = (name: string) => ({ paths: [{ path: "/", pathType: "Prefix", backend: backend(name) }] });
  expect(routesOf("xiu-prod", { app: "xiu" }, doors, context)).toEqual([
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "xiu-prod-ingress", labels: { app: "xiu" } },
      spec: {
        rules: [
          { host: "hls.example.org", http: paths("hls") },
          { host: "httpflv.example.org", http: paths("httpflv") },
        ],
      },
    },
  ]);
});

test("tells the objects of two addresses apart, and makes none for an address that has no web", () => {
  const door = { service: "s", port: hls, endless: false };
  const namesOf = (...names: string[]) =>
    routesOf(
      "xiu",
      {},
      names.map((address) => ({ ...door, at: { address, host: "hls" } })),
      testContext({ addresses: { ...addresses, inside: "example.net" } }),
    ).map(({ metadata }) => metadata.name);
  expect(namesOf("web", "inside")).toEqual(["xiu-web-ingress", "xiu-inside-ingress"]);
  expect(namesOf("ingest")).toEqual([]);
  expect(namesOf("nowhere")).toEqual([]);
});

test("reports an address that is not there or has no domain, at the setting", () => {
  expect(checkWeb({ address: "wbe", host: "hls" }, context, ["flv"])).toEqual([
    {
      id: "addresses/unknown",
      severity: "error",
      at: ["flv", "address"],
      what: "This environment has no address wbe.",
      why: "Nobody outside the cluster would reach the server.",
      fix: "did you mean web? Otherwise use ingest or web, or declare wbe under addresses.",
    },
  ]);
  expect(checkWeb({ address: "ingest", host: "hls" }, context, ["flv"])).toEqual([
    {
      id: "addresses/tcp-only",
      severity: "error",
      at: ["flv", "address"],
      what: "ingest carries TCP by port: it knows neither host names nor certificates.",
      why: "Nobody would answer under the host name.",
      fix: "use an address with a domain, such as web, or declare one under addresses.",
    },
  ]);
  expect(checkWeb({ address: "main", host: "hls" }, testContext())[0]?.fix).toBe(
    "use an address with a domain, or declare one under addresses.",
  );
  expect(checkWeb({ address: "web", host: "hls" }, context)).toEqual([]);
  expect(checkWeb(undefined, context)).toEqual([]);
});

test("reports a route whose Gateway nothing makes", () => {
  const without = testContext({ addresses: { ...addresses, inside: "example.net" }, provider: gatewayProvider });
  const gatewayAt = (address: string) => ({ ...without, settingsOf: () => ({ address }) });
  expect(checkWeb({ address: "web", host: "hls" }, without, ["hls"])).toEqual([
    {
      id: "addresses/no-gateway",
      severity: "error",
      at: ["hls", "address"],
      what: "Nothing in this environment makes the front door of web.",
      why: "The route belongs to no Gateway, and no viewer gets through.",
      fix: "add gateway: {address: web} to the apps of this environment.",
    },
  ]);
  expect(checkWeb({ address: "web", host: "hls" }, gatewayAt("inside"))[0]).toMatchObject({
    what: "The app gateway makes the front door of inside, and none of web.",
    fix: "use inside, or give gateway the address web.",
  });
  expect(checkWeb({ address: "web", host: "hls" }, gatewayAt("web"))).toEqual([]);
});

test("takes address and host side by side for one door, and a door without a host for TCP", () => {
  expect(webAt({ address: "web", host: "hls" })).toEqual({ address: "web", host: "hls" });
  expect([webAt({ address: "ingest" }), webAt({ host: "hls" }), webAt({})]).toEqual([undefined, undefined, undefined]);
  expect(checkHost({ address: "web", host: "hls" }, context)).toEqual([]);
  expect(checkHost({ address: "ingest" }, context)).toEqual([]);
  expect(checkHost({}, context)).toEqual([]);
});

test("reports a web address without a host, a host without an address, and a host at an address for TCP", () => {
  expect(checkHost({ address: "web" }, context)).toEqual([
    {
      id: "addresses/host-missing",
      severity: "error",
      at: ["address"],
      what: "web tells servers apart by their host names, and no host is written.",
      why: "Viewers have no name to ask for.",
      fix: "write host beside it: host: hls for hls.example.org.",
    },
  ]);
  expect(checkHost({ host: "hls" }, context, ["http"])).toEqual([
    {
      id: "addresses/host-without-address",
      severity: "error",
      at: ["http", "host"],
      what: "The host hls is a name below the domain of an address, and no address is written.",
      why: "Nobody outside the cluster would reach the server.",
      fix: "write address beside it, such as web.",
    },
  ]);
  expect(checkHost({ address: "ingest", host: "hls" }, context)[0]?.id).toBe("addresses/tcp-only");
  expect(checkHost({ address: "wbe" }, context)[0]?.id).toBe("addresses/unknown");
});
