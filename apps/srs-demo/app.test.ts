import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { expect, test } from "vitest";
import app from "./app.ts";
import { publishScript } from "./script.ts";

const toEdge = { publishTo: "srs-edge", streams: ["livestream", "avatar"] };

function object(written: unknown, kind: string, environment = "srs-test"): KubernetesObject {
  const { shared } = renderTwice(app, written, testContext({ environment }));
  return shared.find((candidate) => candidate.kind === kind) as KubernetesObject;
}

/** Container name → URL. */
function urlsOf(written: unknown, environment?: string): Record<string, string | undefined> {
  const pod = podTemplateOf(object(written, "Deployment", environment));
  return Object.fromEntries(pod?.spec.containers.map(({ name, command }) => [name, command?.[4]]) ?? []);
}

test("keeps the names that people know", () => {
  expect(renderTwice(app, app.base).shared.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    "Deployment srs-demo-deploy",
    "NetworkPolicy srs-demo",
    "ServiceAccount srs-demo",
  ]);
  expect(podTemplateOf(object(app.base, "Deployment"))?.metadata?.labels).toMatchObject({ app: "srs-demo" });
});

test("publishes to the origin, or any number of streams to the edge, each by a container of its own", () => {
  expect(urlsOf(app.base)).toEqual({ livestream: "rtmp://srs-origin-service/live/livestream" });
  expect(urlsOf(toEdge)).toEqual({
    livestream: "rtmp://srs-edge-service/live/livestream",
    avatar: "rtmp://srs-edge-service/live/avatar",
  });
  const many = Array.from({ length: 20 }, (_, index) => `show-${index}`);
  expect(Object.keys(urlsOf({ ...toEdge, streams: many, app: "demo" }))).toEqual(many);
});

