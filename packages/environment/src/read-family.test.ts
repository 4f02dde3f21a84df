import { formatPlace } from "@weir/finding/finding";
import { expect, test } from "vitest";
import { loadFiles, refusalsOf } from "./test-workspace.ts";

const own = "environments/srs-prod/environment.yaml";

test("merges mappings, replaces scalars and lists, and knows the file and line of every value", async () => {
  const environment = await loadFiles({
    "fleets/base.yaml": `weir: 1
cluster: ack-zhangjiakou
audience: {viewers: 100, bitrate: 800kbps}
apps:
  srs-edge: {drain: 6m, max_connections: 4000}
  srs-demo: {publishTo: srs-edge, streams: [livestream, avatar]}
  srs-cleanup: {schedule: "15 1 * * *", zone: Asia/Shanghai, olderThan: 3d}
`,
    "fleets/live.yaml": `weir: 1
inherit: fleets/base
apps:
  srs-edge: {drain: 5m}
  srs-demo: {streams: [one, two, three]}
`,
    [own]: `weir: 1
inherit: fleets/live
audience: {viewers: 40000}
apps:
  srs-edge:
    tracks: {r6: {version: v6.0-r0, replicas: 54}}
  srs-demo: {streams: [mine]}
  srs-cleanup: absent
`,
  });
  expect(environment.files).toEqual([own, "fleets/live.yaml", "fleets/base.yaml", "clusters/ack-zhangjiakou.yaml"]);
  expect(environment.audience).toMatchObject({ viewers: 40_000, bitrate: 800 });
  expect(Object.keys(environment.apps)).toEqual(["namespace", "srs-demo", "srs-edge"]);
  expect(environment.apps["srs-edge"]).toEqual({
    settings: { drain: 300, max_connections: 4000, tracks: { r6: { version: "v6.0-r0", replicas: 54 } } },
    written: { drain: "5m", max_connections: 4000, tracks: { r6: { version: "v6.0-r0", replicas: 54 } } },
  });
  expect(environment.apps["srs-demo"]?.settings).toEqual({ publishTo: "srs-edge", streams: ["mine"] });
  const places = [
    ["apps", "srs-edge", "drain"],
    ["apps", "srs-edge", "max_connections"],
    ["apps", "srs-edge", "tracks", "r6", "replicas"],
    ["apps", "srs-edge"],
    ["apps", "srs-demo", "publishTo"],
    ["apps", "srs-demo", "streams", 0],
    ["audience", "bitrate"],
    ["cluster"],
    ["cluster", "nodes"],
  ].map((path) => formatPlace(environment.locate(path)));
  expect(places).toEqual([
    "fleets/live.yaml:4:21",
    "fleets/base.yaml:5:42",
    `${own}:6:47`,
    `${own}:5:3`,
    "fleets/base.yaml:6:25",
    `${own}:7:24`,
    "fleets/base.yaml:3:35",
    "fleets/base.yaml:2:10",
    "clusters/ack-zhangjiakou.yaml:5:1",
  ]);
});

test("points at the parent's line for a value that a parent wrote", async () => {
  expect(
    await refusalsOf({
      "fleets/live.yaml": "weir: 1\napps:\n  srs-edge: {drain: 5s, max: 1}\n  srs-egde: {}\n",
      [own]: "weir: 1\ninherit: fleets/live\ncluster: ack-zhangjiakou\napps: {srs-edge: {gop: yes}}\n",
    }),
  ).toEqual([
    `${own}:4:24+3  settings/type  srs-edge: gop is "yes", and it must be true or false. Fix: write true or false, without quotes.`,
    'fleets/live.yaml:3:21+2  settings/value  srs-edge: drain is "5s": it must be 10s or longer. Fix: write it like 2m or 90s.',
    'fleets/live.yaml:3:25+3  settings/unknown-key  srs-edge has no setting "max". Fix: choose one of address, max_connections, drain, cpu, memory, limit, gop or tracks.',
    'fleets/live.yaml:4:3+8  environment/unknown-app  There is no app "srs-egde". Fix: did you mean srs-edge? There are namespace, srs-edge, srs-origin-cluster, nginx-hls, srs-storage, srs-cleanup and srs-demo.',
  ]);
});

test("refuses versions, replicas and a namespace in a parent, tracks included", async () => {
  const release = (key: string) =>
    `A parent carries no ${key}. One edit here would reach every environment below it at once. Fix: write ${key} in each environment.`;
  expect(
    await refusalsOf({
      "fleets/live.yaml":
        "weir: 1\nnamespace: x\napps:\n  srs-edge: {tracks: {r5: {version: v5.0-r3, replicas: 1}}}\n  nginx-hls: {replicas: 2}\n",
      [own]: "weir: 1\ninherit: fleets/live\ncluster: ack-zhangjiakou\n",
    }),
  ).toEqual([
    "fleets/live.yaml:2:1+9  environment/parent-content  A parent carries no namespace. Two environments in one namespace would replace each other's servers. Fix: write namespace in each environment, or leave it out: it is the environment's name then.",
    `fleets/live.yaml:4:28+7  environment/parent-content  ${release("version")}`,
    `fleets/live.yaml:4:46+8  environment/parent-content  ${release("replicas")}`,
    `fleets/live.yaml:5:15+8  environment/parent-content  ${release("replicas")}`,
  ]);
});

