import { expect, test } from "vitest";
import { deployment, service, violationsOf } from "../test-model.ts";
import { uniquePorts } from "./unique-ports.ts";

const pod = (...ports: object[]) => [deployment("d", { app: "a" }, { containers: [{ name: "srs", ports }] })];

test("reports a number or a name used twice, in pods and Services", () => {
  const twice = [
    { name: "rtmp", containerPort: 1935 },
    { name: "rtmp", containerPort: 1936 },
    { containerPort: 1935, protocol: "TCP" },
  ];
  expect(violationsOf(uniquePorts, { a: pod(...twice) })).toEqual([
    "a: Deployment has the container port 1935/TCP twice or out of range.",
    "a: Deployment has the container port rtmp twice or out of range.",
  ]);
  expect(violationsOf(uniquePorts, { a: [service("s", {}, [{ port: 80 }, { port: 80 }])] })).toEqual([
    "a: Service has the port 80/TCP twice or out of range.",
  ]);
});

test("reports a port that no network has", () => {
  expect(violationsOf(uniquePorts, { a: pod({ containerPort: 99999 }) })).toEqual([
    "a: Deployment has the container port 99999 twice or out of range.",
  ]);
});

test("accepts one number for two protocols", () => {
  expect(violationsOf(uniquePorts, { a: pod({ containerPort: 53 }, { containerPort: 53, protocol: "UDP" }) })).toEqual(
    [],
  );
});
