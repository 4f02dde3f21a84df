import { expect, test } from "vitest";
import { block, directive, type SrsConfig } from "./config.ts";
import { edgeConfig } from "./edge-config.ts";
import { noOptions } from "./options/option.ts";
import { originClusterConfig } from "./origin-config.ts";
import { restartDigest } from "./restart-digest.ts";
import { parseVersion } from "./versions.ts";

const six = parseVersion("v6.0-r0");
const settings = {
  version: six,
  maxConnections: 1000,
  hls: { path: "/data/hls", fragment: 4, window: 60, cached: false },
  options: noOptions,
};
const cluster = (replicas: number, more = {}) =>
  originClusterConfig({
    ...settings,
    ...more,
    coworkers: Array.from({ length: replicas }, (_, index) => `srs-origin-${index}.socs`),
  });

test("stays when coworkers come and go", () => {
  expect(restartDigest(cluster(3), six)).toMatch(/^[0-9a-f]{16}$/);
  expect(restartDigest(cluster(5), six)).toBe(restartDigest(cluster(3), six));
});

test("stays when an edge gets another origin", () => {
  const edge = (origin: string) =>
    edgeConfig({ version: six, maxConnections: 1000, drain: 120, origins: [origin], flv: true, options: noOptions });
  expect(restartDigest(edge("a"), six)).toBe(restartDigest(edge("b"), six));
});

test("changes with what only a restart takes", () => {
  const base = restartDigest(cluster(3), six);
  const without = (name: string): SrsConfig => cluster(3).filter((directive) => directive.name !== name);
  expect(restartDigest(without("http_api"), six)).not.toBe(base);
  expect(restartDigest(without("pid"), six)).not.toBe(base);
  expect(restartDigest([...cluster(3), directive("server_id", "a")], six)).not.toBe(base);
  expect(restartDigest([block("vhost", [block("cluster", [directive("mode", "remote")])])], six)).not.toBe(
    restartDigest([block("vhost", [block("cluster", [directive("mode", "local")])])], six),
  );
});

test("knows by version what a reload takes", () => {
  const hls = { ...settings.hls, fragment: 6 };
  for (const [tag, restarts] of [
    ["v6.0-r0", false],
    ["v5.0-r3", false],
    ["v5.0-b3", true],
    ["v4.0-r5", true],
  ] as const) {
    const version = parseVersion(tag);
    expect(restartDigest(cluster(3, { hls }), version) !== restartDigest(cluster(3), version)).toBe(restarts);
  }
});

test("takes everything for fixed in SRS 7, which lost reloading", () => {
  const seven = parseVersion("v7.0-d0");
  expect(restartDigest(cluster(5), seven)).not.toBe(restartDigest(cluster(3), seven));
});

test("does not see comments", () => {
  const commented = cluster(3).map((directive) => ({ ...directive, comment: "Another word." }));
  expect(restartDigest(commented, six)).toBe(restartDigest(cluster(3), six));
});
