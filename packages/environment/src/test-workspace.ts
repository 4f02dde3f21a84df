import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type App, defineApp } from "@weir/app/app";
import { bitrate, bytes, choice, cores, count, duration, label, text, version } from "@weir/app/fields";
import type { Provider } from "@weir/app/provider";
import { type Finding, FindingsError, formatFinding } from "@weir/finding/finding";
import { onTestFinished } from "vitest";
import { type ZodType, z } from "zod";
import type { Environment } from "./environment.ts";
import { loadEnvironment, type Registries } from "./load-environment.ts";

/** A workspace in a folder of its own, which goes when the test ends; gives its path. */
export function writeWorkspace(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), "weir-environment-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

export const cluster = `weir: 1
provider: ack
region: cn-zhangjiakou
kubernetes: "1.34"
nodes: {count: 3, cpu: 4, memory: 8Gi, bandwidth: 1Gbps, drain: 10m}
argocd: {repoURL: https://github.com/example/streaming.git, revision: main, namespace: argocd, destination: {name: in-cluster}}
`;

/** The environment that design and documentation show. */
export const srsProd = `# yaml-language-server: $schema=../../schemas/environment.schema.json
weir: 1                          # version of this format
cluster: ack-zhangjiakou
namespace: srs-prod-namespace
audience:
  viewers: 2000
  publishers: 20
  bitrate: 800kbps
  session: {mean: 30m, spread: 1.5}
addresses:
  main: {slb: lb-2zetmjpao868s9yzvr5ld, reach: intranet, bandwidth: 2Gbps}
apps:
  srs-edge:
    address: main
    max_connections: 1000
    drain: 2m
    tracks:
      r5:
        version: v5.0-r3
        replicas: 3
      r6:
        version: v6.0-r0
        replicas: 1
  srs-origin-cluster:
    version: v6.0-r0
    replicas: 3
    hls: {fragment: 4s, window: 60s, store: nas}
  nginx-hls: {replicas: 2, address: main}
  srs-storage: {nas: 1abb5492f7-ubq80.cn-zhangjiakou.nas.aliyuncs.com, path: /srs-prod, size: 100Gi}
  srs-cleanup: {schedule: "15 1 * * *", zone: Asia/Shanghai, olderThan: 3d}
  srs-demo: {publishTo: srs-edge, streams: [livestream, avatar]}
events:
  - {name: final, from: "2026-12-05T18:00+08:00", for: 5h, viewers: 3000, freeze: 12h}
exceptions:
  - {policy: images/end-of-life, app: srs-edge, until: 2027-01-31, because: "SRS 5 until the final is over"}
`;

/** Loads environments/srs-prod, a cluster file beside it. */
export function loadFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<Environment> {
  const root = writeWorkspace({ "clusters/ack-zhangjiakou.yaml": cluster, ...files });
  return loadEnvironment(root, "environments/srs-prod", registries);
}

/** What is wrong with environments/srs-prod, each as `file:line:column+length  id  text`; empty where nothing is. */
export async function refusalsOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string[]> {
  return refusals(() => loadFiles(files));
}

/** The same for the text of environment.yaml below its first lines, which name the format and the cluster. */
export async function refusalsOfRest(rest: string): Promise<string[]> {
  const found = await refusalsOf({
    "environments/srs-prod/environment.yaml": `weir: 1\ncluster: ack-zhangjiakou\n${rest}`,
  });
  return found.map((line) => line.replace("environments/srs-prod/environment.yaml:", ""));
}

export async function refusals(act: () => unknown): Promise<string[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (error instanceof FindingsError) return error.findings.map(formatWithLength);
    throw error;
  }
}

export function formatWithLength(finding: Finding): string {
  return formatFinding(finding).replace(/ {2}error {2}/, `+${finding.where.length ?? "?"}  `);
}

const replicas = count({ description: "Pods.", examples: [1, 3] }, { max: 500 });
const tag = version({ description: "Image tag.", examples: ["v6.0-r0", "v5.0-r3"] });
const address = label({ description: "An address of the environment.", examples: ["main", "web"] });
const drain = duration({ description: "Time a session is given.", examples: ["2m", "90s"] }, { min: "10s", max: "1h" });

