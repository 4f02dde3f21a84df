import { expect, test } from "vitest";
import { autoscaler } from "./autoscaler.ts";

const hpa = autoscaler({
  name: "srs-edge-hpa",
  labels: { app: "srs-edge" },
  target: { kind: "Deployment", name: "srs-edge-deploy" },
  min: 2,
  max: 10,
  by: "cpu",
  utilization: 60,
});

test("keeps the use of what pods request at a share of it, within bounds", () => {
  expect(hpa).toMatchObject({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "srs-edge-hpa", labels: { app: "srs-edge" } },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "srs-edge-deploy" },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } },
      ],
    },
  });
});

test("adds pods at once, at most doubling them in a minute", () => {
  expect(hpa.spec.behavior.scaleUp).toEqual({
    stabilizationWindowSeconds: 0,
    selectPolicy: "Max",
    policies: [
      { type: "Percent", value: 100, periodSeconds: 60 },
      { type: "Pods", value: 2, periodSeconds: 60 },
    ],
  });
});

test("takes pods away one in ten minutes, after half an hour of less: each that goes cuts whoever stays too long", () => {
  expect(hpa.spec.behavior.scaleDown).toEqual({
    stabilizationWindowSeconds: 1800,
    selectPolicy: "Min",
    policies: [{ type: "Pods", value: 1, periodSeconds: 600 }],
  });
});
