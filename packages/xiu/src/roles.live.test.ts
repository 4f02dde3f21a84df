import { describeLive } from "@weir/tools/test-live";
import { afterAll, expect, test } from "vitest";
import { portsOf } from "./ports.ts";
import { originConfig, pullEdgeConfig, pushOriginConfig, type XiuOptions } from "./roles.ts";
import { type Lab, onFreePorts, openLab, takesConnection, until, type Xiu } from "./test-xiu.ts";
import { parseVersion } from "./versions.ts";

const options: XiuOptions = { version: parseVersion("0.14.0"), gopNum: 1, logLevel: "info" };
const hls = { fragment: 1, segments: 3 };

describeLive("xiu plays what is published", ["xiu", "ffmpeg", "bash"], (paths) => {
  const lab = openLab(paths);
  afterAll(lab.close);

  test.concurrent("an origin by RTMP, HTTP-FLV and HLS, on every port it names", async () => {
    const origin = await lab.start(await onFreePorts(originConfig({ ...options, hls })));
    for (const { port } of portsOf(origin.config)) expect(await takesConnection(port)).toBe(true);
    const publisher = lab.publish(origin.rtmp("a"));
    await plays(lab, origin, "a", ["rtmp", "flv", "hls"]);
    await publisher.end();
    await until("its HLS files are gone", async () => (await fetch(origin.hls("a"))).status === 404, 25);
  });

  test.concurrent("a pull edge, after the first viewer was refused", async () => {
    const origin = await lab.start(await onFreePorts(originConfig({ ...options, hls })));
    const config = pullEdgeConfig({ ...options, origin: "xiu-prod-service" });
    const edge = await lab.start(await onFreePorts(config, { pull: origin.config.rtmp?.port as number }));
    lab.publish(origin.rtmp("a"));
    await until("the origin has it", async () => (await origin.streams()).length === 1);
    expect(await (await fetch(edge.flv("a"))).text()).toBe("");
    await plays(lab, edge, "a", ["rtmp", "flv"]);
  });

  test.concurrent("push edges, without a viewer asking, HLS too", async () => {
    const edges = await Promise.all(
      [0, 1].map(async () => lab.start(await onFreePorts(originConfig({ ...options, hls })))),
    );
    const config = pushOriginConfig({ ...options, edges: ["edge-0", "edge-1"] });
    const push = edges.map((edge) => edge.config.rtmp?.port as number);
    const origin = await lab.start(await onFreePorts(config, { push }));
    lab.publish(origin.rtmp("a"));
    for (const edge of edges) await plays(lab, edge, "a", ["rtmp", "flv", "hls"]);
  });
});

async function plays(lab: Lab, xiu: Xiu, stream: string, protocols: readonly ("rtmp" | "flv" | "hls")[]) {
  const play = (protocol: (typeof protocols)[number]) =>
    until(`${protocol} plays`, async () => {
      if (protocol === "hls" && (await fetch(xiu.hls(stream))).status !== 200) return false;
      return lab.plays(xiu[protocol](stream));
    });
  await Promise.all(protocols.map(play));
}
