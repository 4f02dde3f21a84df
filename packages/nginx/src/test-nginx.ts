import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { commandFor, configFiles } from "./render-config.ts";
import type { NginxSettings } from "./settings.ts";

/** The program that tests run: WEIR_NGINX names another one than the machine's own. */
const program = process.env.WEIR_NGINX ?? "nginx";

const { error, stderr } = spawnSync(program, ["-v"], { encoding: "utf8" });

/** Its version, for settings that it is to run. */
export const testVersion = /nginx\/([\d.]+)/.exec(stderr)?.[1] ?? "1.22.1";

/** Whether tests that need nginx are left out. */
export const withoutNginx = error !== undefined;
if (withoutNginx && process.env.WEIR_LIVE === "1") {
  throw new Error(`WEIR_LIVE=1 leaves nothing out, and there is no program ${program}.`);
}

/** For the name of such a test. */
export const whyWithout = withoutNginx ? " (left out: no nginx on this machine)" : "";

/** The machine's nginx in place of the image's, with a folder of its own in place of the container's. */
export interface TestNginx {
  readonly folder: string;
  /** What it said so far. */
  readonly log: () => string;
  readonly process: ChildProcess;
}

/** A folder that stands for a container's file system, with nginx.conf as it is there. */
export function containerFolder(settings: NginxSettings): string {
  const folder = mkdtempSync(join(tmpdir(), "weir-nginx-"));
  // Run by root, nginx's workers are somebody else.
  chmodSync(folder, 0o755);
  for (const name of ["tmp", "cache", "html", "etc/nginx-hls", "etc/nginx-tls"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  for (const [name, text] of Object.entries(configFiles(settings))) {
    // One worker, so that what it knows does not depend on which of them is asked.
    const alone = text.replace("worker_processes 2;", "worker_processes 1;");
    writeFileSync(join(folder, "etc/nginx-hls", name), within(folder, alone));
  }
  return folder;
}

/** The container's paths as they are below the folder. */
function within(folder: string, text: string): string {
  return text.replaceAll(
    /(?<![\w.])(\/tmp\/|\/cache\b|\/html\b|\/etc\/(nginx-hls|nginx-tls|resolv\.conf))/g,
    `${folder}$1`,
  );
}

/** The container's own command, on the folder. */
function commandIn(folder: string, settings: NginxSettings): string[] {
  return commandFor(settings, join(folder, "etc/nginx-hls")).map((word) => (word === "nginx" ? program : word));
}

/** What `nginx -t` says of the settings: the status, and its words. */
export function testConfig(settings: NginxSettings): { status: number | null; stderr: string } {
  const folder = containerFolder(settings);
  try {
    writeFileSync(
      join(folder, "tmp/names.conf"),
      'resolver 127.0.0.1; map "" $own_domain {} map "" $service_domain {}',
    );
    const file = join(folder, "etc/nginx-hls/nginx.conf");
    const { status, stderr } = spawnSync(program, ["-e", "stderr", "-t", "-c", file], {
      encoding: "utf8",
      timeout: 10_000,
    });
    return { status, stderr: stderr.replaceAll(folder, "") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Starts nginx and waits until it answers.
 *
 * @param nameServer `127.0.0.1:PORT`, for settings that call other servers by name
 */
export async function startNginx(settings: NginxSettings, folder: string, nameServer?: string): Promise<TestNginx> {
  writeFileSync(
    join(folder, "etc/resolv.conf"),
    `search test-space.svc.cluster.test svc.cluster.test\nnameserver ${nameServer}\n`,
  );
  const [command = "", ...args] = commandIn(folder, settings);
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr?.on("data", (data: Buffer) => {
    log += data;
  });
  for (let tries = 0; tries < 100; tries++) {
    await wait(50);
    const answer = await fetch(`http://127.0.0.1:${settings.ports.http.number}/healthz`).catch(() => undefined);
    if (answer?.ok) return { folder, process: child, log: () => log };
    if (child.exitCode !== null) break;
  }
  await stopNginx({ folder, process: child, log: () => log });
  throw new Error(`nginx did not start: ${log}`);
}

export async function stopNginx({ folder, process: child }: TestNginx): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** A name server on loopback that knows the addresses of the map it is given, which may change under it. */
export async function startNames(names: ReadonlyMap<string, readonly string[]>) {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => socket.send(answer(query, names), port, address));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

/** RFC 1035, as much as nginx asks: the question back, with an address for each that the name has. */
function answer(query: Buffer, names: ReadonlyMap<string, readonly string[]>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const isA = query.readUInt16BE(at + 1) === 1;
  const known = names.get(labels.join("."));
  const addresses = isA ? (known ?? []) : [];
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split(".").map(Number)]),
  );
  return Buffer.concat([head, question, ...records]);
}
