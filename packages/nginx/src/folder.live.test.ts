import { once } from "node:events";
import { mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  containerFolder,
  freePort,
  startNginx,
  stopNginx,
  type TestNginx,
  testVersion,
  whyWithout,
  withoutNginx,
} from "./test-nginx.ts";

const playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4.000,\nlivestream-0.ts\n";
const segment = Buffer.alloc(8_000_000, 0x47);

const recordings = ["/dvr/live/1.flv", "/dvr/live/2.flv.tmp", "/dvr/live/3.m3u8.temp"];

async function settingsFor() {
  const ports = {
    http: { name: "http", number: await freePort() },
    https: { name: "https", number: await freePort() },
  };
  return { version: testVersion, ports, root: "/html", drain: 30 };
}

/** A folder as SRS leaves it. */
function fill(container: string, folder = "html") {
  const html = join(container, folder);
  mkdirSync(html, { recursive: true });
  writeFileSync(join(html, "livestream.m3u8"), playlist);
  writeFileSync(join(html, "livestream-0.ts"), segment);
  writeFileSync(join(html, "init.mp4"), "mp4");
  writeFileSync(join(html, "0.m4s"), "m4s");
  writeFileSync(join(html, "index.html"), "<title>console</title>");
  writeFileSync(join(html, "secret.txt"), "not for viewers");
  mkdirSync(join(html, "dvr/live"), { recursive: true });
  for (const path of recordings) writeFileSync(join(html, path), "recorded");
}

describe.skipIf(withoutNginx)(`a running nginx${whyWithout}`, () => {
  let nginx: TestNginx;
  let url: string;

  beforeAll(async () => {
    const settings = await settingsFor();
    url = `http://127.0.0.1:${settings.ports.http.number}`;
    const folder = containerFolder(settings);
    fill(folder);
    nginx = await startNginx(settings, folder);
  });
  afterAll(() => stopNginx(nginx));

  const ask = (path: string, init?: RequestInit) => fetch(url + path, init);
  const headers = ({ headers }: Response, ...names: string[]) => names.map((name) => headers.get(name));
  const player = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "Range",
    "access-control-expose-headers": "Content-Length, Content-Range",
  };
  const ofPlayer = (response: Response) =>
    Object.fromEntries([...response.headers].filter(([name]) => name.startsWith("access-control")));

  test("serves a playlist that caches hardly keep, to pages of any site", async () => {
    const response = await ask("/livestream.m3u8?token=x");
    expect(response.status).toBe(200);
    expect(headers(response, "content-type", "cache-control")).toEqual([
      "application/vnd.apple.mpegurl",
      "public, max-age=1",
    ]);
    expect(ofPlayer(response)).toEqual(player);
    expect(await response.text()).toBe(playlist);
  });

  test.each([
    ["/livestream-0.ts", "video/mp2t"],
    ["/init.mp4", "video/mp4"],
    ["/0.m4s", "video/mp4"],
  ])("serves %s as %s, which caches may keep", async (path, type) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(headers(response, "content-type", "cache-control")).toEqual([type, "public, max-age=60"]);
    expect(ofPlayer(response)).toEqual(player);
    await response.arrayBuffer();
  });

  test("serves a part of a segment, and says what it does not have to send again", async () => {
    const part = await ask("/livestream-0.ts", { headers: { Range: "bytes=0-187" } });
    expect(part.status).toBe(206);
    expect(headers(part, "content-range", "content-length", "cache-control")).toEqual([
      "bytes 0-187/8000000",
      "188",
      "public, max-age=60",
    ]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(segment.subarray(0, 188));
    const since = statSync(join(nginx.folder, "html/livestream-0.ts")).mtime.toUTCString();
    const same = await ask("/livestream-0.ts", { headers: { "If-Modified-Since": since } });
    expect([same.status, ...headers(same, "cache-control")]).toEqual([304, "public, max-age=60"]);
  });

  test("reads a playlist again as soon as it is replaced", async () => {
    const file = join(nginx.folder, "html/livestream.m3u8");
    writeFileSync(file, "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:1\n");
    utimesSync(file, new Date(), new Date());
    expect(await (await ask("/livestream.m3u8")).text()).toContain("SEQUENCE:1");
    writeFileSync(file, playlist);
  });

  test("lets no cache keep that a stream is missing, and says so to players", async () => {
    const response = await ask("/other.m3u8");
    expect([response.status, ...headers(response, "cache-control")]).toEqual([404, "no-store"]);
    expect(ofPlayer(response)).toEqual(player);
  });

  test("answers what a browser asks before it plays, and refuses what would write", async () => {
    const preflight = await ask("/livestream.m3u8", { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(ofPlayer(preflight)).toEqual(player);
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      const { status } = await ask("/livestream.m3u8", { method });
      expect([method, status]).toEqual([method, 405]);
    }
  });

  test("serves nothing else, and no list of files", async () => {
    for (const path of ["/", "/index.html", "/secret.txt", "/livestream", "/live/", ...recordings]) {
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    }
  });

  test("hides its version", async () => {
    expect((await ask("/")).headers.get("server")).toBe("nginx");
  });
});

