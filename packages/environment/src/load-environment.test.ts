import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "@weir/app/app";
import { FindingsError } from "@weir/finding/finding";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { loadEnvironment } from "./load-environment.ts";
import {
  cluster,
  loadFiles,
  refusals,
  refusalsOf,
  refusalsOfRest,
  registries,
  srsProd,
  writeWorkspace,
} from "./test-workspace.ts";

const own = "environments/srs-prod/environment.yaml";

test("loads a whole environment", async () => {
  const environment = await loadFiles({ [own]: srsProd });
  const { locate, apps, written, ...rest } = environment;
  expect(rest).toEqual({
    name: "srs-prod",
    directory: "environments/srs-prod",
    namespace: "srs-prod-namespace",
    cluster: {
      name: "ack-zhangjiakou",
      provider: "ack",
      region: "cn-zhangjiakou",
      kubernetes: "1.34",
      nodes: { count: 3, cpu: 4, memory: "8Gi", bandwidth: 1_000_000, drain: 600 },
      argocd: {
        repoURL: "https://github.com/example/streaming.git",
        revision: "main",
        namespace: "argocd",
        destination: { name: "in-cluster" },
      },
    },
    audience: { viewers: 2000, publishers: 20, bitrate: 800, session: { mean: 1800, spread: 1.5 } },
    addresses: { main: { slb: "lb-2zetmjpao868s9yzvr5ld", reach: "intranet", bandwidth: 2_000_000 } },
    events: [{ name: "final", from: "2026-12-05T18:00:00+08:00", for: 18_000, viewers: 3000, freeze: 43_200 }],
    exceptions: [
      { policy: "images/end-of-life", app: "srs-edge", until: "2027-01-31", because: "SRS 5 until the final is over" },
    ],
    files: [own, "clusters/ack-zhangjiakou.yaml"],
  });
  expect(Object.keys(apps)).toEqual([
    "namespace",
    "nginx-hls",
    "srs-cleanup",
    "srs-demo",
    "srs-edge",
    "srs-origin-cluster",
    "srs-storage",
  ]);
  expect(apps.namespace).toEqual({ settings: { quota: true }, written: {} });
  expect(apps["srs-cleanup"]).toEqual({
    settings: { schedule: "15 1 * * *", zone: "Asia/Shanghai", olderThan: 259_200 },
    written: { schedule: "15 1 * * *", zone: "Asia/Shanghai", olderThan: "3d" },
  });
  expect(written).toMatchObject({
    cluster: "ack-zhangjiakou",
    audience: { bitrate: "800kbps", session: { mean: "30m" } },
    apps: { "srs-edge": { drain: "2m" } },
  });
  expect(locate(["apps", "srs-edge", "drain"])).toEqual({ file: own, line: 16, column: 12, length: 2 });
  expect(locate(["apps", "srs-edge", "tracks", "r6", "replicas"])).toEqual({
    file: own,
    line: 23,
    column: 19,
    length: 1,
  });
  expect(locate(["apps", "srs-edge", "resources", "cpu"])).toEqual({ file: own, line: 13, column: 3, length: 8 });
  expect(locate(["apps", "namespace", "quota"])).toEqual({ file: own, line: 12, column: 1, length: 4 });
  expect(locate(["cluster"])).toEqual({ file: own, line: 3, column: 10, length: 15 });
  expect(locate(["cluster", "nodes", "drain"])).toEqual({
    file: "clusters/ack-zhangjiakou.yaml",
    line: 5,
    column: 65,
    length: 3,
  });
});

