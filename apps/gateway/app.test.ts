import type { Provider } from "@weir/app/provider";
import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext, testProvider } from "@weir/app/test-context";
import { gateway } from "@weir/kubernetes/gateway";
import { expect, test } from "vitest";
import app from "./app.ts";

/** A cloud whose addresses with a dot are domains of a Gateway. */
const cloud: Provider<string> = {
  ...testProvider,
  web: (domain, name) =>
    domain.includes(".")
      ? {
          domain,
          front: (labels) =>
            gateway({
              name: `${name}-gateway`,
              labels,
              className: "envoy",
              domain,
              certificate: { kind: "Secret", name: "web-tls" },
            }).toReversed(),
          route: () => [],
        }
      : undefined,
};
const context = testContext({ provider: cloud as Provider, addresses: { main: "lb-test", web: "example.org" } });
const check = (address: string, of = context) => app.check?.({ address }, of);

test("makes the front door of its address, as the cloud has it", () => {
  const { shared, instances } = renderTwice(app, { address: "web" }, context);
  expect(shared.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    "HTTPRoute web-gateway-redirect",
    "Gateway web-gateway",
  ]);
  for (const { metadata } of shared) {
    expect(metadata.labels).toEqual({
      app: "gateway",
      "app.kubernetes.io/name": "gateway",
      "app.kubernetes.io/component": "front",
      "app.kubernetes.io/part-of": "streaming",
      "app.kubernetes.io/managed-by": "weir",
    });
  }
  expect(instances).toEqual([]);
  expect(check("web")).toEqual([]);
});

test("has an empty base: what a front door looks like is the cloud's to say", () => {
  expect(renderTwice(app, app.base)).toEqual({ shared: [], instances: [] });
});

test("reports an address that is not there", () => {
  expect(check("wbe")).toEqual([
    {
      id: "addresses/unknown",
      severity: "error",
      at: ["address"],
      what: "This environment has no address wbe.",
      why: "Nobody outside the cluster would reach the server.",
      fix: "did you mean web? Otherwise use main or web, or declare wbe under addresses.",
    },
  ]);
});

test("reports an address for TCP", () => {
  expect(check("main")).toEqual([
    {
      id: "addresses/tcp-only",
      severity: "error",
      at: ["address"],
      what: "main carries TCP by port: it knows neither host names nor certificates.",
      why: "Nobody would answer under the host name.",
      fix: "use an address with a domain, such as web, or declare one under addresses.",
    },
  ]);
});

test("reports an address whose Ingresses need no front door", () => {
  expect(check("web", testContext({ addresses: { web: "example.org" } }))).toEqual([
    {
      id: "gateway/nothing-to-make",
      severity: "error",
      at: ["address"],
      what: "web has no front door to make: its Ingresses are enough.",
      why: "An app without manifests is nothing that Kustomize builds.",
      fix: "remove gateway from the apps of this environment.",
    },
  ]);
});

test("says whose DNS it is, and where its address stands", () => {
  expect(app.notes?.({ address: "web" }, context)).toEqual([
    "DNS is yours: every host below example.org, or * for all of them, needs an A record (a CNAME, if it is a name) with " +
      "the address that `kubectl --namespace srs-test-namespace get gateway web-gateway` shows.",
  ]);
  expect(app.notes?.({ address: "main" }, context)).toEqual([]);
  expect(app.notes?.({ address: "web" }, testContext({ addresses: { web: "example.org" } }))).toEqual([]);
});

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});
