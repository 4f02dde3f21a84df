import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, type TestContext, test } from "vitest";
import { startScript } from "./start-script.ts";
import { freePorts, sleep, until } from "./test-xiu.ts";

const hasBash = spawnSync("bash", ["-c", "((BASH_VERSINFO[0] > 3)) && command -v timeout"]).status === 0;

/** A stream as the API tells it. */
interface Stream {
  readonly id: string;
  bytes: number;
  readonly viewers?: readonly string[];
  readonly name?: string;
}

/** What a fake xiu answers, and what it was told. */
interface Api {
  streams: Stream[];
  relays: "listen" | "are dead" | "are unknown";
  silent: boolean;
  readonly kicked: string[];
  readonly server: Server;
}

/** A folder with start.sh and a fake xiu in it, and the fake's API. */
async function setUp({ onTestFinished }: Pick<TestContext, "onTestFinished">, xiu = 'echo "$@"; exec sleep 60') {
  const folder = mkdtempSync(join(tmpdir(), "start-"));
  writeFileSync(join(folder, "start.sh"), startScript);
  writeFileSync(join(folder, "xiu"), `#!/bin/bash\n${xiu}\n`);
  chmodSync(join(folder, "xiu"), 0o755);
  const api = await openApi();
  const pids: number[] = [];
  onTestFinished(() => {
    for (const pid of pids) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // It has ended.
      }
    }
    api.server.closeAllConnections();
    api.server.close();
    rmSync(folder, { recursive: true });
  });

  /** @param before what bash runs first, before it becomes start.sh */
  const startAfter = (before: string, ...args: (string | number)[]) => {
    const port = (api.server.address() as { port: number }).port;
    const [drain = 0, ...relay] = args;
    const command = ["start.sh", join(folder, "xiu"), "xiu.toml", port, drain, ...relay].map(String);
    const child = spawn("bash", ["-c", `${before}; exec bash "$@"`, "", ...command], { cwd: folder, detached: true });
    pids.push(child.pid as number);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
    return { child, ended, output: () => output };
  };
  const start = (...args: (string | number)[]) => startAfter(":", ...args);
  return { api, start, startAfter };
}

async function openApi(): Promise<Api> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      if (opened.silent) return;
      if (request.url === "/api/query_whole_streams") return response.end(JSON.stringify(wholeStreams(opened.streams)));
      if (request.url === "/api/kick_off_client") opened.kicked.push(JSON.parse(body).uuid);
      if (request.url === "/api/stop_relay_stream") {
        if (opened.relays === "are unknown") response.statusCode = 404;
        else return response.end(JSON.stringify(relayAnswer(opened.relays, JSON.parse(body))));
      }
      response.end();
    });
  });
  const opened: Api = { streams: [], relays: "listen", silent: false, kicked: [], server };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return opened;
}

/** As 0.14.0 wrote it: keys in order, `{}` for no streams. */
function wholeStreams(streams: readonly Stream[]) {
  const data = streams.map(({ id, bytes, viewers = [], name = "a" }) => ({
    publisher: {
      audio: { "bitrate(kbits/s)": 0, channels: 1, profile: "LC", samplerate: 44100, sound_format: "AAC" },
      id,
      identifier: { rtmp: { app_name: "live", stream_name: name } },
      "recv_bitrate(kbits/s)": 0,
      remote_address: "127.0.0.1:1935",
    },
    subscriber_count: viewers.length,
    subscribers: Object.fromEntries(
      viewers.map((address, index) => [`${index}`, { id: `${index}`, remote_address: address, sub_type: "RtmpPull" }]),
    ),
    total_recv_bytes: bytes,
    total_send_bytes: 0,
  }));
  return { error_code: 0, desp: "succ", data: data.length > 0 ? data : {} };
}

function relayAnswer(relays: Api["relays"], body: unknown) {
  expect(body).toEqual({ id: "weir", relay_type: "Pull" });
  return relays === "listen"
    ? { error_code: 0, desp: "succ", data: null }
    : { error_code: -1, desp: "failed", data: "send error" };
}

/** Somebody who takes connections, or nobody. */
async function openOrigin(): Promise<{ port: number; close: () => void }> {
  const [port = 0] = await freePorts(1);
  const server = createTcpServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { port, close: () => server.close() };
}

const ghost = "weir: A stream got nothing for 0.2 s; it ends, so that its viewers come back and it is pulled anew.\n";
const dead = "weir: The pull is dead, and nobody watches: xiu is started anew.\n";
const ended = (code: number) =>
  `weir: xiu has ended by itself, with exit code ${code}. With 0 or 101 its configuration is wrong: see above.\n`;

