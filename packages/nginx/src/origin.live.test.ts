import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ownPorts } from "./ports.ts";
import {
  containerFolder,
  freePort,
  startNames,
  startNginx,
  stopNginx,
  type TestNginx,
  testVersion,
  whyWithout,
  withoutNginx,
} from "./test-nginx.ts";

/** An origin on an address of its own: the files it has, and what it was asked for. */
function makeOrigin(files: Record<string, string>) {
  const requests: IncomingMessage[] = [];
  const server = createServer(async (request, response) => {
    requests.push(request);
    const [path = ""] = (request.url ?? "").split("?");
    const body = files[path];
    await wait(50);
    if (body === undefined) return response.writeHead(404).end("not here");
    // As SRS answers: with headers of its own, which nginx replaces.
    response.writeHead(200, {
      "Content-Type": path.endsWith(".ts") ? "video/MP2T" : "application/vnd.apple.mpegurl",
      "Content-Length": body.length,
      "Access-Control-Allow-Origin": "https://elsewhere.example",
      "Cache-Control": "max-age=3600",
      Connection: "Close",
    });
    return response.end(body);
  });
  const start = async (address: string, port: number) => {
    server.listen(port, address);
    await once(server, "listening");
  };
  const stop = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { files, requests, start, stop };
}

