import { describe, expect, test } from "vitest";
import { checkRelays, type RelayNode } from "./check-relays.ts";

function node(name: string, change: Partial<RelayNode> = {}): RelayNode {
  return {
    name,
    hosts: [`${name}-service`],
    replicas: 1,
    push: [],
    hls: false,
    takesPublishers: false,
    asks: { play: false, publish: false },
    ...change,
  };
}

const origin = node("origin", { hls: true, takesPublishers: true });
const edge = node("edge", { pull: "origin-service", replicas: 3 });

test("accepts an origin with edges that pull, and edges of edges", () => {
  expect(checkRelays([origin, edge, node("far", { pull: "edge-service", replicas: 9 })])).toEqual([]);
});

test("accepts an origin that pushes to each pod of edges with HLS", () => {
  const pods = ["edge-0.pods", "edge-1.pods"];
  const edges = node("edge", { hosts: ["edge-service", ...pods], replicas: 2, hls: true });
  expect(checkRelays([{ ...origin, push: pods }, edges])).toEqual([]);
});

test("accepts relays to and from somebody else's servers", () => {
  expect(
    checkRelays([
      { ...origin, push: ["live.example.com"] },
      { ...edge, pull: "live.example.org" },
    ]),
  ).toEqual([]);
});

test("accepts a stream that comes to a node by two ways", () => {
  const left = node("left", { pull: "origin-service" });
  const both = node("both", { pull: "left-service" });
  expect(checkRelays([{ ...origin, push: ["both-service"] }, left, both])).toEqual([]);
});

describe("reports", () => {
  const error = (name: string, at: string, id: string, what: string, why: string, fix: string) => ({
    node: name,
    at: [at],
    severity: "error",
    id,
    what,
    why,
    fix,
  });
  const loop = (name: string, at: string, what: string) =>
    error(
      name,
      at,
      "xiu/relay-loop",
      what,
      "A stream in it comes back to where it began, and its publisher is refused.",
      "let streams flow one way: from the origin to the edges.",
    );

  test("a loop of pulls once, along the stream", () => {
    const nodes = ["a", "b", "c"].map((name, index) => node(name, { pull: `${["c", "a", "b"][index]}-service` }));
    expect(checkRelays([origin, ...nodes])).toEqual([loop("b", "pull", "Relays go in a circle: b → c → a → b.")]);
  });

  test("pulling from a node and pushing to it", () => {
    expect(checkRelays([origin, { ...edge, replicas: 1, push: ["origin-service"] }])).toEqual([
      loop("edge", "pull", "Relays go in a circle: edge → origin → edge."),
    ]);
  });

  test("pushes in a circle, and a node that dials itself", () => {
    const other = node("other", { push: ["origin-service"] });
    expect(checkRelays([{ ...origin, push: ["other-service"] }, other])).toEqual([
      loop("other", "push", "Relays go in a circle: other → origin → other."),
    ]);
    expect(checkRelays([{ ...origin, push: ["origin-service"] }])).toEqual([
      loop("origin", "push", "origin relays to itself."),
    ]);
  });

  test("two loops, each once", () => {
    const pair = (one: string, two: string) => [
      node(one, { pull: `${two}-service` }),
      node(two, { pull: `${one}-service` }),
    ];
    expect(checkRelays([...pair("a", "b"), ...pair("c", "d")]).map(({ what }) => what)).toEqual([
      "Relays go in a circle: b → a → b.",
      "Relays go in a circle: d → c → d.",
    ]);
  });

  test("an edge without a source", () => {
    expect(checkRelays([origin, node("edge")])).toEqual([
      error(
        "edge",
        "pull",
        "xiu/no-source",
        "edge neither pulls streams nor is it sent any.",
        "Viewers connect and never see a picture.",
        "write pull: xiu-origin here, or for HLS here push: xiu-edge in xiu-origin.",
      ),
    ]);
    expect(checkRelays([origin, node("edge", { hls: true })]).map(({ id, fix }) => [id, fix])).toEqual([
      ["xiu/no-source", "write push: xiu-edge in xiu-origin, and no pull here."],
    ]);
  });

  test("nothing of streams to an edge without pods", () => {
    expect(checkRelays([origin, node("edge", { replicas: 0 })])).toEqual([]);
  });

  test("HLS at an edge that pulls", () => {
    expect(checkRelays([origin, { ...edge, hls: true }])).toEqual([
      error(
        "edge",
        "hls",
        "xiu/hls-needs-push",
        "edge serves HLS and pulls its streams.",
        "A request for HLS never makes xiu fetch a stream: viewers get 404.",
        "remove pull here and write push: xiu-edge in xiu-origin; or remove hls here, and add nginx-hls with from: xiu-origin.",
      ),
    ]);
  });

  test("pods that take publishers and do not share streams", () => {
    expect(checkRelays([{ ...origin, replicas: 3 }, edge])).toEqual([
      error(
        "origin",
        "replicas",
        "xiu/replicas-share-nothing",
        "origin takes publishers and has 3 pods, which do not share streams.",
        "2 of 3 viewers reach a pod that does not have the stream.",
        "write replicas: 1, and add xiu-edge for more viewers.",
      ),
    ]);
  });

  test("a push to a Service of several pods", () => {
    const edges = node("edge", { replicas: 2 });
    expect(checkRelays([{ ...origin, push: ["edge-service"] }, edges])).toEqual([
      error(
        "origin",
        "push",
        "xiu/push-to-service",
        "origin pushes to edge-service, which stands for 2 pods.",
        "Each stream reaches one of them: 1 of 2 viewers never see it.",
        "push to every pod by its own name.",
      ),
    ]);
  });

  test("tokens that relays do not have", () => {
    const asks = { play: true, publish: true };
    expect(checkRelays([{ ...origin, asks }, edge])).toEqual([
      error(
        "origin",
        "auth",
        "xiu/pull-has-no-token",
        "origin asks who plays by RTMP for a token, and edge pulls from it.",
        "xiu pulls without a token: it is refused, and viewers there never see a picture.",
        "take rtmp out of auth.play here, and ask for tokens at the edges.",
      ),
    ]);
    expect(checkRelays([{ ...origin, push: ["edge-service"] }, node("edge", { asks })])).toEqual([
      error(
        "edge",
        "auth",
        "xiu/push-has-no-token",
        "edge asks who publishes for a token, and origin pushes to it.",
        "xiu pushes without a token: it is refused, and viewers there never see a picture.",
        "write auth.publish: false here; its NetworkPolicy keeps others out.",
      ),
    ]);
  });
});
