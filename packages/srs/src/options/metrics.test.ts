import { expect, test } from "vitest";
import { renderConfig } from "../render-config.ts";
import { metrics, metricsSetting } from "./metrics.ts";

test("answers Prometheus, and nobody else", () => {
  const { root, ports, servicePorts, ingress } = metrics(metricsSetting.parse({ namespace: "monitoring" }));
  expect(renderConfig(root ?? [])).toContain("exporter {\n    enabled on;\n    listen 9972;\n}\n");
  expect(ports).toEqual({ metrics: 9972 });
  expect(servicePorts).toBeUndefined();
  expect(ingress).toEqual([{ namespaces: ["monitoring"], ports: [9972] }]);
});

test("takes labels as Kubernetes does", () => {
  const parse = (labels: Record<string, string>) => metricsSetting.safeParse({ namespace: "monitoring", labels });
  expect(metricsSetting.parse({ namespace: "monitoring" }).labels).toEqual({});
  expect(parse({ release: "prometheus", "app.example.com/part": "a_b.c-d", empty: "" }).success).toBe(true);
  for (const labels of [{ "a b": "c" }, { a: "b c" }, { a: "-b" }, { "/a": "b" }, { a: "x".repeat(64) }]) {
    expect(parse(labels as Record<string, string>).success).toBe(false);
  }
});
