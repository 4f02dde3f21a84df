import { atAddress, httpRoute, ingress, service, testModel } from "@weir/policies/test-model";
import { expect, test } from "vitest";
import { type Claim, checkClaims, claimsOf } from "./check-claims.ts";

const claim = (thing: string, file: string): Claim => ({ thing, place: { file, line: 3, column: 5 } });

test("reports what two environments would take from one another, at the second and with the place of the first", () => {
  const claims = new Map([
    ["environments/prod", [claim("folder /srs of nas-1", "environments/prod/environment.yaml")]],
    ["environments/staging", [claim("folder /srs of nas-1", "environments/staging/environment.yaml")]],
  ]);
  expect(checkClaims(claims)).toEqual([
    {
      id: "environment/taken",
      severity: "error",
      where: { file: "environments/staging/environment.yaml", line: 3, column: 5 },
      what: "environments/staging takes folder /srs of nas-1, which environments/prod has (environments/prod/environment.yaml:3:5).",
      why: "What one of them does there undoes the other: streams are overwritten, cleaned away or sent to the wrong servers.",
      fix: "give each environment its own.",
    },
  ]);
});

test("accepts one thing twice in one environment, and different things in two", () => {
  const file = "environments/a/environment.yaml";
  const claims = new Map([
    [
      "environments/a",
      [claim("port 80/TCP of load balancer lb-1", file), claim("port 80/TCP of load balancer lb-1", file)],
    ],
    ["environments/b", [claim("port 1935/TCP of load balancer lb-1", file)]],
  ]);
  expect(checkClaims(claims)).toEqual([]);
});

test("reads off manifests what an environment needs for itself: cluster-wide names, folders, ports, hosts", () => {
  const volume = (source: object) => ({
    kind: "PersistentVolume",
    apiVersion: "v1",
    metadata: { name: "pv" },
    spec: source,
  });
  const ports = [{ port: 1935 }, { port: 8000, protocol: "UDP" }];
  const model = testModel({
    namespace: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "live" } }],
    "srs-storage": [
      volume({ csi: { volumeAttributes: { server: "nas-1", path: "/srs" } } }),
      volume({ nfs: { server: "nfs-1", path: "/live" } }),
    ],
    "srs-edge": [atAddress(service("edge", {}, ports), "lb-1"), service("inside", {}, ports)],
    own: [atAddress(service("own", {}, ports), "lb-each")],
    web: [ingress("i", "hls.example.org", "nginx", { number: 80 }), httpRoute("r", "flv.example.org", "xiu", 80)],
  });
  expect(claimsOf(model).map(({ thing }) => thing)).toEqual([
    "Namespace live of cluster test-cluster",
    "PersistentVolume pv of cluster test-cluster",
    "folder /srs of nas-1",
    "PersistentVolume pv of cluster test-cluster",
    "folder /live of nfs-1",
    "port 1935/TCP of load balancer lb-1",
    "port 8000/UDP of load balancer lb-1",
    "hls.example.org/ of cluster test-cluster",
    "flv.example.org/ of cluster test-cluster",
  ]);
  for (const { place } of claimsOf(model)) {
    expect(place).toEqual({ file: "environments/srs-test/environment.yaml", line: 1, column: 1 });
  }
});
