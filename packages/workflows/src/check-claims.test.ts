import type { ArgoCD } from "@weir/app/context";
import { testCluster } from "@weir/app/test-context";
import type { Path } from "@weir/finding/finding";
import { atAddress, httpRoute, ingress, service, testModel } from "@weir/policies/test-model";
import { describe, expect, test } from "vitest";
import { type Claim, checkClaims, claimsOf } from "./check-claims.ts";

const file = (directory: string) => `${directory}/environment.yaml`;

/** What environments have, each claim at a line of its own unless lines are given. */
function claims(all: Record<string, readonly (Omit<Claim, "place"> & { readonly line?: number })[]>) {
  return new Map(
    Object.entries(all).map(([directory, own]) => [
      directory,
      own.map(({ line, ...claim }, index) => ({
        ...claim,
        place: { file: file(directory), line: line ?? index + 3, column: 5 },
      })),
    ]),
  );
}

const port = (number: number) => ({ thing: `port ${number}/TCP`, of: "load balancer lb-1", line: 7 });
const [prod, staging] = ["environments/prod", "environments/staging"];

test("reports what two environments would take from one another, at the second and with the place of the first", () => {
  const one = { thing: "Namespace live", of: "cluster ack" };
  expect(checkClaims(claims({ [prod]: [one], [staging]: [one] }))).toEqual([
    {
      id: "environment/taken",
      severity: "error",
      where: { file: "environments/staging/environment.yaml", line: 3, column: 5 },
      what: "environments/staging takes Namespace live of cluster ack, which environments/prod has (environments/prod/environment.yaml:3:5).",
      why: "What one of them does there undoes the other: streams are overwritten, cleaned away or sent to the wrong servers.",
      fix: "give each environment its own.",
    },
  ]);
});

test("reports once all that one setting takes, and once for each setting", () => {
  const all = checkClaims(
    claims({
      [prod]: [port(1935), port(8080), port(80)],
      [staging]: [port(1935), port(8080), port(8080), { ...port(80), line: 9 }],
    }),
  );
  expect(all.map(({ where, what }) => [where.line, what])).toEqual([
    [
      7,
      "environments/staging takes port 1935/TCP and port 8080/TCP of load balancer lb-1, which environments/prod has (environments/prod/environment.yaml:7:5).",
    ],
    [
      9,
      "environments/staging takes port 80/TCP of load balancer lb-1, which environments/prod has (environments/prod/environment.yaml:7:5).",
    ],
  ]);
});

test("accepts one thing twice in one environment, different things in two, and one name of two", () => {
  const [a, b] = ["environments/a", "environments/b"];
  expect(checkClaims(claims({ [a]: [port(80), port(80)], [b]: [port(1935), { ...port(80), of: "lb-2" }] }))).toEqual(
    [],
  );
});

describe("folders of one file system", () => {
  const folder = (thing: string, of = "nas-1") => ({ thing, of, folder: true as const });
  const say = (first: string, second: string) =>
    checkClaims(claims({ [prod]: [folder(first)], [staging]: [folder(second)] }));

  test("are reported where one lies in the other, at the second", () => {
    expect(say("/live", "/live/b")).toEqual([
      {
        id: "environment/taken",
        severity: "error",
        where: { file: "environments/staging/environment.yaml", line: 3, column: 5 },
        what: "environments/staging keeps its files in /live/b of nas-1, which lies in /live of environments/prod (environments/prod/environment.yaml:3:5).",
        why: "What cleans up /live removes the files of both, and HLS of the one is overwritten by the other's: viewers stall, or see another stream.",
        fix: "write a path for each environment that lies in no other's.",
      },
    ]);
    expect(say("/live/b", "/live").map(({ what, why }) => [what, why?.slice(0, 25)])).toEqual([
      [
        "environments/staging keeps its files in /live of nas-1, in which /live/b of environments/prod (environments/prod/environment.yaml:3:5) lies.",
        "What cleans up /live remo",
      ],
    ]);
  });

  test("are reported where they are one", () => {
    expect(say("/srs", "/srs").map(({ what }) => what)).toEqual([
      "environments/staging keeps its files in /srs of nas-1, which is the folder of environments/prod (environments/prod/environment.yaml:3:5) too.",
    ]);
  });

  test("may lie side by side, begin alike, or be on two file systems; one environment may have two", () => {
    expect(say("/live/a", "/live/b")).toEqual([]);
    expect(say("/live", "/live-b")).toEqual([]);
    expect(say("/live-b", "/live")).toEqual([]);
    expect(checkClaims(claims({ [prod]: [folder("/live")], [staging]: [folder("/live/b", "nas-2")] }))).toEqual([]);
    expect(checkClaims(claims({ [prod]: [folder("/live"), folder("/live/b")] }))).toEqual([]);
  });
});

