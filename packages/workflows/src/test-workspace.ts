import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

/** What is in a workspace: files by path from its root. */
export type Contents = Readonly<Record<string, string | Uint8Array>>;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own that is gone after the tests of this file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "weir-test-")));
  folders.push(folder);
  return folder;
}

/** A workspace with these files and nothing else; gives its root. */
export function writeWorkspace(contents: Contents): string {
  const root = temporaryFolder();
  writeFiles(root, contents);
  return root;
}

export function writeFiles(root: string, contents: Contents): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Replaces text in a file of a workspace; the text must be there. */
export function edit(root: string, path: string, from: string, to: string): void {
  const before = readFileSync(join(root, path), "utf8");
  if (!before.includes(from)) throw new Error(`${path} has no ${JSON.stringify(from)}`);
  writeFileSync(join(root, path), before.replace(from, to));
}

/** Everything below a folder by its path: what files hold, where links lead. weir's own notes and git's are left out. */
export function snapshot(root: string, folder = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of listAll(root, folder)) {
    const full = join(root, path);
    found[path] = lstatSync(full).isSymbolicLink() ? `→ ${readlinkSync(full)}` : readFileSync(full, "latin1");
  }
  return found;
}

/** When each file was written last. */
export function times(root: string): Record<string, bigint> {
  return Object.fromEntries(listAll(root).map((path) => [path, lstatSync(join(root, path), { bigint: true }).mtimeNs]));
}

/** Every path below a folder that is no folder, sorted. */
export function listAll(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (path === ".weir" || path === ".git") return [];
      return entry.isDirectory() ? listAll(root, path) : [path];
    })
    .sort();
}

/** Paths whose content differs between two snapshots. */
export function changes(before: Record<string, string>, after: Record<string, string>): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter((path) => before[path] !== after[path]).sort();
}

/** One server on a cluster that is nothing but Kubernetes: the smallest environment that runs something. */
export const small: Contents = {
  "clusters/local.yaml": `weir: 1
provider: plain
kubernetes: "1.34"
`,
  "environments/one/environment.yaml": `weir: 1
cluster: local
namespace: one
apps:
  srs-origin:
    version: v6.0-r0
`,
};

/** All apps, tracks, a parent and Argo CD: the environment that the documentation shows. */
export const production: Contents = {
  "clusters/ack-zhangjiakou.yaml": `weir: 1
provider: ack
region: cn-zhangjiakou
kubernetes: "1.34"
nodes: {count: 3, cpu: 4, memory: 8Gi, bandwidth: 1Gbps, drain: 10m}
argocd: {repoURL: https://github.com/example/streaming.git, revision: main, namespace: argocd, destination: {name: in-cluster}}
`,
  "fleets/srs.yaml": `weir: 1
apps:
  srs-edge:
    resources: {cpu: "1", memory: 1Gi}
  srs-origin-cluster:
    resources: {cpu: 500m, memory: 2Gi}
`,
  "environments/srs-prod/environment.yaml": `weir: 1
inherit: fleets/srs
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
events:
  - {name: final, from: "2026-12-05T18:00+08:00", for: 5h, viewers: 3000, freeze: 12h}
`,
};
