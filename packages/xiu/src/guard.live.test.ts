import { describeLive } from "@weir/tools/test-live";
import { afterAll, expect, test } from "vitest";
import { originConfig, pullEdgeConfig, type XiuOptions } from "./roles.ts";
import {
  type Lab,
  onFreePorts,
  openLab,
  type Program,
  type Relay,
  sleep,
  until,
  type Viewer,
  type Xiu,
} from "./test-xiu.ts";
import { parseVersion } from "./versions.ts";

const options: XiuOptions = { version: parseVersion("0.14.0"), gopNum: 1, logLevel: "info" };

/** An origin, and two edges that pull from it through a relay: one as xiu is, one as start.sh runs it, the first process of a container. */
async function openTopology(lab: Lab, delay?: number) {
  const origin = await lab.start(await onFreePorts(originConfig(options)));
  const way = await lab.relay(origin.config.rtmp?.port as number, delay);
  const config = () => onFreePorts(pullEdgeConfig({ ...options, origin: "xiu-prod-service" }), { pull: way.port });
  const bare = await lab.start(await config());
  const guarded = await lab.start(await config(), { script: guardArguments(way), inContainer: true });
  return { origin, way, bare, guarded };
}

/** DRAIN, where it pulls from, and a look every two seconds. */
function guardArguments({ port }: Relay) {
  return [0, "pull", "127.0.0.1", port, 2];
}

/** Publishes, and waits until it is there: who asks before that may be left with an empty stream. */
async function publish(lab: Lab, origin: Xiu, stream: string): Promise<Program> {
  const publisher = lab.publish(origin.rtmp(stream));
  await until(`${stream} is published`, async () => (await origin.streams()).length > 0);
  return publisher;
}

/** Whether more comes within a second or two. */
async function moves(viewer: Viewer): Promise<boolean> {
  const before = viewer.bytes();
  await sleep(1500);
  return viewer.bytes() > before;
}

function saw(viewer: Viewer, what: string): Promise<void> {
  const before = viewer.bytes();
  return until(what, () => viewer.bytes() > before + 1000, 25);
}

describeLive("start.sh keeps viewers of a pull edge", ["xiu", "ffmpeg", "bash", "unshare"], (paths) => {
  const lab = openLab(paths);
  afterAll(lab.close);

  test.concurrent("when a publisher goes and comes back, and then the origin", async () => {
    const { origin, way, bare, guarded } = await openTopology(lab);
    const first = await publish(lab, origin, "a");
    const [hangs, heals] = [lab.watch(bare.flv("a")), lab.watch(guarded.flv("a"))];
    await Promise.all([saw(hangs, "the bare edge plays"), saw(heals, "the guarded edge plays")]);

    await first.end();
    await until("the origin ends it", async () => (await origin.streams()).length === 0);
    const second = lab.publish(origin.rtmp("a"));
    const direct = lab.watch(origin.flv("a"));
    await saw(direct, "the origin plays again");
    await saw(heals, "the guarded edge plays again");
    // The ghost: the bare edge's viewer stays connected to a stream that nobody feeds, and so does whoever comes.
    expect(await moves(hangs)).toBe(false);
    expect(await lab.plays(bare.rtmp("a"))).toBe(false);
    expect((await bare.streams()).map(({ subscriber_count }) => subscriber_count > 0)).toEqual([true]);
    expect(guarded.output()).toContain(
      "weir: A stream got nothing for 2 s; it ends, so that its viewers come back and it is pulled anew.",
    );

    await second.end();
    await origin.end();
    const again = await lab.start(origin.config);
    lab.publish(again.rtmp("a"));
    await saw(heals, "the guarded edge plays from the new origin");
    expect(await moves(hangs)).toBe(false);
    // What the guard does, by hand.
    for (const { publisher } of await bare.streams()) await bare.post("/api/kick_off_client", { uuid: publisher.id });
    await saw(hangs, "the bare edge plays");
    way.shut();
  });

  test.concurrent("when somebody asks while the origin is away, which kills xiu's pull for good", async () => {
    const { origin, way, bare, guarded } = await openTopology(lab);
    await publish(lab, origin, "a");
    const watched = lab.watch(guarded.flv("a"));
    await saw(watched, "the guarded edge plays a");

    way.shut();
    lab.publish(origin.rtmp("b"));
    const [never, later] = [lab.watch(bare.flv("b")), lab.watch(guarded.flv("b"))];
    await until("both pulls are dead", async () => (await pullIsDead(bare)) && (await pullIsDead(guarded)));
    await until("it waits", () => guarded.output().includes(`weir: 127.0.0.1:${way.port} takes no connection;`));
    expect(await moves(watched)).toBe(true);

    await way.open();
    await until("it spares a", () =>
      guarded
        .output()
        .includes(
          "weir: The pull is dead: no further stream can be fetched. A restart waits until those who watch others have left: 1.",
        ),
    );
    expect(await moves(watched)).toBe(true);
    expect([never.bytes(), later.bytes()]).toEqual([0, 0]);

    watched.close();
    await saw(later, "the guarded edge plays b");
    expect(guarded.output()).toContain("weir: The pull is dead, and nobody watches: xiu is started anew.\n");
    // The container has gone on.
    expect(guarded.child.exitCode).toBe(null);
    expect(never.bytes()).toBe(0);
  });

  test.concurrent("when a viewer was there before the publisher, and the origin is not on the same machine", async () => {
    const { origin, bare, guarded } = await openTopology(lab, 20);
    const [hangs, heals] = [lab.watch(bare.flv("a")), lab.watch(guarded.flv("a"))];
    await until("the bare edge keeps a stream that nobody published", async () => (await bare.streams()).length === 1);
    lab.publish(origin.rtmp("a"));
    await saw(heals, "the guarded edge plays");
    expect(await moves(hangs)).toBe(false);
    expect(hangs.bytes()).toBe(0);
  });

  test.concurrent("and ends no stream that moves", async () => {
    const { origin, guarded } = await openTopology(lab);
    await publish(lab, origin, "a");
    const viewer = lab.watch(guarded.flv("a"));
    await saw(viewer, "the guarded edge plays");
    expect(guarded.output()).not.toContain("A stream got nothing");
    const connections = viewer.connections();
    await sleep(3000);
    expect(viewer.connections()).toBe(connections);
  });
});

/** There is nobody left who hears of relays. */
async function pullIsDead(edge: Xiu): Promise<boolean> {
  const answer = (await edge.post("/api/stop_relay_stream", { id: "weir", relay_type: "Pull" })) as object;
  return "error_code" in answer && answer.error_code === -1;
}