const settings: Record<string, ZodType> = {
  namespace: z.strictObject({ quota: z.boolean().meta({ description: "Whether there is one." }).default(true) }),
  "srs-edge": z.strictObject({
    address: address.optional(),
    max_connections: count({ description: "Per pod.", examples: [1000, 4000] }, { min: 1, max: 30_000 }).default(1000),
    drain: drain.prefault("1m"),
    cpu: cores({ description: "Cores.", examples: ["500m", 2] }).optional(),
    memory: bytes({ description: "Memory.", examples: ["256Mi", "1Gi"] }).optional(),
    limit: bitrate({ description: "Of one pod.", examples: ["800kbps", "1Gbps"] }).optional(),
    gop: z.boolean().meta({ description: "Whether a new viewer gets the last key frame at once." }).optional(),
    tracks: z
      .record(
        label({ description: "A track's name.", examples: ["r5", "r6"] }, { max: 20 }),
        z.strictObject({ version: tag, replicas }).meta({ description: "One version." }),
      )
      .meta({ description: "Versions side by side." })
      .optional(),
  }),
  "srs-origin-cluster": z.strictObject({
    version: tag,
    replicas,
    hls: z
      .strictObject({
        fragment: duration({ description: "Length of a segment.", examples: ["4s", "10s"] }),
        window: duration({ description: "Length of the list.", examples: ["60s", "2m"] }),
        store: choice(["nas", "none"], "Where segments are kept."),
      })
      .meta({ description: "HLS." })
      .optional(),
  }),
  "nginx-hls": z.strictObject({ replicas, address: address.optional() }),
  "srs-storage": z.strictObject({
    nas: text({ description: "Mount target.", examples: ["a.example", "b.example"] }, /^[a-z0-9.-]+$/, "a host name"),
    path: text({ description: "Folder.", examples: ["/a", "/b"] }, /^\/[a-z0-9-]*$/, "a path begins with a slash"),
    size: bytes({ description: "Size.", examples: ["100Gi", "1Ti"] }),
  }),
  "srs-cleanup": z.strictObject({
    schedule: text(
      { description: "Cron.", examples: ["15 1 * * *", "0 2 * * *"] },
      /^[\d*/, -]+$/,
      "a schedule is cron",
    ),
    zone: text({ description: "Time zone.", examples: ["Asia/Shanghai", "Etc/UTC"] }, /^[A-Za-z/_]+$/, "a time zone"),
    olderThan: duration({ description: "Age.", examples: ["3d", "12h"] }),
  }),
  "srs-demo": z.strictObject({
    publishTo: choice(["srs-edge", "srs-origin-cluster"], "An app."),
    streams: z
      .array(label({ description: "A stream.", examples: ["livestream", "avatar"] }))
      .min(1)
      .max(3)
      .meta({ description: "Streams." }),
  }),
};

export const apps: ReadonlyMap<string, App> = new Map(
  Object.entries(settings).map(([name, schema]) => [
    name,
    defineApp({
      name,
      summary: `The app ${name}.`,
      settings: schema,
      base: {},
      render: () => ({ shared: [], instances: [] }),
    }),
  ]),
);

const never = () => {
  throw new Error("not used here");
};

const ack: Provider = {
  name: "ack",
  address: z.strictObject({
    slb: text(
      { description: "Id of an SLB.", examples: ["lb-1", "lb-2"] },
      /^lb-[a-z0-9]+$/,
      "the id of an SLB begins with lb-",
    ),
    reach: choice(["intranet", "internet"], "Where from."),
    bandwidth: bitrate({ description: "Bought.", examples: ["2Gbps", "1Gbps"] }).optional(),
  }),
  expose: never,
  sharedVolume: never,
  loadBalancer: never,
};

const plain: Provider = {
  ...ack,
  name: "plain",
  address: z.strictObject({ type: choice(["LoadBalancer", "NodePort"], "Kind of Service.") }),
};

export const registries: Registries = {
  apps: new Map([...apps].map(([name, app]) => [name, async () => app])),
  providers: { ack, plain },
};
