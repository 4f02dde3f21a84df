import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { XiuConfig } from "./config.ts";
import { renderConfig } from "./render-config.ts";
import { startScript } from "./start-script.ts";

/** The real xiu and what publishes to it and plays from it, for tests. Everything is on loopback. */
export interface Lab {
  /** Holds start.sh, and whatever a test puts there. */
  readonly folder: string;
  readonly run: (command: string, args: readonly string[]) => Program;
  /** Ends every process and relay, and removes the folder. */
  readonly close: () => Promise<void>;
  readonly start: (config: XiuConfig, options?: StartOptions) => Promise<Xiu>;
  readonly publish: (url: string) => Program;
  readonly watch: (url: string) => Viewer;
  /** Whether frames come out of it, within eight seconds. */
  readonly plays: (url: string) => Promise<boolean>;
  /** @param delay milliseconds, each way */
  readonly relay: (port: number, delay?: number) => Promise<Relay>;
}

interface StartOptions {
  /** By start.sh, as in a pod: the arguments after CONFIG and API_PORT. */
  readonly script?: readonly (string | number)[];
  /** As the first process of a process namespace of its own, as in a container. */
  readonly inContainer?: boolean;
  /** How many files it may open, unless it allows itself more. */
  readonly files?: number;
}

export interface Program {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Sends a signal and waits for the end. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
  readonly ended: Promise<number | null>;
}

export interface Xiu extends Program {
  readonly config: XiuConfig;
  readonly folder: string;
  /** Of its API. */
  readonly api: string;
  readonly streams: () => Promise<StreamFact[]>;
  readonly post: (path: string, body: object) => Promise<unknown>;
  readonly rtmp: (stream: string) => string;
  readonly flv: (stream: string) => string;
  readonly hls: (stream: string) => string;
}

export interface StreamFact {
  readonly publisher: { readonly id: string; readonly identifier: { readonly rtmp: { readonly stream_name: string } } };
  readonly subscribers: object;
  readonly subscriber_count: number;
  readonly total_recv_bytes: number;
}

/** A player of HTTP-FLV that connects again when it is cut off, as players do. */
export interface Viewer {
  /** Bytes so far. */
  readonly bytes: () => number;
  /** How often it has connected. */
  readonly connections: () => number;
  readonly close: () => void;
}

/** A way to a port that can be shut for new connections, while those there are go on. */
export interface Relay {
  readonly port: number;
  readonly shut: () => void;
  readonly open: () => Promise<void>;
}

