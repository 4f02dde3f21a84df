import { testContext } from "@weir/app/test-context";
import { expect, test } from "vitest";
import { checkNames } from "./check-names.ts";

const beside = (edges: unknown) =>
  testContext({ environment: "xiu-prod", settingsOf: (app) => (app === "xiu-edge" ? edges : undefined) });

function clash(at: string[], address: string, name: string) {
  return {
    id: "xiu/service-name-twice",
    severity: "error",
    at,
    what: `The Service of the address ${address} would be called ${name} here, and one of xiu-edge is.`,
    why: "The cluster keeps one of the two, and whoever comes to the other reaches nobody.",
    fix: `rename the address ${address}.`,
  };
}

test("reports addresses after which two Services would be called the same", () => {
  const edges = beside({ address: "x", hls: { address: "web", host: "hls" }, flv: { address: "y" } });
  const doors = {
    rtmp: { address: "edge-x" },
    hls: { address: "edge-web", host: "live" },
    httpflv: { address: "edge-y" },
  };
  expect(checkNames(doors, edges)).toEqual([
    clash(["address"], "edge-x", "xiu-prod-edge-x-service"),
    clash(["hls", "address"], "edge-web", "xiu-prod-edge-web-hls-service"),
    clash(["flv", "address"], "edge-y", "xiu-prod-edge-y-service"),
  ]);
  expect(checkNames({ rtmp: { address: "edge" } }, beside({}))).toEqual([
    clash(["address"], "edge", "xiu-prod-edge-service"),
  ]);
});

test("reports no others", () => {
  const doors = { rtmp: { address: "edge-x" }, hls: { address: "edge-web", host: "live" } };
  expect(checkNames(doors, beside(undefined))).toEqual([]);
  expect(checkNames(doors, beside({ address: "edge-x", hls: { address: "web" } }))).toEqual([]);
  // Pulled, it has no HLS.
  expect(checkNames(doors, beside({ pull: "xiu-origin", hls: { address: "web", host: "hls" } }))).toEqual([]);
});