const volume = (source: object) => ({
  kind: "PersistentVolume",
  apiVersion: "v1",
  metadata: { name: "pv" },
  spec: source,
});

/** The claims of an environment, each with the path that its place was asked for. */
function read(apps: Record<string, readonly object[]>, settings = {}, changes: object = {}) {
  const { environment, ...model } = testModel(apps, settings);
  const locate = (path: Path) => ({ file: path.join(".") });
  return claimsOf({ ...model, environment: { ...environment, locate, ...changes } }).map(
    ({ thing, of, folder, place }) => `${place.file}: ${thing} of ${of}${folder ? ", a folder" : ""}`,
  );
}

test("reads off manifests what an environment needs for itself, at the settings that say so", () => {
  const ports = [{ port: 1935 }, { port: 8000, protocol: "UDP" }];
  const apps = {
    namespace: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "live" } }],
    "srs-storage": [
      volume({ csi: { volumeAttributes: { server: "nas-1", path: "/srs" } } }),
      volume({ nfs: { server: "nfs-1", path: "/live" } }),
    ],
    "srs-edge": [atAddress(service("edge", {}, ports), "lb-1"), service("inside", {}, ports)],
    own: [atAddress(service("own", {}, ports), "lb-each")],
    web: [ingress("i", "hls.example.org", "nginx", { number: 80 }), httpRoute("r", "flv.example.org", "xiu", 80)],
  };
  const settings = {
    "srs-edge": { clusters: { a: { address: "main" } } },
    own: { address: "own" },
    web: { flv: { address: "web", host: "flv" } },
  };
  expect(read(apps, settings)).toEqual([
    "namespace: Namespace live of cluster test-cluster",
    "apps.srs-storage: PersistentVolume pv of cluster test-cluster",
    "apps.srs-storage.path: /srs of nas-1, a folder",
    "apps.srs-storage: PersistentVolume pv of cluster test-cluster",
    "apps.srs-storage.path: /live of nfs-1, a folder",
    "apps.srs-edge.clusters.a.address: port 1935/TCP of load balancer lb-1",
    "apps.srs-edge.clusters.a.address: port 8000/UDP of load balancer lb-1",
    "apps.web: hls.example.org/ of cluster test-cluster",
    "apps.web.flv.host: flv.example.org/ of cluster test-cluster",
  ]);
});

describe("a cluster", () => {
  const apps = { namespace: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "live" } }] };
  const argocd: ArgoCD = {
    repoURL: "https://example.org/a.git",
    revision: "main",
    namespace: "argocd",
    destination: { name: "in-cluster" },
  };
  const inline = { cluster: { provider: "test" } };

  test("that is written inline is the one that Argo CD calls so", () => {
    expect(read(apps, {}, { cluster: { ...testCluster, argocd }, written: inline })).toEqual([
      "namespace: Namespace live of cluster in-cluster of Argo CD in argocd (test test-region, https://example.org/a.git)",
    ]);
    const destination = { server: "https://203.0.113.7:6443" };
    const cluster = { ...testCluster, region: undefined, argocd: { ...argocd, destination } };
    expect(read(apps, {}, { cluster, written: inline })).toEqual([
      "namespace: Namespace live of cluster https://203.0.113.7:6443 of Argo CD in argocd (test, https://example.org/a.git)",
    ]);
  });

  test("is known by its name where it has a file, or nothing else is said of it", () => {
    const byName = ["namespace: Namespace live of cluster test-cluster"];
    const cluster = { ...testCluster, argocd };
    expect(read(apps, {}, { cluster, written: { cluster: "test-cluster" } })).toEqual(byName);
    expect(read(apps, {}, { written: inline })).toEqual(byName);
  });
});
