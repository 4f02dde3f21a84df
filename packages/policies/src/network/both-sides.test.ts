import { expect, test } from "vitest";
import { deployment, violationsOf } from "../test-model.ts";
import { bothSides } from "./both-sides.ts";

const edge = deployment("srs-edge-deploy", { app: "srs-edge" });
const origin = deployment("srs-origin-deploy", { app: "srs-origin" });
const policy = (app: string, spec: object) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: app },
  spec: { podSelector: { matchLabels: { app } }, policyTypes: ["Ingress", "Egress"], ...spec },
});
const edgeCalls = policy("srs-edge", {
  egress: [{ to: [{ podSelector: { matchLabels: { app: "srs-origin" } } }], ports: [{ port: "rtmp" }] }],
});
const originLetsIn = (from: string, port: string | number) =>
  policy("srs-origin", { ingress: [{ from: [{ podSelector: { matchLabels: { app: from } } }], ports: [{ port }] }] });

test("reports a call that the other side refuses: the caller, the port, or everything", () => {
  const refused = [
    "srs-edge: NetworkPolicy may call srs-origin-deploy on port rtmp, whose own NetworkPolicy refuses it.",
  ];
  const origins = (guard: object) => ({ "srs-edge": [edge, edgeCalls], "srs-origin": [origin, guard] });
  expect(violationsOf(bothSides, origins(originLetsIn("nginx", "rtmp")))).toEqual(refused);
  expect(violationsOf(bothSides, origins(originLetsIn("srs-edge", 1985)))).toEqual(refused);
  expect(violationsOf(bothSides, origins(policy("srs-origin", {})))).toEqual(refused);
});

test("accepts a call that is let in, by name or number, and pods that nothing guards", () => {
  for (const guard of [[originLetsIn("srs-edge", "rtmp")], [originLetsIn("srs-edge", 1935)], []]) {
    expect(violationsOf(bothSides, { "srs-edge": [edge, edgeCalls], "srs-origin": [origin, ...guard] })).toEqual([]);
  }
});