describe.skipIf(withoutNginx)(`nginx as a cache in front of origins${whyWithout}`, () => {
  const name = "socs.test-space.svc.cluster.test";
  const addresses = new Map<string, readonly string[]>();
  let origins: [ReturnType<typeof makeOrigin>, ReturnType<typeof makeOrigin>];
  let names: Awaited<ReturnType<typeof startNames>>;
  let nginx: TestNginx;
  let port: number;
  let url: string;

  beforeEach(async () => {
    port = await freePort();
    origins = [
      makeOrigin({ "/live/a.m3u8": "playlist a", "/live/a-0.ts": "0123456789" }),
      makeOrigin({ "/live/b.m3u8": "playlist b" }),
    ];
    await origins[0].start("127.0.0.1", port);
    await origins[1].start("127.0.0.2", port);
    addresses.set(name, ["127.0.0.1", "127.0.0.2"]);
    names = await startNames(addresses);
    const http = { name: "http", number: await freePort() };
    url = `http://127.0.0.1:${http.number}`;
    const settings = {
      version: testVersion,
      ports: { ...ownPorts, http },
      drain: 1,
      origin: { service: "socs", port, argument: "hls_ctx", cache: "64Mi" },
    };
    nginx = await startNginx(settings, containerFolder(settings), names.address);
  });
  afterEach(async () => {
    await stopNginx(nginx);
    names.close();
    await Promise.all(origins.map((origin) => origin.stop()));
  });

  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(url + path, init);
    const { status, headers } = response;
    return { status, headers, text: await response.text() };
  };
  const becomes = (path: string, text: string, timeout: number) =>
    expect.poll(async () => (await ask(path)).text, { timeout, interval: 250 }).toBe(text);
  const asked = () => origins.flatMap(({ requests }) => requests).map(({ url = "" }) => url);
  const countOf = (path: string) => asked().filter((url) => url.split("?")[0] === path).length;

  test("finds a stream on whichever origin has it", async () => {
    for (const stream of ["a", "b"]) {
      const { status, text, headers } = await ask(`/live/${stream}.m3u8`);
      expect([status, text]).toEqual([200, `playlist ${stream}`]);
      expect(headers.get("content-type")).toBe("application/vnd.apple.mpegurl");
      expect(headers.get("cache-control")).toBe("public, max-age=1");
      expect(headers.get("access-control-allow-origin")).toBe("*");
    }
    const segment = await ask("/live/a-0.ts");
    expect([segment.status, segment.text]).toEqual([200, "0123456789"]);
    expect(segment.headers.get("content-type")).toBe("video/MP2T");
    expect(segment.headers.get("cache-control")).toBe("public, max-age=10");
  });

  test("asks once for many viewers, and for a playlist again a second later", async () => {
    origins[1].files["/live/a.m3u8"] = "playlist a";
    const viewers = await Promise.all(Array.from({ length: 40 }, (_, viewer) => ask(`/live/a.m3u8?viewer=${viewer}`)));
    expect(new Set(viewers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(["200 playlist a"]));
    expect(countOf("/live/a.m3u8")).toBe(1);
    origins[0].files["/live/a.m3u8"] = origins[1].files["/live/a.m3u8"] = "playlist a, later";
    await becomes("/live/a.m3u8", "playlist a, later", 3000);
  });

  test("gives many viewers one segment, and parts of it", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, viewer) => ask(`/live/a-0.ts?viewer=${viewer}`)));
    expect(countOf("/live/a-0.ts")).toBeLessThanOrEqual(2);
    const before = countOf("/live/a-0.ts");
    const part = await ask("/live/a-0.ts", { headers: { Range: "bytes=2-4" } });
    expect([part.status, part.text, part.headers.get("content-range")]).toEqual([206, "234", "bytes 2-4/10"]);
    expect(countOf("/live/a-0.ts")).toBe(before);
  });

  test("keeps a missing stream from the origins for a second, never as one that is there", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask("/live/none.m3u8")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(answers[0]?.headers.get("cache-control")).toBe("no-store");
    expect(answers[0]?.headers.get("access-control-allow-origin")).toBe("*");
    // Both, once.
    expect(countOf("/live/none.m3u8")).toBe(2);
    origins[0].files["/live/none.m3u8"] = "published";
    await becomes("/live/none.m3u8", "published", 3000);
  });

  test("passes on the one argument that makes a difference, and no header", async () => {
    await ask("/live/a.m3u8?x=1&hls_ctx=42&y=2", { headers: { Cookie: "me", Authorization: "me" } });
    await ask("/live/a-0.ts?hls_ctx=42");
    expect(new Set(asked())).toEqual(new Set(["/live/a.m3u8?hls_ctx=42", "/live/a-0.ts"]));
    for (const { headers } of origins.flatMap(({ requests }) => requests)) {
      expect(Object.keys(headers).sort()).toEqual(["host"]);
      expect(headers.host).toBe(`${name}:${port}`);
    }
  });

  test("goes on while an origin is down", async () => {
    await origins[1].stop();
    for (const attempt of [1, 2, 3, 4]) {
      await wait(1100);
      expect([attempt, (await ask("/live/a.m3u8")).text]).toEqual([attempt, "playlist a"]);
    }
  });

  test("shows the last playlist while no origin answers", async () => {
    addresses.set(name, ["127.0.0.1"]);
    expect((await ask("/live/a.m3u8")).text).toBe("playlist a");
    await origins[0].stop();
    await origins[1].stop();
    await wait(2500);
    expect((await ask("/live/a.m3u8")).text).toBe("playlist a");
    const missing = await ask("/live/never.m3u8");
    expect([missing.status, missing.headers.get("cache-control")]).toEqual([502, "no-store"]);
  });

  test("finds an origin that comes back at another address", async () => {
    expect((await ask("/live/a.m3u8")).text).toBe("playlist a");
    await origins[0].stop();
    await origins[1].stop();
    addresses.set(name, ["127.0.0.3"]);
    const back = makeOrigin({ "/live/a.m3u8": "playlist a, elsewhere" });
    await back.start("127.0.0.3", port);
    try {
      await becomes("/live/a.m3u8", "playlist a, elsewhere", 10_000);
    } finally {
      await back.stop();
    }
  });

  test("answers its probes before there is any origin, and finds it when it comes", async () => {
    addresses.clear();
    expect((await ask("/healthz")).status).toBe(200);
    const missing = await ask("/live/a.m3u8");
    expect([missing.status, missing.headers.get("cache-control")]).toEqual([502, "no-store"]);
    addresses.set(name, ["127.0.0.1"]);
    await becomes("/live/a.m3u8", "playlist a", 3000);
  });

  test("refuses what would write and what is not HLS, without asking", async () => {
    expect((await ask("/live/a.m3u8", { method: "POST" })).status).toBe(405);
    expect((await ask("/live/a.m3u8", { method: "OPTIONS" })).status).toBe(204);
    expect((await ask("/api/v1/clients")).status).toBe(404);
    expect((await ask("/live/a.flv")).status).toBe(404);
    expect(asked()).toEqual([]);
  });
});
