import { describeLive } from "@weir/tools/test-live";
import { afterAll, expect, test } from "vitest";
import { originConfig, pullEdgeConfig, pushOriginConfig, type XiuOptions } from "./roles.ts";
import { onFreePorts, openLab, sleep, until, type Xiu } from "./test-xiu.ts";
import { parseVersion } from "./versions.ts";

const options: XiuOptions = { version: parseVersion("0.14.0"), gopNum: 1, logLevel: "info" };
const hls = { fragment: 1, segments: 3 };

// What docs/guides/xiu-limits.md says.
describeLive("the limits of xiu", ["xiu", "ffmpeg", "bash"], (paths) => {
  const lab = openLab(paths);
  afterAll(lab.close);
  const published = (xiu: Xiu) => until("it is published", async () => (await xiu.streams()).length === 1);

  test.concurrent("HLS without [hls.s3] answers 404 for ever, and xiu lives on", async () => {
    const config = originConfig({ ...options, hls });
    const { s3: _, ...without } = config.hls as NonNullable<typeof config.hls>;
    const xiu = await lab.start(await onFreePorts({ ...config, hls: without }));
    lab.publish(xiu.rtmp("a"));
    await published(xiu);
    await until("it panics", () => xiu.output().includes("panicked at"));
    await sleep(4000);
    expect((await fetch(xiu.hls("a"))).status).toBe(404);
    expect(await xiu.streams()).toHaveLength(1);
  });

  test.concurrent("HLS carries no CORS header, HTTP-FLV does", async () => {
    const xiu = await lab.start(await onFreePorts(originConfig({ ...options, hls })));
    lab.publish(xiu.rtmp("a"));
    await until("there is a playlist", async () => (await fetch(xiu.hls("a"))).status === 200);
    expect((await fetch(xiu.hls("a"))).headers.get("access-control-allow-origin")).toBe(null);
    const stop = new AbortController();
    const { headers } = await fetch(xiu.flv("a"), { signal: stop.signal });
    stop.abort();
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });

  test.concurrent("a stream that is not there is an empty answer, and not an error", async () => {
    const xiu = await lab.start(await onFreePorts(originConfig(options)));
    const answer = await fetch(xiu.flv("nobody"));
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });

  test.concurrent("a publisher who is silent for two seconds is dropped", async () => {
    const xiu = await lab.start(await onFreePorts(originConfig(options)));
    const publisher = lab.publish(xiu.rtmp("a"));
    await published(xiu);
    publisher.signal("SIGSTOP");
    await until("it is dropped", async () => (await xiu.streams()).length === 0, 4);
  });

  test.concurrent("a question about a stream that is not there, while another is, stops the whole server", async () => {
    const xiu = await lab.start(await onFreePorts(originConfig(options)));
    lab.publish(xiu.rtmp("a"));
    await published(xiu);
    const identifier = { rtmp: { app_name: "live", stream_name: "nobody" } };
    await expect(xiu.post("/api/query_stream", { identifier })).rejects.toThrow(/timeout/);
    expect(await lab.plays(xiu.rtmp("a"))).toBe(false);
    expect((await fetch(xiu.api)).status).toBe(200);
  });

  test.concurrent("a pull has no token: an edge of an origin that asks for one shows nothing", async () => {
    const auth = { publish: false, play: ["rtmp"], algorithm: "simple" } as const;
    const config = { ...originConfig({ ...options, auth }), authsecret: { key: "", password: "secret" } };
    const origin = await lab.start(await onFreePorts(config));
    const way = await lab.relay(origin.config.rtmp?.port as number, 20);
    const edge = await lab.start(
      await onFreePorts(pullEdgeConfig({ ...options, origin: "origin" }), { pull: way.port }),
    );
    lab.publish(origin.rtmp("a"));
    await published(origin);
    const viewer = lab.watch(edge.flv("a"));
    await until("it has tried twice", () => viewer.connections() > 1);
    await sleep(2000);
    expect(viewer.bytes()).toBe(0);
    const direct = lab.watch(origin.flv("a"));
    await until("HTTP-FLV of the origin asks for none", () => direct.bytes() > 0);
  });

  test.concurrent("an edge that was away while a stream began is never pushed to again, nor one that was restarted while it ran", async () => {
    const [away, back] = await Promise.all([0, 1].map(() => onFreePorts(originConfig(options))));
    const push = [away, back].map((config) => config?.rtmp?.port as number);
    const origin = await lab.start(await onFreePorts(pushOriginConfig({ ...options, edges: [] }), { push }), {
      script: [0, "push", 2, `(${push.join("|")})`, 1],
    });
    const restarted = await lab.start(back as NonNullable<typeof back>);
    const first = lab.publish(origin.rtmp("a"));
    await until("it is pushed", async () => (await restarted.streams()).length === 1);
    await restarted.end();
    const [late, again] = [
      await lab.start(away as NonNullable<typeof away>),
      await lab.start(back as NonNullable<typeof back>),
    ];
    await until("start.sh says so", () =>
      origin
        .output()
        .includes(
          "weir: Not every stream reaches all 2 edges: one was away when it began, and xiu does not push to it again.\n" +
            "weir: The stream's publisher has to come back; where that does not help, this server has to be restarted.\n",
        ),
    );
    expect([await late.streams(), await again.streams()]).toEqual([[], []]);

    await first.end();
    await until("it has ended", async () => (await origin.streams()).length === 0);
    lab.publish(origin.rtmp("a"));
    await until("the restarted one has it again", async () => (await again.streams()).length === 1);
    expect(await late.streams()).toEqual([]);
  });
});
