import { testContext } from "@weir/app/test-context";
import { describe, expect, test } from "vitest";
import { renderConfig } from "../render-config.ts";
import { keepAddresses, notePublish, publish, publishSetting } from "./publish.ts";

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

test("says who may publish, and who of the environment is easily forgotten", () => {
  const context = testContext({
    apps: new Set(["srs-origin", "srs-edge", "srs-demo"]),
    settingsOf: () => ({ publishTo: "srs-origin" }),
  });
  const list = "May publish: 203.0.113.0/24, 198.51.100.7/32.";
  const inside = "from inside of the cluster: it is refused unless that list holds its pods' addresses.";
  expect(notePublish("srs-origin", allow, context)).toEqual([
    list,
    `srs-edge hands on what is published to it ${inside}`,
    `srs-demo publishes ${inside}`,
  ]);
  expect(notePublish("srs-edge", allow, context)).toEqual([list]);
  expect(notePublish("srs-origin", allow, testContext())).toEqual([list]);
  expect(notePublish("srs-origin", undefined, context)).toEqual([]);
});