describe.skipIf(!hasBash)("start.sh", () => {
  test.concurrent("gives xiu its file, and ends with it at SIGTERM", async (context) => {
    const { start } = await setUp(context);
    const run = start(0);
    await until("xiu runs", () => run.output() !== "");
    run.child.kill("SIGTERM");
    expect([await run.ended, run.output()]).toEqual([0, "-c xiu.toml\n"]);
  });

  test.concurrent.for([0, 3, 101])("ends with 1 when xiu ends by itself with %i", async (code, context) => {
    const { start } = await setUp(context, `echo "No."; exit ${code}`);
    const run = start(0);
    expect([await run.ended, run.output()]).toEqual([1, `No.\n${ended(code)}`]);
  });

  test.concurrent("guards a pull: ends the stream that stands still and no other", async (context) => {
    const { api, start } = await setUp(context);
    const { port, close } = await openOrigin();
    const stream = { id: "17954060361071", bytes: 100 };
    api.streams = [{ id: "17954060361070", bytes: 624_719, viewers: ["10.0.0.1:40001"] }, stream];
    const moving = setInterval(() => {
      stream.bytes += 1;
    }, 20);
    const run = start(0, "pull", "127.0.0.1", port, 0.2);
    await until("it ends one", () => api.kicked.length > 0);
    api.streams.shift();
    await sleep(700);
    clearInterval(moving);
    close();
    expect(api.kicked).toEqual(["17954060361070"]);
    expect(run.output()).toBe(`-c xiu.toml\n${ghost}`);
  });

  test.concurrent("leaves streams that stand still as they are while the origin is away", async (context) => {
    const { api, start } = await setUp(context);
    const [port = 0] = await freePorts(1);
    api.streams = [{ id: "17954060361070", bytes: 1 }];
    const run = start(0, "pull", "127.0.0.1", port, 0.2);
    await until("it says so", () => run.output().includes("takes no connection"));
    expect(api.kicked).toEqual([]);
    expect(run.output()).toContain(
      `weir: 127.0.0.1:${port} takes no connection; streams that stand still are left until it does.\n`,
    );
  });

  test.concurrent("lets xiu open as many files as it may", async (context) => {
    const { startAfter } = await setUp(context, "ulimit -S -n; exec sleep 60");
    const run = startAfter("ulimit -S -n 64; ulimit -H -n 1000", 0);
    await until("xiu runs", () => run.output() !== "");
    expect(run.output()).toBe("1000\n");
  });

  test.concurrent.for([
    { hard: "unlimited", soft: "1024", said: "-S -n 65536\n" },
    { hard: "524288", soft: "1024", said: "-S -n 65536\n" },
    { hard: "524288", soft: "524288", said: "" },
    { hard: "unlimited", soft: "unlimited", said: "" },
  ])("of $hard files, with $soft allowed, it takes enough", async ({ hard, soft, said }, context) => {
    const { startAfter } = await setUp(context);
    // Stands for bash's own, because nobody may allow himself more than the machine does.
    const fake = `case "$*" in "-H -n") echo ${hard};; "-S -n") echo ${soft};; *) echo "$*";; esac`;
    const run = startAfter(`ulimit() { ${fake}; }; export -f ulimit`, 0);
    await until("xiu runs", () => run.output().endsWith("-c xiu.toml\n"));
    expect(run.output()).toBe(`${said}-c xiu.toml\n`);
  });

  test.concurrent("takes its guard with it when it ends", async (context) => {
    const { start } = await setUp(context);
    const run = start(0, "pull", "127.0.0.1", 1, 0.2);
    await until("xiu runs", () => run.output() !== "");
    run.child.kill("SIGTERM");
    await run.ended;
    await until("nothing of its group is left", () => {
      try {
        return !process.kill(-(run.child.pid as number), 0);
      } catch {
        return true;
      }
    });
  });

  test.concurrent("reads the keys of the API, and no names that look like them", async (context) => {
    const { api, start } = await setUp(context);
    const { port, close } = await openOrigin();
    const name = '","id":"666","total_recv_bytes":7,"sub_type":"x","publisher":{"id":"667"},"a":"';
    api.streams = [{ id: "17954060361070", bytes: 5, name }];
    start(0, "pull", "127.0.0.1", port, 0.2);
    await until("it ends one", () => api.kicked.length > 1);
    close();
    expect(new Set(api.kicked)).toEqual(new Set(["17954060361070"]));
  });

  test.concurrent("starts xiu anew when its pull is dead and nobody watches, and goes on itself", async (context) => {
    const { api, start } = await setUp(context);
    const { port, close } = await openOrigin();
    const run = start(0, "pull", "127.0.0.1", port, 0.5);
    await until("xiu runs", () => run.output() !== "");
    api.relays = "are dead";
    await until("it says so", () => run.output().includes(dead));
    api.relays = "listen";
    const again = `-c xiu.toml\n${dead}-c xiu.toml\n`;
    await until("xiu runs again", () => run.output() === again);
    // The guard, too, goes on.
    api.relays = "are dead";
    await until("it says so again", () => run.output() !== again);
    api.relays = "listen";
    await until("xiu runs a third time", () => run.output() === `${again}${dead}-c xiu.toml\n`);
    close();
    expect(run.child.exitCode).toBe(null);
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
  });

  test.concurrent("ends with 1 when xiu ends by itself after it was started anew", async (context) => {
    const xiu = 'echo "$@"; [[ ! -e again ]] || exit 3; touch again; exec sleep 60';
    const { api, start } = await setUp(context, xiu);
    const { port, close } = await openOrigin();
    const run = start(0, "pull", "127.0.0.1", port, 0.2);
    await until("xiu runs", () => run.output() !== "");
    api.relays = "are dead";
    expect([await run.ended, run.output()]).toEqual([1, `-c xiu.toml\n${dead}-c xiu.toml\n${ended(3)}`]);
    close();
  });

  test.concurrent("does not start xiu anew once it is told to stop", async (context) => {
    const { api, start } = await setUp(context);
    api.streams = [{ id: "17954060361070", bytes: 1, viewers: ["10.0.0.1:40001"] }];
    const run = start(60);
    await until("xiu runs", () => run.output() !== "");
    run.child.kill("SIGTERM");
    await sleep(300);
    // As the guard does.
    run.child.kill("SIGUSR1");
    expect([await Promise.race([run.ended, sleep(8000)]), run.output()]).toEqual([0, "-c xiu.toml\n"]);
  });

  test.concurrent("spares a dead pull while somebody watches a stream that moves, or the origin is away", async (context) => {
    const { api, start } = await setUp(context);
    const origin = await openOrigin();
    api.relays = "are dead";
    const stream = { id: "17954060361070", bytes: 1, viewers: ["10.0.0.1:40001", "10.0.0.2:40001"] };
    api.streams = [stream];
    const moving = setInterval(() => {
      stream.bytes += 1;
    }, 20);
    const run = start(0, "pull", "127.0.0.1", origin.port, 0.2);
    await until("it says so", () => run.output().includes("The pull is dead: "));
    origin.close();
    clearInterval(moving);
    await until("it waits", () => run.output().includes("takes no connection"));
    expect(run.child.exitCode).toBe(null);
    expect(api.kicked).toEqual([]);
    expect(run.output()).toContain(
      "weir: The pull is dead: no further stream can be fetched. A restart waits until those who watch others have left: 2.\n",
    );
  });

  test.concurrent("does nothing to a xiu that knows no relay commands, and to one that does not answer", async (context) => {
    const { api, start } = await setUp(context);
    const { port, close } = await openOrigin();
    api.relays = "are unknown";
    const run = start(0, "pull", "127.0.0.1", port, 0.2);
    await sleep(600);
    expect(run.output()).toBe("-c xiu.toml\n");
    api.streams = [{ id: "17954060361070", bytes: 1 }];
    await until("it ends one", () => api.kicked.length > 0);
    api.server.close();
    api.server.closeAllConnections();
    await sleep(500);
    const output = run.output();
    await sleep(1000);
    close();
    expect([run.child.exitCode, run.output()]).toEqual([null, output]);
  });

  test.concurrent("says once that a stream does not reach every edge it is pushed to", async (context) => {
    const { api, start } = await setUp(context);
    const told =
      "weir: Not every stream reaches all 2 edges: one was away when it began, and xiu does not push to it again.\n" +
      "weir: The stream's publisher has to come back; where that does not help, this server has to be restarted.\n";
    const [first, second] = ["10.0.0.1:1935", "10.0.0.2:1935"];
    const viewer = "10.0.0.3:41935";
    api.streams = [{ id: "17954060361070", bytes: 1, viewers: [first, second, viewer] }];
    const run = start(0, "push", 2, 1935, 0.2);
    await sleep(700);
    expect(run.output()).toBe("-c xiu.toml\n");
    api.streams.push({ id: "17954060361071", bytes: 1, viewers: [first, viewer], name: "x:1935" });
    await until("it says so", () => run.output().includes("weir: "));
    await sleep(700);
    expect(run.output()).toBe(`-c xiu.toml\n${told}`);
  });

  test.concurrent("waits at SIGTERM until nobody watches a stream that moves", async (context) => {
    const { api, start } = await setUp(context);
    const stream = { id: "17954060361070", bytes: 1, viewers: ["10.0.0.1:40001"] };
    api.streams = [stream];
    const moving = setInterval(() => {
      stream.bytes += 1;
    }, 20);
    const run = start(60);
    await until("xiu runs", () => run.output() !== "");
    run.child.kill("SIGTERM");
    await sleep(2500);
    expect(run.child.exitCode).toBe(null);
    clearInterval(moving);
    expect(await run.ended).toBe(0);
  });

  test.concurrent("waits at SIGTERM no longer than it is told", async (context) => {
    const { api, start } = await setUp(context);
    const stream = { id: "17954060361070", bytes: 1, viewers: ["10.0.0.1:40001"] };
    api.streams = [stream];
    const moving = setInterval(() => {
      stream.bytes += 1;
    }, 20);
    const run = start(2);
    await until("xiu runs", () => run.output() !== "");
    const before = Date.now();
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    clearInterval(moving);
    expect(Date.now() - before).toBeGreaterThan(1000);
  });

  test.concurrent("does not wait at SIGTERM for a xiu that is stuck", async (context) => {
    const { api, start } = await setUp(context);
    api.silent = true;
    const run = start(1);
    await until("xiu runs", () => run.output() !== "");
    run.child.kill("SIGTERM");
    expect(await Promise.race([run.ended, sleep(8000)])).toBe(0);
  });
});