test("fills in what an environment may leave out", async () => {
  const environment = await loadFiles({
    [own]: 'weir: 1\ncluster: {provider: plain, kubernetes: "1.34"}\naudience: {viewers: 5, bitrate: 1Mbps}\n',
  });
  expect(environment.namespace).toBe("srs-prod");
  expect(environment.cluster).toEqual({
    name: "srs-prod",
    provider: "plain",
    region: undefined,
    kubernetes: "1.34",
    nodes: undefined,
    argocd: undefined,
  });
  expect(environment.audience).toEqual({
    viewers: 5,
    publishers: 1,
    bitrate: 1000,
    session: { mean: 1800, spread: 1.5 },
  });
  expect(Object.keys(environment.apps)).toEqual(["namespace"]);
  expect([environment.addresses, environment.events, environment.exceptions]).toEqual([{}, [], []]);
  expect(environment.files).toEqual([own]);
});

test("loads the modules of those apps alone that the environment has", async () => {
  const loaded: string[] = [];
  const recording = (name: string, load: () => Promise<App>) => () => {
    loaded.push(name);
    return load();
  };
  const apps = new Map([...registries.apps].map(([name, load]) => [name, recording(name, load)]));
  const root = writeWorkspace({
    "clusters/c.yaml": cluster,
    [own]: "weir: 1\ncluster: c\napps: {srs-edge: {}, srs-demo: absent}\n",
  });
  await loadEnvironment(root, "environments/srs-prod", { ...registries, apps });
  expect(loaded).toEqual(["namespace", "srs-edge"]);
});

