import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ownPorts } from "./ports.ts";
import type { NginxSettings } from "./settings.ts";
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

/** A server of somebody's, beside nginx. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port, close };
}

describe.skipIf(withoutNginx)(`nginx beside other servers${whyWithout}`, () => {
  let names: Awaited<ReturnType<typeof startNames>>;
  let server: Awaited<ReturnType<typeof listen>>;
  let nginx: TestNginx;
  let url: string;
  const asked: { method: string; url: string; headers: IncomingMessage["headers"] }[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeAll(async () => {
    names = await startNames(
      new Map([
        ["auth.accounts.svc.cluster.test", ["127.0.0.1"]],
        ["website.test-space.svc.cluster.test", ["127.0.0.1"]],
      ]),
    );
    server = await listen((request, response) => {
      asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
      answer(request, response);
    });
  });
  afterAll(() => {
    names.close();
    server.close();
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterEach(() => stopNginx(nginx));

  const start = async (options: Partial<Pick<NginxSettings, "auth" | "proxy">> & { pages?: boolean }) => {
    const http = { name: "http", number: await freePort() };
    url = `http://127.0.0.1:${http.number}`;
    const settings = { version: testVersion, ports: { ...ownPorts, http }, drain: 1, root: "/html", ...options };
    const folder = containerFolder(settings);
    writeFileSync(join(folder, "html/a.m3u8"), "#EXTM3U\n");
    writeFileSync(join(folder, "html/a-0.ts"), "0123456789");
    for (const name of ["1.flv", "2.flv.tmp", "index.html"]) writeFileSync(join(folder, "html", name), "x");
    nginx = await startNginx(settings, folder, names.address);
  };
  const auth = (files: "all" | "playlists") => ({ url: `http://auth.accounts:${server.port}/hls/check`, files });

  /** As it is on the wire: `fetch` would tidy up the path. */
  const statusOf = async (path: string, headers: Record<string, string> = {}) => {
    const response = (await once(ask(`${url}/`, { path, headers }).end(), "response")) as [IncomingMessage];
    response[0].resume();
    return response[0].statusCode;
  };

  test("lets in whom the server lets in, and tells it who asks for what", async () => {
    await start({ auth: auth("all") });
    answer = ({ headers }, response) => {
      response.writeHead(`${headers["x-original-uri"]}`.includes("token=good") ? 200 : 401).end();
    };
    const good = await fetch(`${url}/a.m3u8?token=good`, { headers: { Authorization: "Bearer x", Cookie: "id=7" } });
    expect([good.status, good.headers.get("cache-control")]).toEqual([200, "private, max-age=1"]);
    expect(asked).toMatchObject([
      {
        method: "GET",
        url: "/hls/check",
        headers: {
          host: `auth.accounts.svc.cluster.test:${server.port}`,
          authorization: "Bearer x",
          cookie: "id=7",
          "x-original-uri": "/a.m3u8?token=good",
          "x-original-method": "GET",
          "x-forwarded-for": "127.0.0.1",
        },
      },
    ]);
    const bad = await fetch(`${url}/a.m3u8?token=bad`);
    expect([bad.status, bad.headers.get("cache-control"), bad.headers.get("access-control-allow-origin")]).toEqual([
      401,
      "no-store",
      "*",
    ]);
    expect(await statusOf("/a-0.ts")).toBe(401);
    expect(await statusOf("/a-0.ts?token=good")).toBe(200);
    answer = (_, response) => response.writeHead(200).end();
    expect(await statusOf("/_auth")).toBe(404);
  });

  test("asks about playlists alone where segments have no token", async () => {
    await start({ auth: auth("playlists") });
    answer = (_, response) => response.writeHead(403).end();
    expect(await statusOf("/a.m3u8")).toBe(403);
    expect(await statusOf("/a-0.ts")).toBe(200);
    expect(asked).toHaveLength(1);
  });

  test.each(["all", "playlists"] as const)(
    "asks about recordings, which pages are beside, with files: %s",
    async (files) => {
      await start({ auth: auth(files), pages: true });
      answer = (_, response) => response.writeHead(403).end();
      const paths = ["/1.flv", "/x/../1.flv", "/2.flv.tmp", "/index.html", "/a.m3u8"];
      const statuses = paths.map(async (path) => [path, await statusOf(path)] as const);
      expect(Object.fromEntries(await Promise.all(statuses))).toEqual({
        "/1.flv": 403,
        "/x/../1.flv": 403,
        "/2.flv.tmp": 404,
        "/index.html": 200,
        "/a.m3u8": 403,
      });
      answer = (_, response) => response.writeHead(200).end();
      expect(await statusOf("/1.flv")).toBe(200);
    },
  );

  test("lets nobody in while the server does not answer, and nobody around it", async () => {
    await start({ auth: { ...auth("all"), url: "http://auth.nowhere:8080" } });
    expect(await statusOf("/a.m3u8")).toBe(500);
    for (const path of ["/_auth", "/a%2em3u8", "//a.m3u8", "/x/../a.m3u8", "/./a.m3u8", "/a.m3u8/", "/a.m3u8%00"]) {
      const status = await statusOf(path);
      expect([path, status !== undefined && status >= 400]).toEqual([path, true]);
    }
    expect(await statusOf("/healthz")).toBe(200);
  });

  test("answers a browser's question before it plays without asking", async () => {
    await start({ auth: auth("all") });
    answer = (_, response) => response.writeHead(401).end();
    const preflight = await fetch(`${url}/a.m3u8`, { method: "OPTIONS" });
    expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([
      204,
      "Range, Authorization",
    ]);
    expect(asked).toEqual([]);
  });

  test("passes a path on as it is, with its method and body, and another path in its place", async () => {
    await start({
      proxy: {
        "/shop/": { url: `http://website:${server.port}`, to: { apps: ["website"] } },
        "/shop/v1.0/": { url: `http://website:${server.port}/api/v2`, to: { apps: ["website"] } },
      },
    });
    answer = async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.writeHead(201, { "Cache-Control": "max-age=5" }).end(Buffer.concat(parts));
    };
    const body = "x".repeat(50_000);
    const response = await fetch(`${url}/shop/a%20b/?c=%26`, { method: "POST", body });
    expect([response.status, response.headers.get("cache-control"), await response.text()]).toEqual([
      201,
      "max-age=5",
      body,
    ]);
    expect(response.headers.get("access-control-allow-origin")).toBe(null);
    await fetch(`${url}/shop/v1.0/carts/7?d=1`);
    await fetch(`${url}/shop/a.m3u8`);
    await fetch(`${url}/shop/v1.0/a%20b%3Fc%2Fd`);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /shop/a%20b/?c=%26",
      "GET /api/v2/carts/7?d=1",
      "GET /shop/a.m3u8",
      "GET /api/v2/a%20b%3Fc/d",
    ]);
    expect(asked[0]?.headers).toMatchObject({
      host: url.replace("http://", ""),
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
    });
    const short = await fetch(`${url}/shop`, { redirect: "manual" });
    expect([short.status, short.headers.get("location")]).toEqual([301, "/shop/"]);
    expect(await statusOf("/a.m3u8")).toBe(200);
    expect(await statusOf("/shop/v1x0/")).toBe(201);
  });

  test("passes an answer without an end on as it comes", async () => {
    await start({ proxy: { "/live/": { url: `http://website:${server.port}`, to: { apps: ["website"] } } } });
    let viewer: ServerResponse | undefined;
    answer = (_, response) => {
      viewer = response.writeHead(200);
      response.write("FLV");
    };
    const { body } = await fetch(`${url}/live/a.flv`);
    const reader = body?.getReader();
    const read = async () => Buffer.from((await Promise.race([reader?.read(), wait(2000)]))?.value ?? []).toString();
    expect(await read()).toBe("FLV");
    for (const tag of ["one", "two"]) {
      viewer?.write(tag);
      expect(await read()).toBe(tag);
    }
    await reader?.cancel();
  });
});
