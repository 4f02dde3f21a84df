import { expect, test } from "vitest";
import { deployment, service, violationsOf } from "../test-model.ts";
import { servicePorts } from "./service-ports.ts";

const edge = deployment("srs-edge-deploy", { app: "srs-edge" });

test("reports a port that leads nowhere, by name and by number", () => {
  const ports = [{ port: 1935, targetPort: "rtmps" }, { port: 8080, targetPort: 8081 }, { port: 1985 }];
  expect(violationsOf(servicePorts, { "srs-edge": [edge, service("s", { app: "srs-edge" }, ports)] })).toEqual([
    "srs-edge: Service sends port 1935 to rtmps, which srs-edge-deploy does not have.",
    "srs-edge: Service sends port 8080 to 8081, which srs-edge-deploy does not have.",
    "srs-edge: Service sends port 1985 to 1985, which srs-edge-deploy does not have.",
  ]);
});

test("accepts a named port, a number and a port that is its own target", () => {
  const ports = [{ port: 80, targetPort: "rtmp" }, { port: 81, targetPort: 1935 }, { port: 1935 }];
  expect(violationsOf(servicePorts, { "srs-edge": [edge, service("s", { app: "srs-edge" }, ports)] })).toEqual([]);
});