test("gives the same for every order in which things are written", async () => {
  const tracks = ["r5: {version: v5.0-r3, replicas: 3}", "r6: {replicas: 1, version: v6.0-r0}"];
  const text = (order: string[]) =>
    `weir: 1\ncluster: ack-zhangjiakou\napps: {srs-edge: {tracks: {${order.join(", ")}}}}\n`;
  const [one, other] = await Promise.all(
    [tracks, tracks.toReversed()].map((order) => loadFiles({ [own]: text(order) })),
  );
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

const edge = "apps:\n  srs-edge:\n    tracks:\n      r5:\n        version: v5.0-r3\n";
const wholeNumber = "Fix: write a whole number from 0 to 500.";

test.each([
  ["-1", `8:19+2  settings/range  srs-edge: tracks.r5.replicas is -1, and 0 is the least. ${wholeNumber}`],
  ["1.5", `8:19+3  settings/type  srs-edge: tracks.r5.replicas is 1.5, and it must be a whole number. ${wholeNumber}`],
  ["1e9", `8:19+3  settings/range  srs-edge: tracks.r5.replicas is 1e9, and 500 is the most. ${wholeNumber}`],
  ["1e300", `8:19+5  settings/range  srs-edge: tracks.r5.replicas is 1e300, and 500 is the most. ${wholeNumber}`],
  ["-1e300", `8:19+6  settings/range  srs-edge: tracks.r5.replicas is -1e300, and 0 is the least. ${wholeNumber}`],
  [
    ".inf",
    `8:19+4  settings/type  srs-edge: tracks.r5.replicas is .inf, and it must be a whole number. ${wholeNumber}`,
  ],
  [
    ".nan",
    `8:19+4  settings/type  srs-edge: tracks.r5.replicas is .nan, and it must be a whole number. ${wholeNumber}`,
  ],
  [
    "three",
    `8:19+5  settings/type  srs-edge: tracks.r5.replicas is "three", and it must be a whole number. ${wholeNumber}`,
  ],
  [
    "true",
    `8:19+4  settings/type  srs-edge: tracks.r5.replicas is true, and it must be a whole number. ${wholeNumber}`,
  ],
  [
    "[3]",
    `8:9+8  settings/type  srs-edge: tracks.r5.replicas is a list, and it must be a whole number. ${wholeNumber}`,
  ],
  [
    "{a: 3}",
    `8:9+8  settings/type  srs-edge: tracks.r5.replicas is a mapping, and it must be a whole number. ${wholeNumber}`,
  ],
  [
    '"3"',
    '8:19+3  settings/type  srs-edge: tracks.r5.replicas is "3", and a number is written without quotes. Fix: write replicas: 3.',
  ],
  ["null", "8:19+4  yaml/null  srs-edge: tracks.r5.replicas has no value. Fix: write a value, or leave the key out."],
])("refuses replicas: %s", async (replicas, expected) => {
  expect(await refusalsOfRest(`${edge}        replicas: ${replicas}\n`)).toEqual([expected]);
});

test("reports unknown keys with what was meant and what is allowed", async () => {
  expect(await refusalsOfRest(`namspace: x\nreplica: 3\n${edge}        replica: 3\n        replicas: 3\n`)).toEqual([
    '3:1+8  settings/unknown-key  There is no setting "namspace". Fix: did you mean namespace? There are weir, inherit, cluster, namespace, audience, addresses, apps, events and exceptions.',
    '4:1+7  settings/unknown-key  There is no setting "replica". Fix: choose one of weir, inherit, cluster, namespace, audience, addresses, apps, events or exceptions.',
    '10:9+7  settings/unknown-key  srs-edge: tracks.r5 has no setting "replica". Fix: did you mean replicas? There are version and replicas.',
  ]);
});

test("reports an unknown app, and one that is to be absent", async () => {
  const all = "namespace, srs-edge, srs-origin-cluster, nginx-hls, srs-storage, srs-cleanup and srs-demo";
  expect(await refusalsOfRest("apps:\n  srs-egde: {}\n  nginx-hsl: absent\n  ../x: {}\n")).toEqual([
    `4:3+8  environment/unknown-app  There is no app "srs-egde". Fix: did you mean srs-edge? There are ${all}.`,
    `5:3+9  environment/unknown-app  There is no app "nginx-hsl". Fix: did you mean nginx-hls? There are ${all}.`,
    `6:3+4  environment/unknown-app  There is no app "../x". Fix: choose one of ${all.replace(" and ", " or ")}.`,
  ]);
});

test("reports everything that is wrong in one go, in the order of the lines", async () => {
  const text = `weir: 1
cluster: ack-zhangjiakou
namespace: 12
audience: {viewers: 0, bitrate: 800kB, session: {mean: 30, spread: 9}}
addresses: {main: {slb: eip-1, reach: intrant, port: 1}}
apps:
  srs-edge: {drain: 5s, cpu: 0.5, memory: 8Gbps, gop: yes, address: true, max_connections: 1000, max_connections: 1}
  srs-origin-cluster: {version: 6.0, hls: {fragment: 4, store: nas, window: 60s}}
  srs-demo: {publishTo: srs-egde, streams: []}
  nginx-hls: 2
  srs-cleanup: [daily]
events: {name: final}
exceptions: [{policy: x, app: srs-egde, until: 2027-02-30, because: ""}]
`;
  expect(await refusalsOf({ [own]: text })).toEqual(
    [
      '3:12+2  settings/type  namespace is 12 without quotes, which YAML reads as the number 12. Fix: put it in quotes: namespace: "12".',
      "4:21+1  settings/range  audience.viewers is 0, and 1 is the least. Fix: write a whole number from 1 to 1000000000.",
      '4:33+5  settings/value  audience.bitrate is "800kB": bits are not bytes, a bit rate has the unit kbps, Mbps or Gbps. Fix: write it like 800kbps or 2.5Mbps.',
      "4:56+2  settings/value  audience.session.mean is 30: a duration is a whole number with its unit: s, m, h or d. Fix: write it like 30m or 2h.",
      "4:68+1  settings/range  audience.session.spread is 9, and 4 is the most. Fix: write a number from 0.1 to 4.",
      '5:25+5  settings/value  addresses.main.slb is "eip-1": the id of an SLB begins with lb-. Fix: write it like lb-1 or lb-2.',
      '5:39+7  settings/value  addresses.main.reach is "intrant", and it must be intranet or internet. Fix: did you mean intranet?',
      '5:48+4  settings/unknown-key  addresses.main has no setting "port". Fix: choose one of slb, reach or bandwidth.',
      '7:21+2  settings/value  srs-edge: drain is "5s": it must be 10s or longer. Fix: write it like 2m or 90s.',
      "7:30+3  settings/value  srs-edge: cpu is 0.5: cores are a whole number from 1 to 256, or thousandths with an m. Fix: write it like 500m or 2.",
      '7:43+5  settings/value  srs-edge: memory is "8Gbps": bytes are not bits, an amount of bytes has the unit Ki, Mi, Gi or Ti. Fix: write it like 256Mi or 1Gi.',
      '7:55+3  settings/type  srs-edge: gop is "yes", and it must be true or false. Fix: write true or false, without quotes.',
      '7:69+4  settings/type  srs-edge: address is true without quotes, which YAML reads as a truth value. Fix: put it in quotes: address: "true".',
      "7:98+15  yaml/duplicate-key  srs-edge: max_connections is written twice, first in line 7. Programs differ in which of the two they take. Fix: delete one of the two.",
      "8:3+18  settings/missing  srs-origin-cluster has no replicas. Fix: add replicas, such as 1 or 3.",
      "8:33+3  settings/type  srs-origin-cluster: version is 6.0 without quotes, which YAML reads as the number 6. Fix: write the full version, such as v6.0-r0 or v5.0-r3.",
      "8:54+1  settings/value  srs-origin-cluster: hls.fragment is 4: a duration is a whole number with its unit: s, m, h or d. Fix: write it like 4s or 10s.",
      '9:25+8  settings/value  srs-demo: publishTo is "srs-egde", and it must be srs-edge or srs-origin-cluster. Fix: did you mean srs-edge?',
      "9:35+7  settings/range  srs-demo: streams has 0 entries, and 1 is the least.",
      "10:14+1  settings/type  nginx-hls is 2, and it must be settings (key: value). Fix: write below it, indented: replicas and address.",
      "11:3+11  settings/type  srs-cleanup is a list, and it must be settings (key: value). Fix: write below it, indented: schedule, zone and olderThan.",
      "12:1+6  settings/type  events is a mapping, and it must be a list. Fix: write each item on a line of its own after a hyphen, or [a, b].",
      '13:23+1  settings/value  exceptions[0].policy is "x": a policy is written family/name. Fix: write it like images/end-of-life or srs/peer-port.',
      '13:31+8  settings/value  exceptions[0].app is "srs-egde", and it must be namespace, srs-edge, srs-origin-cluster, nginx-hls, srs-storage, srs-cleanup or srs-demo. Fix: did you mean srs-edge?',
      '13:48+10  settings/value  exceptions[0].until is "2027-02-30": no calendar has this day. Fix: write it like 2027-01-31 or 2026-12-05.',
      '13:69+2  settings/value  exceptions[0].because is "": a reason is a line of 1 to 300 characters. Fix: write it like "SRS 5 until the final is over" or "no spare nodes".',
    ].map((line) => `${own}:${line}`),
  );
});

test("shows as many findings as anybody reads, and counts the others", async () => {
  const found = await refusalsOfRest(Array.from({ length: 1200 }, (_, index) => `key-${index}: 1\n`).join(""));
  expect(found).toHaveLength(101);
  expect(found[100]).toBe("103:1+7  environment/more  1,100 more are not shown, this and those after it.");
});

const shape = (most: number) =>
  `a name is 1 to ${most} lower case letters, digits and hyphens, with a letter or digit at both ends`;
const badNames = ["../x", "/x", "UPPER", "a".repeat(64), "a\nb"];
const shown = (name: string) => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);

test.each(badNames)("refuses a track called %j", async (name) => {
  const key = JSON.stringify(name);
  expect(await refusalsOfRest(`apps: {srs-edge: {tracks: {${key}: {version: v6.0-r0, replicas: 1}}}}\n`)).toEqual([
    `3:28+${key.length}  settings/name  srs-edge: tracks has the name ${shown(name)}: ${shape(20)}. Fix: choose another, such as r5 or r6.`,
  ]);
});

test.each(badNames)("refuses a namespace called %j", async (name) => {
  const value = JSON.stringify(name);
  expect(await refusalsOfRest(`namespace: ${value}\n`)).toEqual([
    `3:12+${value.length}  settings/value  namespace is ${shown(name)}: ${shape(63)}. Fix: write it like srs-prod-namespace or live-eu-3.`,
  ]);
});

test.each(badNames)("refuses an app called %j", async (name) => {
  const key = JSON.stringify(name);
  expect(await refusalsOfRest(`apps: {${key}: {}}\n`)).toEqual([
    `3:8+${key.length}  environment/unknown-app  There is no app ${shown(name)}. Fix: choose one of namespace, srs-edge, srs-origin-cluster, nginx-hls, srs-storage, srs-cleanup or srs-demo.`,
  ]);
});

test.each(badNames)("refuses a cluster called %j", async (name) => {
  const value = JSON.stringify(name);
  expect(await refusalsOf({ [own]: `weir: 1\ncluster: ${value}\n` })).toEqual([
    `${own}:2:10+${value.length}  settings/value  cluster is ${shown(name)}: ${shape(63)}. Fix: write it like ack-zhangjiakou or eu-3.`,
  ]);
});

test.each(badNames)("refuses a parent called %j", async (name) => {
  const value = JSON.stringify(`fleets/${name}`);
  const found = await refusalsOfRest(`inherit: ${value}\n`);
  expect(found).toEqual([
    `3:10+${value.length}  settings/value  inherit is ${shown(`fleets/${name}`)}: a parent is fleets/<name>, for the file fleets/<name>.yaml; an environment is never a parent. Fix: write it like fleets/live or fleets/events.`,
  ]);
});

test.each(badNames)("refuses an environment called %j", async (name) => {
  const root = writeWorkspace({});
  const file = JSON.stringify(`environments/${name}`).slice(1, -1);
  expect(await refusals(() => loadEnvironment(root, `environments/${name}`, registries))).toEqual([
    `${file}+?  environment/folder  ${shown(name)} cannot be an environment: ${shape(63)}. Fix: rename the folder, such as environments/srs-prod.`,
  ]);
});

test.each(["../elsewhere/srs-prod", "/environments/srs-prod", "clusters/srs-prod", "srs-prod"])(
  "refuses the folder %s",
  async (directory) => {
    const [found] = await refusals(() => loadEnvironment(writeWorkspace({}), directory, registries));
    expect(found).toContain("environment/folder");
  },
);

test.each([
  ["kube-system", "names that begin with kube- belong to Kubernetes itself"],
  ["default", "whatever is applied without a namespace lands in default, among these servers"],
])("refuses the namespace %s, written or by the folder's name", async (name, reason) => {
  expect(await refusalsOfRest(`namespace: ${name}\n`)).toEqual([
    `3:12+${name.length}  settings/value  namespace is "${name}": ${reason}. Fix: write it like srs-prod-namespace or live-eu-3.`,
  ]);
  const root = writeWorkspace({
    "clusters/c.yaml": cluster,
    [`environments/${name}/environment.yaml`]: "weir: 1\ncluster: c\n",
  });
  expect(await refusals(() => loadEnvironment(root, `environments/${name}`, registries))).toEqual([
    `environments/${name}/environment.yaml:1:1+4  settings/value  namespace is left out, so it is the environment's name, ${name}: ${reason}. Fix: write namespace, or rename the folder.`,
  ]);
});

test("takes a namespace that is written where the folder's name cannot be one", async () => {
  const root = writeWorkspace({
    "clusters/c.yaml": cluster,
    "environments/default/environment.yaml": "weir: 1\ncluster: c\nnamespace: live\n",
  });
  expect((await loadEnvironment(root, "environments/default", registries)).namespace).toBe("live");
});

test("says which version of the format it reads", async () => {
  expect(await refusalsOf({ [own]: "weir: 2\nclusters: [a, b]\n" })).toEqual([
    `${own}:1:7+1  environment/format  This file is written in format 2, and this weir reads format 1. Fix: update weir, or write the file in format 1.`,
  ]);
  expect(await refusalsOf({ [own]: 'weir: "1"\ncluster: ack-zhangjiakou\n' })).toEqual([
    `${own}:1:7+3  settings/value  weir is "1", and it must be 1. Fix: write 1 without quotes.`,
  ]);
  expect(await refusalsOf({ [own]: "cluster: ack-zhangjiakou\n" })).toEqual([
    `${own}:1:1+7  settings/missing  The file has no weir. Fix: add weir: 1.`,
  ]);
});

test("asks the environment, not its parent, for what an app of the parent lacks", async () => {
  const parent = "weir: 1\napps: {srs-origin-cluster: {hls: {fragment: 4s, window: 60s, store: nas}}}\n";
  const file = "weir: 1\ninherit: fleets/all\ncluster: ack-zhangjiakou\nnamespace: live\napps: {}\n";
  const found = await refusalsOf({ "fleets/all.yaml": parent, [own]: file });
  expect(found.filter((line) => line.includes("settings/missing"))).toEqual([
    `${own}:5:1+4  settings/missing  srs-origin-cluster has no replicas. Fix: add replicas, such as 1 or 3, or write absent for an app that this environment does not run.`,
    `${own}:5:1+4  settings/missing  srs-origin-cluster has no version. Fix: add version, such as v6.0-r0 or v5.0-r3, or write absent for an app that this environment does not run.`,
  ]);
});

test("reports a missing file and a link that leads out", async () => {
  expect(await refusalsOf({})).toEqual([`${own}+?  file/missing  There is no file ${own}.`]);
  const outside = writeWorkspace({ [own]: "weir: 1\ncluster: c\n" });
  const root = writeWorkspace({ "clusters/c.yaml": cluster });
  symlinkSync(join(outside, "environments"), join(root, "environments"));
  expect(await refusals(() => loadEnvironment(root, "environments/srs-prod", registries))).toEqual([
    `${own}+?  file/outside  ${own} is a symbolic link that leads out of the workspace. Fix: put the file itself there.`,
  ]);
});

test("gives findings or an environment for any settings", async () => {
  const word = fc.constantFrom(
    "weir",
    "cluster",
    "inherit",
    "namespace",
    "apps",
    "srs-edge",
    "namespace",
    "tracks",
    "r5",
    "version",
    "replicas",
    "addresses",
    "main",
    "events",
    "toString",
    "absent",
    "fleets/a",
    "a",
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(word, fc.string({ maxLength: 5 }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(word, fc.string({ maxLength: 4 })), tie("tree"), { maxKeys: 5 }),
    ),
  }));
  const root = writeWorkspace({ "clusters/a.yaml": cluster, "fleets/a.yaml": "weir: 1\ninherit: fleets/a\n" });
  mkdirSync(join(root, "environments/srs-prod"), { recursive: true });
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        { weir: fc.constant(1), cluster: tree, apps: tree, inherit: tree, events: tree },
        { requiredKeys: ["weir"] },
      ),
      async (data) => {
        writeFileSync(join(root, own), stringify(data, { aliasDuplicateObjects: false }));
        try {
          await loadEnvironment(root, "environments/srs-prod", registries);
        } catch (error) {
          if (!(error instanceof FindingsError)) throw error;
          expect(error.findings.length).toBeGreaterThan(0);
          for (const { what, where } of error.findings) {
            expect(what).not.toMatch(/undefined|\[object/);
            expect(where.file).toMatch(/\.yaml$/);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
