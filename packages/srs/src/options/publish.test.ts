import { testContext } from "@weir/app/test-context";
import { describe, expect, test } from "vitest";
import { renderConfig } from "../render-config.ts";
import { checkPublish, keepAddresses, mayHoldPods, notePublish, publish, publishSetting } from "./publish.ts";

const allow = publishSetting.parse({ allow: ["203.0.113.0/24", "198.51.100.7/32"] });

test("allows some to publish and everybody to play, and denies nobody, since SRS asks for that first", () => {
  expect(renderConfig(publish(allow).vhost ?? [])).toContain(`\
security {
    enabled on;
    allow play all;
    allow publish 203.0.113.0/24;
    allow publish 198.51.100.7;
}
`);
});

describe("keeps the addresses of whoever comes through a Service", () => {
  const balancer = {
    type: "LoadBalancer",
    annotations: { a: "b" },
    spec: { externalTrafficPolicy: "Cluster" },
  } as const;

  test("from outside of the cluster", () => {
    expect(keepAddresses(balancer, allow)).toEqual({ ...balancer, spec: { externalTrafficPolicy: "Local" } });
    expect(keepAddresses({ ...balancer, type: "NodePort" }, allow).spec).toEqual({ externalTrafficPolicy: "Local" });
  });

  test("by what the load balancer has to be told besides", () => {
    expect(keepAddresses({ ...balancer, showingClients: { keep: "on" } }, allow).annotations).toEqual({
      a: "b",
      keep: "on",
    });
  });

  test("and leaves others as they are: inside, the field is refused", () => {
    const inside = { type: "ClusterIP", annotations: {}, spec: {} } as const;
    expect(keepAddresses(inside, allow)).toBe(inside);
    expect(keepAddresses(balancer, undefined)).toBe(balancer);
  });
});

test.each([
  "203.0.113.0",
  "203.0.113.0/0",
  "203.0.113.0/33",
  "203.0.113.256/24",
  "::1/128",
  "all",
  "1.2.3.4/24;",
  "1.2.3/24",
])("refuses %j", (cidr) => {
  expect(publishSetting.safeParse({ allow: [cidr] }).error?.issues.map(({ path }) => path)).toEqual([["allow", 0]]);
});

test("refuses an empty list: nobody could publish", () => {
  expect(publishSetting.safeParse({ allow: [] }).success).toBe(false);
});

test("says who may publish", () => {
  expect(notePublish(allow)).toEqual(["May publish: 203.0.113.0/24, 198.51.100.7/32."]);
  expect(notePublish(undefined)).toEqual([]);
});

test.each([
  [["10.244.0.0/16"], true],
  [["203.0.113.0/24", "172.31.0.0/16"], true],
  [["192.168.1.1/32"], true],
  [["100.64.0.0/10"], true],
  [["8.0.0.0/5"], true],
  [["172.32.0.0/16", "100.128.0.0/10", "110.0.0.0/8", "192.169.0.0/16"], false],
])("%j may hold pods: %j", (allow, expected) => {
  expect(mayHoldPods({ allow })).toBe(expected);
});

describe("an origin's list and what edges hand on", () => {
  const beside = (edge: unknown) => testContext({ settingsOf: (app) => (app === "srs-edge" ? edge : undefined) });

  test("is reported where edges take publishers", () => {
    for (const edge of [
      { serves: ["rtmp", "flv"] },
      { serves: ["flv"], clusters: { a: {}, b: { serves: ["rtmp"] } } },
    ]) {
      expect(checkPublish(allow, beside(edge))).toEqual([
        {
          id: "srs/publish-through-edges",
          severity: "warning",
          at: ["publish"],
          what: "srs-edge takes publishers, and hands on what they send from addresses of its pods, which are not on this list.",
          why: "The origin refuses it: who publishes to an edge is cut, and nobody sees the stream.",
          fix: "add the pods' network to allow, and write publish in srs-edge for who may publish there.",
        },
      ]);
    }
  });

  test("is not where there are none, or pods may be on the list", () => {
    expect(checkPublish(allow, beside({ serves: ["flv"] }))).toEqual([]);
    expect(checkPublish(allow, beside(undefined))).toEqual([]);
    expect(checkPublish(undefined, beside({ serves: ["rtmp"] }))).toEqual([]);
    expect(checkPublish({ allow: [...allow.allow, "10.0.0.0/8"] }, beside({ serves: ["rtmp"] }))).toEqual([]);
  });
});