/** Waits until something holds; says what did not otherwise. */
export async function until(
  what: string | (() => string),
  holds: () => boolean | Promise<boolean>,
  seconds = 20,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${seconds} s: ${typeof what === "string" ? what : what()}`);
    await sleep(50);
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * As many ports as asked for that nobody listens on, each given once. Below those that Linux gives to connections
 * (ip_local_port_range): one of them may be taken between here and xiu, which runs on without a listener.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    ports.push(port);
  }
  return ports;
}

const given = new Set<number>();

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "0.0.0.0", () => server.close(() => resolve(true)));
  });
}

/** The same configuration on free ports; what it pulls from and pushes to is at the given ports of this machine. */
export async function onFreePorts(
  config: XiuConfig,
  relays: { readonly pull?: number; readonly push?: readonly number[] } = {},
): Promise<XiuConfig> {
  const [rtmp = 0, httpflv = 0, hls = 0, api = 0] = await freePorts(4);
  const address = "127.0.0.1";
  return {
    ...config,
    authsecret: config.authsecret ?? { key: "", password: "" },
    ...(config.rtmp && {
      rtmp: {
        ...config.rtmp,
        port: rtmp,
        ...(config.rtmp.pull && { pull: { ...config.rtmp.pull, address, port: relays.pull ?? 0 } }),
        ...(relays.push && { push: relays.push.map((port) => ({ enabled: true, address, port })) }),
      },
    }),
    ...(config.httpflv && { httpflv: { ...config.httpflv, port: httpflv } }),
    ...(config.hls && { hls: { ...config.hls, port: hls } }),
    httpapi: { port: api },
  };
}

export function takesConnection(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(socket.destroy() && true));
    socket.on("error", () => resolve(false));
  });
}

export function openLab({ xiu, ffmpeg }: { readonly xiu: string; readonly ffmpeg: string }): Lab {
  const folder = mkdtempSync(join(tmpdir(), "xiu-lab-"));
  const programs: Program[] = [];
  const closers: (() => void)[] = [];
  writeFileSync(join(folder, "start.sh"), startScript);

  const run = (command: string, args: readonly string[], cwd = folder): Program => {
    const program = runProgram(command, args, cwd);
    programs.push(program);
    return program;
  };

  return {
    folder,
    run,
    close: async () => {
      for (const close of closers) close();
      await Promise.all(programs.map(({ end }) => end("SIGKILL")));
      rmSync(folder, { recursive: true, force: true });
    },
    start: async (config, { script, inContainer = false, files } = {}) => {
      const own = mkdtempSync(join(folder, "xiu-"));
      const file = join(own, "xiu.toml");
      writeFileSync(file, renderConfig(config));
      const api = config.httpapi?.port ?? 8000;
      const [command = "", ...args] = [
        ...(files ? ["bash", "-c", `ulimit -S -n ${files}; exec "$0" "$@"`] : []),
        ...(script
          ? ["bash", join(folder, "start.sh"), xiu, file, String(api), ...script.map(String)]
          : [xiu, "-c", file]),
      ];
      const program = inContainer ? run("unshare", [...namespace, command, ...args], own) : run(command, args, own);
      const listening = () => takesConnection(config.rtmp?.port ?? api);
      await until(
        () => `xiu listens: ${program.output()}`,
        async () => (await listening()) && (await takesConnection(api)),
      );
      const signal = (name: NodeJS.Signals) =>
        inContainer ? process.kill(childOf(program), name) : program.signal(name);
      return { ...program, signal, config, folder: own, ...clientOf(config) };
    },
    publish: (url) =>
      run(ffmpeg, [
        ...["-v", "error", "-re", "-f", "lavfi", "-i", "testsrc=size=192x108:rate=10"],
        ...["-f", "lavfi", "-i", "sine", "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-c:a", "aac"],
        ...["-f", "flv", url],
      ]),
    watch: (url) => {
      const viewer = watch(url);
      closers.push(viewer.close);
      return viewer;
    },
    plays: async (url) => {
      const quick = ["-v", "error", "-analyzeduration", "500000", "-probesize", "100000"];
      const player = run(ffmpeg, [...quick, "-i", url, "-frames:v", "5", "-f", "null", "-"]);
      const timer = setTimeout(() => player.end("SIGKILL"), 8000);
      const code = await player.ended;
      clearTimeout(timer);
      return code === 0;
    },
    relay: async (port, delay = 0) => {
      const relay = await openRelay(port, delay);
      closers.push(relay.close);
      return relay;
    },
  };
}

/** A user namespace, too, where the tests do not run as root: only root may have a process namespace alone. */
const namespace = ["--pid", "--fork", ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]), "--"];

/** The process that unshare has started: the first one in there. */
function childOf({ child: { pid } }: Program): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"));
}

function runProgram(command: string, args: readonly string[], cwd: string): Program {
  // A group of its own, so that what a script has started ends with it.
  const child = spawn(command, args, { cwd, detached: true, env: { ...process.env, RUST_BACKTRACE: "0" } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return {
    child,
    ended,
    output: () => output,
    signal: (signal) => child.kill(signal),
    end: async (signal = "SIGINT") => {
      if (child.exitCode === null && child.signalCode === null && child.pid) {
        if (signal === "SIGKILL") process.kill(-child.pid, signal);
        else child.kill(signal);
      }
      return ended;
    },
  };
}

function clientOf(config: XiuConfig) {
  const api = `http://127.0.0.1:${config.httpapi?.port}`;
  return {
    api,
    streams: async () => {
      const answer = await fetch(`${api}/api/query_whole_streams`, { signal: AbortSignal.timeout(3000) });
      const { data } = (await answer.json()) as { data: object };
      return Array.isArray(data) ? (data as StreamFact[]) : [];
    },
    post: async (path: string, body: object) => {
      const headers = { "content-type": "application/json" };
      const signal = AbortSignal.timeout(3000);
      const answer = await fetch(api + path, { method: "POST", headers, body: JSON.stringify(body), signal });
      const text = await answer.text();
      return text.startsWith("{") ? JSON.parse(text) : text;
    },
    rtmp: (stream: string) => `rtmp://127.0.0.1:${config.rtmp?.port}/live/${stream}`,
    flv: (stream: string) => `http://127.0.0.1:${config.httpflv?.port}/live/${stream}.flv`,
    hls: (stream: string) => `http://127.0.0.1:${config.hls?.port}/live/${stream}/${stream}.m3u8`,
  };
}

function watch(url: string): Viewer {
  let bytes = 0;
  let connections = 0;
  const stop = new AbortController();
  const play = async () => {
    while (!stop.signal.aborted) {
      try {
        connections += 1;
        const { body } = await fetch(url, { signal: stop.signal });
        for await (const chunk of body ?? []) bytes += chunk.length;
      } catch {
        // Cut off, or nobody there: a player tries again.
      }
      await sleep(300);
    }
  };
  void play();
  return { bytes: () => bytes, connections: () => connections, close: () => stop.abort() };
}

async function openRelay(target: number, delay: number): Promise<Relay & { close: () => void }> {
  const sockets = new Set<Socket>();
  const later = (act: () => void) => (delay > 0 ? setTimeout(act, delay) : act());
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on("data", (chunk) => later(() => to.write(chunk)));
    from.on("end", () => later(() => to.end()));
    from.on("error", () => to.destroy());
    from.on("close", () => later(() => to.destroy()));
  };
  const [port = 0] = await freePorts(1);
  let server: Server | undefined;
  const shut = () => {
    server?.close();
    server = undefined;
  };
  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer((client) => {
        const upstream = connect(target, "127.0.0.1");
        join(client, upstream);
        join(upstream, client);
      }).listen(port, "127.0.0.1", resolve);
    });
  await open();
  const close = () => {
    shut();
    for (const socket of sockets) socket.destroy();
  };
  return { port, shut, open, close };
}