describe.skipIf(withoutNginx)(`an nginx that serves pages too${whyWithout}`, () => {
  test("serves the console beside HLS, from a folder below the volume", async () => {
    const settings = { ...(await settingsFor()), folder: "srs/live", pages: true };
    const url = `http://127.0.0.1:${settings.ports.http.number}`;
    const folder = containerFolder(settings);
    fill(folder, "html/srs/live");
    const nginx = await startNginx(settings, folder);
    try {
      const page = await fetch(`${url}/`);
      expect([page.status, page.headers.get("content-type"), page.headers.get("cache-control")]).toEqual([
        200,
        "text/html",
        "no-store",
      ]);
      expect(await page.text()).toBe("<title>console</title>");
      expect((await fetch(`${url}/livestream.m3u8`)).headers.get("cache-control")).toBe("public, max-age=1");
      // Recordings too, once they are finished.
      const statuses = recordings.map(async (path) => (await fetch(url + path)).status);
      expect(await Promise.all(statuses)).toEqual([200, 404, 404]);
    } finally {
      await stopNginx(nginx);
    }
  });
});

describe.skipIf(withoutNginx)(`an nginx that is told to stop${whyWithout}`, () => {
  /** A viewer who takes a segment slowly, so that it is on its way when nginx is told to stop. */
  async function download(drain: number) {
    const settings = { ...(await settingsFor()), drain };
    const folder = containerFolder(settings);
    fill(folder);
    const nginx = await startNginx(settings, folder);
    const request = get(`http://127.0.0.1:${settings.ports.http.number}/livestream-0.ts`);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.pause();
    const gone = once(nginx.process, "exit");
    nginx.process.kill("SIGQUIT");
    await wait(200);
    return { settings, nginx, response, gone };
  }

  test("finishes what it is sending, and takes nobody new", async () => {
    const { settings, nginx, response, gone } = await download(30);
    try {
      await expect(fetch(`http://127.0.0.1:${settings.ports.http.number}/healthz`)).rejects.toThrow("fetch failed");
      let size = 0;
      for await (const part of response) size += (part as Buffer).length;
      expect(size).toBe(segment.length);
      expect(await gone).toEqual([0, null]);
    } finally {
      await stopNginx(nginx);
    }
  });

  test("cuts it after its drain", async () => {
    const started = Date.now();
    const { nginx, response, gone } = await download(1);
    try {
      response.on("error", () => {});
      expect(await gone).toEqual([0, null]);
      expect(Date.now() - started).toBeLessThan(5000);
      expect(response.complete).toBe(false);
    } finally {
      await stopNginx(nginx);
    }
  });
});