test("reports parents in a circle with the whole way round", async () => {
  expect(
    await refusalsOf({
      "fleets/a.yaml": "weir: 1\ninherit: fleets/b\n",
      "fleets/b.yaml": "weir: 1\n# back\ninherit: fleets/a\n",
      [own]: "weir: 1\ninherit: fleets/a\ncluster: ack-zhangjiakou\n",
    }),
  ).toEqual([
    "fleets/b.yaml:3:10+8  environment/parent-cycle  The parents go in a circle: environments/srs-prod → fleets/a → fleets/b → fleets/a. Fix: delete inherit in one of them.",
  ]);
  expect(
    await refusalsOf({
      "fleets/a.yaml": "weir: 1\ninherit: fleets/a\n",
      [own]: "weir: 1\ninherit: fleets/a\ncluster: ack-zhangjiakou\n",
    }),
  ).toEqual([
    "fleets/a.yaml:2:10+8  environment/parent-cycle  The parents go in a circle: environments/srs-prod → fleets/a → fleets/a. Fix: delete inherit in one of them.",
  ]);
});

const chain = (length: number) =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `fleets/p${index + 1}.yaml`,
      index + 1 < length ? `weir: 1\ninherit: fleets/p${index + 2}\n` : "weir: 1\ncluster: ack-zhangjiakou\n",
    ]),
  );

test("allows three parents and no more", async () => {
  const environment = { [own]: "weir: 1\ninherit: fleets/p1\n" };
  expect(await refusalsOf({ ...environment, ...chain(3) })).toEqual([]);
  expect(await refusalsOf({ ...environment, ...chain(4) })).toEqual([
    "fleets/p3.yaml:2:10+9  environment/parent-depth  environments/srs-prod → fleets/p1 → fleets/p2 → fleets/p3 → fleets/p4: an environment has at most 3 parents above it. Fix: move what fleets/p4 says into the file that inherits it.",
  ]);
});

test("names the parents there are when one is unknown, and reports nothing as missing that it may hold", async () => {
  expect(
    await refusalsOf({
      "fleets/live.yaml": "weir: 1\n",
      "fleets/events.yaml": "weir: 1\n",
      [own]: "weir: 1\ninherit: fleets/liv\nclutser: x\n",
    }),
  ).toEqual([
    `${own}:2:10+10  environment/unknown-parent  There is no parent "liv": no file fleets/liv.yaml. Fix: did you mean live? There are events and live.`,
    `${own}:3:1+7  settings/unknown-key  There is no setting "clutser". Fix: did you mean cluster? There are weir, inherit, cluster, namespace, audience, addresses, apps, events and exceptions.`,
  ]);
  expect(await refusalsOf({ [own]: "weir: 1\ninherit: fleets/live\n" })).toEqual([
    `${own}:2:10+11  environment/unknown-parent  There is no parent "live": no file fleets/live.yaml. Fix: write the file.`,
  ]);
});

test("reports what is wrong with the parents' own files", async () => {
  expect(
    await refusalsOf({
      "fleets/live.yaml": "inherit: environments/other\napps: {srs-edge: &edge {}}\n",
      [own]: "weir: 1\ninherit: fleets/live\ncluster: ack-zhangjiakou\n",
    }),
  ).toEqual([
    "fleets/live.yaml:1:1+7  settings/missing  The file has no weir. Fix: add weir: 1.",
    'fleets/live.yaml:1:10+18  settings/value  inherit is "environments/other": a parent is fleets/<name>, for the file fleets/<name>.yaml; an environment is never a parent. Fix: write it like fleets/live or fleets/events.',
    "fleets/live.yaml:2:18+5  yaml/anchor  &edge is an anchor, and every setting must say in its own place what it is. Fix: write the value itself; what environments share belongs into a parent (inherit: fleets/<name>).",
  ]);
  expect(await refusalsOf({ "fleets/live.yaml": "weir: 7\n", [own]: "weir: 1\ninherit: fleets/live\n" })).toEqual([
    "fleets/live.yaml:1:7+1  environment/format  This file is written in format 7, and this weir reads format 1. Fix: update weir, or write the file in format 1.",
  ]);
  expect(await refusalsOf({ "fleets/live.yaml": "", [own]: "weir: 1\ninherit: fleets/live\n" })).toEqual([
    "fleets/live.yaml:1:1+1  yaml/empty  The file says nothing. Fix: begin with weir: 1, then key: value, one a line.",
  ]);
});

test("takes no format from a parent", async () => {
  const files = { "fleets/live.yaml": "weir: 1\n", [own]: "inherit: fleets/live\ncluster: ack-zhangjiakou\n" };
  expect(await refusalsOf(files)).toEqual([`${own}:1:1+7  settings/missing  The file has no weir. Fix: add weir: 1.`]);
});

test("keeps the app namespace in every environment", async () => {
  expect(await refusalsOf({ [own]: "weir: 1\ncluster: ack-zhangjiakou\napps: {namespace: absent}\n" })).toEqual([
    `${own}:3:19+6  environment/namespace-app  The app namespace is in every environment. Without it pods run without its limits and network rules. Fix: delete the line; give it settings to change what it makes.`,
  ]);
});
