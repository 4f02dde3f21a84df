import { describe, expect, test } from "vitest";
import { checkConfig, portsOf } from "./check-config.ts";
import { checkServer } from "./check-server.ts";
import type { XiuConfig } from "./config.ts";
import { originConfig, pullEdgeConfig } from "./roles.ts";
import { parseVersion } from "./versions.ts";

const latest = parseVersion("0.14.0");
const options = { version: latest, gopNum: 1, logLevel: "info", flv: true } as const;
const good = originConfig({ ...options, hls: {} });

function problemsOf(change: Partial<XiuConfig>, version = latest) {
  return checkConfig({ ...good, ...change }, version);
}

function error(id: string, at: readonly string[], what: string, why: string, fix: string) {
  return { id, severity: "error", at, what, why, fix };
}

test("knows every port, the API's too where nobody names it", () => {
  const { httpapi: _, ...config } = good;
  expect(portsOf(config)).toEqual([
    { table: "rtmp", port: 1935 },
    { table: "httpflv", port: 8081 },
    { table: "hls", port: 8080 },
    { table: "httpapi", port: 8000 },
  ]);
});

describe("reports", () => {
  test("nothing about a configuration that is right", () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ log: { level: "info,streamhub=warn,xiu::api=warn" } })).toEqual([]);
    expect(problemsOf({ rtsp: { enabled: false, port: 554, relay_enabled: false } })).toEqual([]);
  });

  test("two listeners on one port", () => {
    const runsOn = "One of the two does not start, and xiu runs on without it.";
    expect(problemsOf({ httpflv: { enabled: true, port: 8080 } })).toEqual([
      error(
        "xiu/port-twice",
        ["hls", "port"],
        "hls and httpflv both listen on 8080.",
        runsOn,
        "Give each a port of its own.",
      ),
    ]);
    const { httpapi: _, ...config } = { ...good, httpflv: { enabled: true, port: 8000 } };
    expect(checkConfig(config, latest).map(({ what }) => what)).toEqual(["httpapi and httpflv both listen on 8000."]);
  });

  test("a port that only root may open", () => {
    const why = "That listener does not start, and xiu runs on without it.";
    const listens = (table: string, port: number) => `${table} listens on ${port}, and ports below 1024 are for root.`;
    expect(problemsOf({ httpflv: { enabled: true, port: 80 } })).toEqual([
      error(
        "xiu/low-port",
        ["httpflv", "port"],
        listens("httpflv", 80),
        why,
        "Write 8081, and let the Service have 80.",
      ),
    ]);
    expect(problemsOf({ rtsp: { enabled: true, port: 554, relay_enabled: false } })).toEqual([
      error("xiu/low-port", ["rtsp", "port"], listens("rtsp", 554), why, "Write 8554, and let the Service have 554."),
    ]);
  });

  test("a server that nobody can publish to", () => {
    const { rtmp: _, ...config } = good;
    expect(checkConfig(config, latest)).toEqual([
      error(
        "xiu/no-publisher",
        ["rtmp"],
        "Neither rtmp nor rtsp nor webrtc is on.",
        "Nobody can publish, and viewers never see a picture.",
        "Add [rtmp] with enabled = true and port = 1935.",
      ),
    ]);
    expect(checkConfig({ ...config, webrtc: { enabled: true, port: 8900 } }, latest)).toEqual([]);
  });

  test.each(["verbose", "", "info,", "Info"])("the log level %j", (level) => {
    expect(problemsOf({ log: { level } })).toEqual([
      error(
        "xiu/log-level",
        ["log", "level"],
        `log.level ${JSON.stringify(level)} is not a level.`,
        "xiu runs and logs nothing, not even its errors.",
        "Write one of trace, debug, info, warn, error.",
      ),
    ]);
  });

  test("logs that go to a file", () => {
    const file = { rotate: "day", path: "./logs" };
    expect(problemsOf({ log: { level: "info", file: { enabled: true, ...file } } })).toEqual([
      error(
        "xiu/log-to-file",
        ["log", "file", "enabled"],
        "log.file is on.",
        "The root file system is read-only, and kubectl logs shows nothing.",
        "Remove [log.file].",
      ),
    ]);
    expect(problemsOf({ log: { level: "info", file: { enabled: false, ...file } } })).toEqual([]);
  });

  test("HLS that panics in 0.14, and not before", () => {
    const hls = { enabled: true, port: 8080, need_record: false };
    expect(problemsOf({ hls })).toEqual([
      error(
        "xiu/hls-without-s3",
        ["hls"],
        "hls is on and the table [hls.s3] is missing.",
        "The first stream that is published makes xiu's HLS panic: it answers 404 from then on.",
        'Add [hls.s3] with enabled = false, bucket = "", region = "".',
      ),
    ]);
    expect(problemsOf({ hls }, parseVersion("0.13.0"))).toEqual([]);
    expect(problemsOf({ hls: { ...hls, enabled: false } })).toEqual([]);
  });

  test("HLS that is written elsewhere than it is read", () => {
    expect(problemsOf({ hls: { ...(good.hls as NonNullable<typeof good.hls>), path: "/data/" } })).toEqual([
      error(
        "xiu/hls-path",
        ["hls", "path"],
        "hls.path is /data/.",
        "xiu writes there and goes on reading from its working folder: viewers get 404.",
        "Remove it, and set the container's workingDir.",
      ),
    ]);
  });

  test("HLS at an edge that pulls", () => {
    const edge = { ...pullEdgeConfig({ ...options, origin: "a" }), ...(good.hls && { hls: good.hls }) };
    expect(checkConfig(edge, latest)).toEqual([
      error(
        "xiu/hls-at-pull-edge",
        ["hls", "enabled"],
        "hls is on at a server that pulls.",
        "A request for HLS never makes it fetch a stream: viewers get 404 until somebody plays the same stream by RTMP or HTTP-FLV.",
        "Serve HLS from the origin through nginx-hls, or push to edges.",
      ),
    ]);
  });

  test("pushing twice to one, or to where it pulls from", () => {
    const peer = { enabled: true, address: "a", port: 1935 };
    const rtmp = { enabled: true, port: 1935 };
    expect(problemsOf({ rtmp: { ...rtmp, push: [peer, { ...peer, address: "b" }, peer] } })).toEqual([
      error(
        "xiu/push-twice",
        ["rtmp", "push"],
        "a:1935 is pushed to twice.",
        "It refuses the second of the two for every stream.",
        "Remove one.",
      ),
    ]);
    expect(problemsOf({ rtmp: { ...rtmp, push: [peer, { ...peer, enabled: false }] } })).toEqual([]);
    const { hls: _, ...withoutHls } = good;
    expect(checkConfig({ ...withoutHls, rtmp: { ...rtmp, pull: peer, push: [peer] } }, latest)).toEqual([
      error(
        "xiu/relay-loop",
        ["rtmp", "push"],
        "a:1935 is pulled from and pushed to.",
        "Every stream goes round between the two, and its publisher is refused.",
        "Push, or pull.",
      ),
    ]);
  });

  test("a secret that lies in git", () => {
    const inFile = (at: string[]) =>
      error(
        "xiu/secret-in-file",
        at,
        `${at.join(".")} is written into the configuration.`,
        "Whoever reads git or the ConfigMap can publish and play.",
        "Keep it in a Secret, from which the pod completes the file.",
      );
    expect(problemsOf({ authsecret: { key: "", password: "hunter2" } })).toEqual([inFile(["authsecret", "password"])]);
    const s3 = { enabled: true, bucket: "b", region: "r", secret_key: "hunter2" };
    expect(problemsOf({ hls: { ...(good.hls as NonNullable<typeof good.hls>), s3 } })).toEqual([
      inFile(["hls", "s3", "secret_key"]),
    ]);
  });

  test("tokens that are made of nothing", () => {
    const listener = { enabled: true, port: 8081 };
    const empty = (key: string, why: string) =>
      error(
        "xiu/empty-secret",
        ["authsecret", key],
        `Tokens are asked for, and authsecret.${key} is empty.`,
        why,
        "Name a Secret.",
      );
    expect(problemsOf({ httpflv: { ...listener, auth: { pull_enabled: true, algorithm: "simple" } } })).toEqual([
      empty("password", "The empty token lets everybody in."),
    ]);
    expect(problemsOf({ httpflv: { ...listener, auth: { pull_enabled: true, algorithm: "md5" } } })).toEqual([
      empty("key", "Anybody can compute the tokens."),
    ]);
    expect(problemsOf({ httpflv: { ...listener, auth: { pull_enabled: false, algorithm: "md5" } } })).toEqual([]);
    const publishers = { pull_enabled: false, push_enabled: true, algorithm: "simple" } as const;
    expect(problemsOf({ rtmp: { enabled: true, port: 1935, auth: publishers } }).map(({ at }) => at)).toEqual([
      ["authsecret", "password"],
    ]);
    const { authsecret: _, ...fromSecret } = good;
    const auth = { pull_enabled: true, algorithm: "simple" } as const;
    expect(checkConfig({ ...fromSecret, httpflv: { ...listener, auth } }, latest)).toEqual([]);
  });
});

describe("of a server that somebody wrote it", () => {
  test("reports the version alone where the server is not known", () => {
    const broken = { ...good, log: { level: "" } };
    expect(checkServer("v1.0.0", broken).map(({ id }) => id)).toEqual(["xiu/unknown-version"]);
    expect(checkServer("v0.14.9", broken).map(({ id }) => id)).toEqual(["xiu/unknown-patch", "xiu/log-level"]);
  });

  test("reports what that version does not read, without a place in the file", () => {
    const config = originConfig({ ...options, hls: { fragment: 2 } });
    expect(checkServer("v0.14.0", config)).toEqual([]);
    expect(checkServer("v0.13.0", config).map(({ what }) => what)).toEqual([
      "xiu 0.13.0 does not read hls.fragment: it came with 0.14.0.",
      "xiu 0.13.0 does not read hls.s3: it came with 0.14.0.",
    ]);
    expect(checkServer("v0.13.0", config)[0]).not.toHaveProperty("at");
  });

  test("takes a missing authsecret for one that the pod adds", () => {
    const { authsecret: _, ...fromSecret } = good;
    expect(checkServer("v0.14.0", fromSecret)).toEqual([]);
  });
});
