import type { IProbe } from "kubernetes-models/v1";
import { expect, test } from "vitest";
import { http, livenessProbe, readinessProbe, startupProbe, tcp } from "./probes.ts";

const silence = ({ periodSeconds = 0, failureThreshold = 0 }: IProbe) => periodSeconds * failureThreshold;

test("asks a port for a connection, and a path for an answer", () => {
  expect(startupProbe(tcp("rtmp"))).toEqual({
    tcpSocket: { port: "rtmp" },
    periodSeconds: 1,
    failureThreshold: 60,
    timeoutSeconds: 1,
  });
  expect(readinessProbe(http("/api/v1/versions", 1985))).toEqual({
    httpGet: { path: "/api/v1/versions", port: 1985 },
    periodSeconds: 5,
    failureThreshold: 2,
    timeoutSeconds: 2,
  });
});

test("takes a silent pod out of its Service long before it restarts it under its viewers", () => {
  expect(silence(readinessProbe(tcp(1935)))).toBe(10);
  expect(silence(livenessProbe(tcp(1935)))).toBe(60);
});
