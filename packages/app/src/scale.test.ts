import { expect, test } from "vitest";
import { autoscalers, checkSize, noteScale, podsAtLeast, replicasOf, scale } from "./scale.ts";

const bounds = scale.parse({ min: 2, max: 10 });

test("watches the processor and keeps 60 % of it busy, unless the file says otherwise", () => {
  expect(bounds).toEqual({ min: 2, max: 10, by: "cpu", target: 60 });
  expect(scale.parse({ min: 2, max: 10, by: "memory", target: "75%" })).toMatchObject({ by: "memory", target: 75 });
});

test("refuses a share that leaves no room for more viewers, or wastes half of the nodes", () => {
  const refused = (target: string) => scale.safeParse({ min: 2, max: 10, target }).error?.issues[0]?.message;
  expect(refused("1%")).toBe("it must be 50% or more");
  expect(refused("90%")).toBe("it must be 80% or less");
  expect(refused("0.6")).toBe("a share is a whole number with its sign: %");
});

test("makes an autoscaler only for a workload that states no count", () => {
  const target = { kind: "Deployment", name: "srs-edge-deploy" } as const;
  expect(autoscalers({ replicas: 3 }, "srs-edge-hpa", {}, target)).toEqual([]);
  expect(autoscalers({ scale: bounds }, "srs-edge-hpa", { app: "srs-edge" }, target)).toMatchObject([
    { metadata: { name: "srs-edge-hpa" }, spec: { minReplicas: 2, maxReplicas: 10, scaleTargetRef: target } },
  ]);
});

test("states replicas where the file does, and the old count while it changes hands", () => {
  expect(replicasOf({ replicas: 3 })).toBe(3);
  expect(replicasOf({ scale: bounds })).toBeUndefined();
  expect(replicasOf({ scale: { ...bounds, handover: 1 } })).toBe(1);
});

test("counts on the pods that always run", () => {
  expect(podsAtLeast({ replicas: 3 })).toBe(3);
  expect(podsAtLeast({ scale: bounds })).toBe(2);
  expect(podsAtLeast({})).toBe(0);
});

test("accepts one of replicas and scale, and a hand-over from below min", () => {
  expect(checkSize({ replicas: 1 })).toEqual([]);
  expect(checkSize({ replicas: 0 }, [], 0)).toEqual([]);
  expect(checkSize({ scale: bounds })).toEqual([]);
  expect(checkSize({ scale: { ...bounds, max: 2 } })).toEqual([]);
  expect(checkSize({ scale: { ...bounds, handover: 1 } })).toEqual([]);
});

test("reports that no pod runs", () => {
  expect(checkSize({ replicas: 0 }, ["tracks", "r6"])).toEqual([
    {
      id: "scale/no-pods",
      severity: "error",
      at: ["tracks", "r6", "replicas"],
      what: "No pod runs with 0 replicas.",
      why: "Nobody can watch.",
      fix: "replicas: 1 or more.",
    },
  ]);
});

test("raises max too where a hand-over would need a min above it", () => {
  const narrow = scale.parse({ min: 2, max: 4 });
  expect(checkSize({ replicas: 4, scale: narrow })).toMatchObject([
    {
      id: "scale/with-replicas",
      fix: "remove replicas. If 4 run today, write handover: 4 with min: 5 and max: 5 or more in scale, merge that, and remove handover in a second pull request.",
    },
  ]);
  expect(checkSize({ scale: { ...narrow, handover: 4 } })).toMatchObject([
    {
      id: "scale/handover-below-min",
      fix: "min: 5 and max: 5 or more until handover is removed: Kubernetes then raises the count at once.",
    },
  ]);
});

test("reports neither of the two, and both", () => {
  expect(checkSize({}, ["tracks", "r6"])).toEqual([
    {
      id: "scale/missing",
      severity: "error",
      at: ["tracks", "r6"],
      what: "Neither replicas nor scale says how many pods run.",
      fix: "write replicas, or scale with min and max.",
    },
  ]);
  expect(checkSize({ replicas: 3, scale: bounds }, ["tracks", "r6"])).toEqual([
    {
      id: "scale/with-replicas",
      severity: "error",
      at: ["tracks", "r6", "replicas"],
      what: "Both replicas and scale say how many pods run.",
      why: "Argo CD would set the count back whenever the autoscaler changes it, and each time viewers are cut.",
      fix: "remove replicas. If 3 run today, write handover: 3 with min: 4 in scale, merge that, and remove handover in a second pull request.",
    },
  ]);
  expect(checkSize({ replicas: 0, scale: bounds })[0]?.fix).toBe("remove replicas.");
});

test("reports a least above the most", () => {
  expect(checkSize({ scale: { ...bounds, min: 11 } })).toEqual([
    {
      id: "scale/min-above-max",
      severity: "error",
      at: ["scale", "min"],
      what: "min 11 is above max 10.",
      why: "Kubernetes refuses the autoscaler, so the number of pods stays what it is, however many viewers come.",
      fix: "min: 10 or less, or a higher max.",
    },
  ]);
});

test("reports a hand-over that Kubernetes may not notice for days", () => {
  expect(checkSize({ scale: { ...bounds, handover: 2 } })).toEqual([
    {
      id: "scale/handover-below-min",
      severity: "error",
      at: ["scale", "handover"],
      what: "The count changes hands from 2, and min is 2.",
      why: "The autoscaler owns the count from its first change on, and may make none for days: without handover one pod would be left, and whoever watches on the others is cut.",
      fix: "min: 3 until handover is removed: Kubernetes then raises the count at once.",
    },
  ]);
});

test("says when handover may go, and nothing without one", () => {
  expect(noteScale({ scale: bounds }, "srs-edge-deploy")).toEqual([]);
  expect(noteScale({ scale: { ...bounds, handover: 1 } }, "srs-edge-deploy")).toEqual([
    "The count of srs-edge-deploy changes hands: Kubernetes raises it from 1 to 2. Remove handover once " +
      "`kubectl get deployment srs-edge-deploy --show-managed-fields -o jsonpath='{.metadata.managedFields[?(@.subresource==\"scale\")].manager}'` " +
      "says kube-controller-manager; with nothing there, the count would fall to one.",
  ]);
});
