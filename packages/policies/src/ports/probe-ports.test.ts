import { expect, test } from "vitest";
import { deployment, violationsOf } from "../test-model.ts";
import { probePorts } from "./probe-ports.ts";

const pod = (probes: object) => [
  deployment(
    "d",
    { app: "a" },
    { containers: [{ name: "srs", ports: [{ name: "rtmp", containerPort: 1935 }], ...probes }] },
  ),
];

test("reports a probe of a port that its container does not have", () => {
  const probes = {
    readinessProbe: { tcpSocket: { port: "http" } },
    livenessProbe: { httpGet: { port: 1985, path: "/" } },
  };
  expect(violationsOf(probePorts, { a: pod(probes) })).toEqual([
    "a: Deployment has a readinessProbe on port http, which container srs does not have.",
    "a: Deployment has a livenessProbe on port 1985, which container srs does not have.",
  ]);
});

test("accepts probes by name, by number and without a port", () => {
  const probes = {
    startupProbe: { tcpSocket: { port: "rtmp" } },
    readinessProbe: { tcpSocket: { port: 1935 } },
    livenessProbe: { exec: { command: ["true"] } },
  };
  expect(violationsOf(probePorts, { a: pod(probes) })).toEqual([]);
});
