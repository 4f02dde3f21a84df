import { expect, test } from "vitest";
import { deployment, service, violationsOf } from "../test-model.ts";
import { matchingSelectors } from "./matching-selectors.ts";

const edge = deployment("srs-edge-deploy", { app: "srs-edge" });
const budget = (selector: object) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "pdb" },
  spec: { selector },
});

test("reports what selects no pod", () => {
  const lost = [
    service("s", { app: "srs-edges" }, []),
    budget({ matchExpressions: [{ key: "app", operator: "In", values: ["x", "y"] }] }),
  ];
  expect(violationsOf(matchingSelectors, { "srs-edge": [edge, ...lost] })).toEqual([
    "srs-edge: Service selects no pod: app=srs-edges.",
    "srs-edge: PodDisruptionBudget selects no pod: app In x|y.",
  ]);
});

test("accepts pods of another app, a policy for all pods and a Service without a selector", () => {
  const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "all" },
    spec: { podSelector: {} },
  };
  const external = { apiVersion: "v1", kind: "Service", metadata: { name: "x" }, spec: { type: "ExternalName" } };
  expect(
    violationsOf(matchingSelectors, { a: [service("s", { app: "srs-edge" }, []), policy, external], b: [edge] }),
  ).toEqual([]);
});

test("knows the label that a StatefulSet gives each of its pods", () => {
  const origin = { ...deployment("srs-origin", { app: "srs-origin" }), kind: "StatefulSet" };
  const api = (pod: string) => service("api", { "statefulset.kubernetes.io/pod-name": pod }, []);
  expect(violationsOf(matchingSelectors, { a: [origin, api("srs-origin-0")] })).toEqual([]);
  expect(violationsOf(matchingSelectors, { a: [origin, api("origin-0")] })).toHaveLength(1);
});