test.each([
  ["srs-origin", "srs-test", "srs-origin-service", "srs-origin"],
  ["srs-origin-cluster", "srs-test", "srs-origin-service", "srs-origin"],
  ["srs-origin-deployments", "srs-test", "srs-origin-service", "srs-origin"],
  ["srs-edge", "srs-test", "srs-edge-service", "srs-edge"],
  ["xiu-origin", "xiu-prod", "xiu-prod-service", "xiu"],
  ["xiu-origin", "staging", "xiu-staging-service", "xiu"],
])("reaches %s of %s by the Service %s, through a door to its pods alone", (publishTo, environment, service, label) => {
  expect(urlsOf({ publishTo }, environment)).toEqual({ livestream: `rtmp://${service}/live/livestream` });
  expect(object({ publishTo }, "NetworkPolicy", environment)).toMatchObject({
    spec: {
      podSelector: { matchLabels: { app: "srs-demo" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [],
      egress: [{ to: [{ podSelector: { matchLabels: { app: label } } }], ports: [{ port: 1935, protocol: "TCP" }] }],
    },
  });
});

test("hands a stream's URL to the script as an argument, never as part of it", () => {
  const pod = podTemplateOf(object(toEdge, "Deployment"));
  for (const { command } of pod?.spec.containers ?? []) {
    expect(command).toEqual(["/bin/sh", "-c", publishScript, "srs-demo", expect.stringMatching(/^rtmp:/)]);
  }
  expect(publishScript).not.toContain("livestream");
});

test("replaces its pod only when the old one is gone, because a server takes one publisher of a stream", () => {
  expect(object(toEdge, "Deployment")).toMatchObject({ spec: { replicas: 1, strategy: { type: "Recreate" } } });
});

test("runs an image that a digest can pin", () => {
  const digest = `encoder@sha256:${"a".repeat(64)}`;
  const imageOf = (written: object) => podTemplateOf(object(written, "Deployment"))?.spec.containers[0]?.image;
  expect(imageOf(toEdge)).toBe("ossrs/srs:encoder");
  expect(imageOf({ ...toEdge, version: digest })).toBe(`ossrs/srs:${digest}`);
});

test("gives its pods no rights; who listens nowhere has nothing to probe", () => {
  const fault = "Deployment srs-demo-deploy lacks a probe";
  expect(faultsOfPods(renderTwice(app, toEdge))).toEqual([fault, fault]);
});

test("says what it publishes", () => {
  expect(app.notes?.(app.settings.parse({ ...toEdge, app: "show" }), testContext())).toEqual([
    "Publishes show/livestream, show/avatar to srs-edge.",
  ]);
});

const form =
  "a name in a stream's URL is 1 to 63 lower case letters, digits and hyphens, with a letter or digit at both ends";
test.each([
  "live;reboot",
  "$(id)",
  "`id`",
  "a b",
  "a|b",
  "a&b",
  "a>b",
  "a/b",
  "../a",
  "a{b}",
  'a"b',
  "a'b",
  "a#b",
  "a?b",
  "a\\b",
  "a*",
  "a\n",
  "A",
  "-a",
  "",
  "x".repeat(64),
])("refuses %j in a stream's URL", (text) => {
  const refused = (change: object) =>
    app.settings.safeParse({ ...toEdge, ...change }).error?.issues.map(({ path, message }) => ({ path, message }));
  expect(refused({ streams: ["livestream", text] })).toEqual([{ path: ["streams", 1], message: form }]);
  expect(refused({ app: text })).toEqual([{ path: ["app"], message: form }]);
});

test("refuses no stream, too many, and a target that takes none", () => {
  const refused = (change: object) =>
    app.settings.safeParse({ ...toEdge, ...change }).error?.issues.map(({ path }) => path[0]);
  expect(refused({ streams: [] })).toEqual(["streams"]);
  expect(refused({ streams: Array.from({ length: 21 }, (_, index) => `s${index}`) })).toEqual(["streams"]);
  expect(refused({ publishTo: "nginx-hls" })).toEqual(["publishTo"]);
});

test("reports a target that the environment does not have", () => {
  const problems = (apps: string[]) => app.check?.(app.settings.parse(toEdge), testContext({ apps: new Set(apps) }));
  const problem = (fix: string) => ({
    id: "demo/no-target",
    severity: "error",
    at: ["publishTo"],
    what: "This environment has no srs-edge to publish to.",
    why: "The streams go nowhere, and whoever plays them waits for ever.",
    fix,
  });
  expect(problems(["srs-demo", "srs-edge"])).toEqual([]);
  expect(problems(["srs-demo"])).toEqual([problem("add srs-edge.")]);
  expect(problems(["srs-demo", "srs-origin", "xiu-origin"])).toEqual([
    problem("publish to srs-origin or xiu-origin, or add srs-edge."),
  ]);
});

test("reports edges that nobody can publish to", () => {
  const problems = (edge: object, publishTo = "srs-edge") =>
    app.check?.(
      app.settings.parse({ publishTo }),
      testContext({ apps: new Set(["srs-edge", "srs-origin"]), settingsOf: () => edge }),
    );
  const problem = {
    id: "demo/no-rtmp",
    severity: "error",
    at: ["publishTo"],
    what: "srs-edge serves no RTMP, by which streams are published.",
    why: "The streams go nowhere, and whoever plays them waits for ever.",
    fix: "add rtmp to serves of srs-edge, or publish to its origin.",
  };
  expect(problems({ serves: ["rtmp", "flv"] })).toEqual([]);
  expect(problems({ serves: ["flv"] })).toEqual([problem]);
  expect(problems({ serves: ["flv"] }, "srs-origin")).toEqual([]);
  expect(problems({ serves: ["rtmp"], clusters: { a: { serves: ["flv"] } } })).toEqual([problem]);
  expect(problems({ serves: ["rtmp"], clusters: { a: { serves: ["flv"] }, b: {} } })).toEqual([]);
});

test("reports an origin that asks for a token", () => {
  const problems = (origin: object) =>
    app.check?.(
      app.settings.parse({ publishTo: "xiu-origin" }),
      testContext({ apps: new Set(["xiu-origin"]), settingsOf: () => origin }),
    );
  const secret = { secretName: "xiu-auth" };
  expect(problems({})).toEqual([]);
  expect(problems({ secret, auth: { publish: false, play: true, algorithm: "simple" } })).toEqual([]);
  expect(problems({ secret })).toEqual([
    {
      id: "demo/no-token",
      severity: "error",
      at: ["publishTo"],
      what: "xiu-origin takes publishers with a token alone, and srs-demo has none.",
      why: "The streams go nowhere, and whoever plays them waits for ever.",
      fix: "write auth: {publish: false} in xiu-origin, or remove srs-demo.",
    },
  ]);
});

test("reports a list of publishers that holds no pod, of the target or behind it", () => {
  const problems = (publishTo: string, publish: Record<string, unknown>) =>
    app.check?.(
      app.settings.parse({ publishTo }),
      testContext({
        apps: new Set(["srs-origin", "srs-edge"]),
        settingsOf: (name) => ({ serves: ["rtmp"], publish: publish[name] }),
      }),
    );
  const refused = (target: string) => [
    {
      id: "demo/not-allowed",
      severity: "error",
      at: ["publishTo"],
      what: `${target} takes publishers from a list of addresses, and none of them is a pod's, as srs-demo's is.`,
      why: "The streams go nowhere, and whoever plays them waits for ever.",
      fix: `add the pods' network to publish.allow of ${target}, or remove srs-demo.`,
    },
  ];
  const list = { allow: ["203.0.113.0/24"] };
  expect(problems("srs-origin", { "srs-origin": list })).toEqual(refused("srs-origin"));
  expect(problems("srs-edge", { "srs-origin": list })).toEqual(refused("srs-origin"));
  expect(problems("srs-edge", { "srs-edge": list })).toEqual(refused("srs-edge"));
  expect(problems("srs-origin", { "srs-edge": list, "srs-origin": { allow: ["10.0.0.0/8"] } })).toEqual([]);
});

test("reports a stream that is named twice, and would still run it once", () => {
  const written = { publishTo: "srs-edge", streams: ["avatar", "livestream", "avatar"] };
  expect(app.check?.(app.settings.parse(written), testContext({ apps: new Set(["srs-edge"]) }))).toEqual([
    {
      id: "demo/stream-twice",
      severity: "error",
      at: ["streams", 2],
      what: "The stream avatar is named twice.",
      why: "A server takes one publisher of a stream and turns the other one away.",
      fix: "name it once, or give the second one a name of its own.",
    },
  ]);
  const pod = podTemplateOf(object(written, "Deployment"));
  expect(pod?.spec.containers.map(({ name }) => name)).toEqual(["avatar", "livestream"]);
});

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});
