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

test.each(["a..b/release", "-a/release", "a.-b/release", `${"a.".repeat(127)}a/release`])(
  "refuses the label %s, which Kubernetes does",
  (key) => {
    const { error } = metricsSetting.safeParse({ namespace: "monitoring", labels: { [key]: "x" } });
    expect(error?.issues).toMatchObject([
      {
        path: ["labels", key],
        issues: [
          {
            message:
              "a label's key is letters, digits, dots, hyphens and underscores, after a domain and a slash where it has one",
          },
        ],
      },
    ]);
  },
);

test.each([
  "app",
  "run",
  "app.kubernetes.io/name",
  "kubernetes.io/metadata.name",
  "pod-security.kubernetes.io/enforce",
  "argocd.argoproj.io/instance",
])("refuses the label %s, which is not the author's to set", (key) => {
  const { error } = metricsSetting.safeParse({ namespace: "monitoring", labels: { [key]: "x" } });
  expect(error?.issues).toMatchObject([
    { path: ["labels", key], issues: [{ message: "weir, Kubernetes and Argo CD set labels of this name themselves" }] },
  ]);
});

test("takes a label that only looks like one of those", () => {
  const labels = { application: "x", "app.example.com/run": "x", "notkubernetes.io/app": "x" };
  expect(metricsSetting.parse({ namespace: "monitoring", labels }).labels).toEqual(labels);
});
