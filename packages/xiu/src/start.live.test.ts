import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { describeLive } from "@weir/tools/test-live";
import { afterAll, expect, test } from "vitest";
import { aliveScript } from "./alive-script.ts";
import { portsOf } from "./ports.ts";
import { originConfig, type XiuOptions } from "./roles.ts";
import { onFreePorts, openLab, sleep, takesConnection, until, type Xiu } from "./test-xiu.ts";
import { parseVersion } from "./versions.ts";

const options: XiuOptions = { version: parseVersion("0.14.0"), gopNum: 1, logLevel: "info" };
const noDrain = [0];

describeLive("start.sh starts and stops xiu", ["xiu", "ffmpeg", "bash", "unshare"], (paths) => {
  const lab = openLab(paths);
  afterAll(lab.close);
  const config = () => onFreePorts(originConfig(options));

  test.concurrent("as a container's first process xiu ignores SIGTERM, and ends at SIGINT", async () => {
    const first = await lab.start(await config(), { inContainer: true });
    first.signal("SIGTERM");
    await sleep(1000);
    expect(await first.streams()).toEqual([]);
    first.signal("SIGINT");
    expect(await first.ended).toBe(0);
  });

  test.concurrent("start.sh as a container's first process ends it at SIGTERM at once, with 0", async () => {
    const first = await lab.start(await config(), { inContainer: true, script: noDrain });
    const before = Date.now();
    first.signal("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(2000);
  });

  test.concurrent("xiu takes no RTMP any more once it may open no further file, and start.sh lets it open more", async () => {
    const crowded = async (script?: readonly number[]) => {
      const xiu = await lab.start(await config(), { files: 64, ...(script && { script }) });
      const port = xiu.config.rtmp?.port as number;
      const crowd = Array.from({ length: 100 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
      await sleep(1000);
      const open = crowd.filter(({ readyState }) => readyState === "open").length;
      for (const socket of crowd) socket.destroy();
      await sleep(500);
      const ports = portsOf(xiu.config).map(({ port }) => takesConnection(port));
      return { open, ports: await Promise.all(ports) };
    };
    const bare = await crowded();
    expect(bare).toEqual({ open: expect.any(Number), ports: [false, true, true] });
    expect(bare.open).toBeLessThan(64);
    expect(await crowded(noDrain)).toEqual({ open: 100, ports: [true, true, true] });
  });

  test.concurrent("xiu ends with 0 when its file is wrong, start.sh with 1 and a word on it", async () => {
    const file = join(lab.folder, "wrong.toml");
    writeFileSync(file, "[rtmp]\nenabled = true\nport = 1935\n");
    const wrong = lab.run(paths.xiu, ["-c", file]);
    expect([await wrong.ended, wrong.output()]).toEqual([
      0,
      expect.stringMatching(/^.*wrong\.toml: .*missing field `authsecret`/s),
    ]);
    const said = lab.run("bash", [join(lab.folder, "start.sh"), paths.xiu, file, "8000", "0"]);
    expect([await said.ended, said.output()]).toEqual([
      1,
      `${wrong.output()}weir: xiu has ended by itself, with exit code 0. With 0 or 101 its configuration is wrong: see above.\n`,
    ]);
  });

  test.concurrent("SIGTERM waits for the last viewer, and no longer than told", async () => {
    const [leaves, stays] = [
      await lab.start(await config(), { script: [60] }),
      await lab.start(await config(), { script: [4] }),
    ];
    const viewers = await Promise.all(
      [leaves, stays].map(async (xiu) => {
        lab.publish(xiu.rtmp("a"));
        const viewer = lab.watch(xiu.flv("a"));
        await until("it plays", () => viewer.bytes() > 0);
        return viewer;
      }),
    );
    const [leaver, stayer] = viewers;
    const before = Date.now();
    for (const xiu of [leaves, stays]) xiu.signal("SIGTERM");
    expect(await stays.ended).toBe(0);
    expect(Date.now() - before).toBeGreaterThan(3000);
    expect(stayer?.connections()).toBeGreaterThan(0);
    const bytes = leaver?.bytes() as number;
    await until("the other plays on", () => (leaver?.bytes() as number) > bytes);
    leaver?.close();
    expect(await leaves.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(30_000);
  });

  test.concurrent("alive.sh asks every port and the part that knows the streams", async () => {
    const file = join(lab.folder, "alive.sh");
    writeFileSync(file, aliveScript);
    const alive = async (ports: readonly number[]) => {
      const asked = lab.run("bash", [file, ...ports.map(String)]);
      return [await asked.ended, asked.output()];
    };
    const xiu = await lab.start(await config());
    const ports = portsOf(xiu.config).map(({ port }) => port);
    expect(await alive(ports)).toEqual([0, ""]);
    expect(await alive([1, ...ports])).toEqual([1, "Port 1 takes no connection.\n"]);
    await getStuck(xiu, () => lab.publish(xiu.rtmp("a")));
    expect((await fetch(`http://127.0.0.1:${ports.at(-1)}/`)).status).toBe(200);
    expect(await alive(ports)).toEqual([1, "The API is silent: no stream can begin, and nobody can join one.\n"]);
  });
});

/** One question about a stream that is not there, while another is, and xiu does nothing any more. */
async function getStuck(xiu: Xiu, publish: () => unknown): Promise<void> {
  publish();
  await until("it is published", async () => (await xiu.streams()).length === 1);
  const identifier = { rtmp: { app_name: "live", stream_name: "nobody" } };
  await expect(xiu.post("/api/query_stream", { identifier })).rejects.toThrow(/timeout/);
}
