import type { Context } from "@weir/app/app";
import type { WebRoute } from "@weir/app/provider";
import { testContext, testProvider } from "@weir/app/test-context";
import { expect, test } from "vitest";
import { noteHosts, renderDoors } from "./doors.ts";

test("says which responses never end, so that no load balancer ends them", () => {
  const routes: WebRoute[] = [];
  const provider = {
    ...testProvider,
    web: () => ({
      domain: "example.org",
      front: () => [],
      route: (route: WebRoute) => {
        routes.push(route);
        return [];
      },
    }),
  } as Context["provider"];
  const at = (host: string) => ({ address: "web", host });
  const pods = { prefix: "xiu-prod-", labels: { app: "xiu" }, selector: { app: "xiu" } };
  renderDoors(
    { hls: at("hls"), httpflv: at("flv") },
    pods,
    testContext({ provider, addresses: { web: "example.org" } }),
  );
  expect(routes).toEqual([
    {
      name: "xiu-prod",
      labels: { app: "xiu" },
      hosts: [
        {
          host: "hls.example.org",
          service: "xiu-prod-web-hls-service",
          port: { name: "hls", number: 8080 },
          endless: false,
        },
        {
          host: "flv.example.org",
          service: "xiu-prod-web-httpflv-service",
          port: { name: "httpflv", number: 8081 },
          endless: true,
        },
      ],
    },
  ]);
});

test("leaves it to a Gateway to say which DNS records it needs", () => {
  const route = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", metadata: { name: "r" } };
  const provider = {
    ...testProvider,
    web: () => ({ domain: "example.org", front: () => [], route: () => [route] }),
  } as Context["provider"];
  const doors = { hls: { address: "web", host: "hls" } };
  const context = (provider: Context["provider"]) => testContext({ provider, addresses: { web: "example.org" } });
  expect(noteHosts(doors, "xiu-prod-", context(provider))).toEqual([]);
  expect(noteHosts(doors, "xiu-prod-", context(testProvider as Context["provider"]))).toEqual([
    "DNS is yours: an A record for `hls.example.org`, with the address that `kubectl -n srs-test-namespace get ingress xiu-prod-ingress` shows.",
  ]);
});
