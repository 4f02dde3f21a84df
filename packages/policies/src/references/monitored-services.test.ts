import { expect, test } from "vitest";
import { deployment, service, violationsOf } from "../test-model.ts";
import { monitoredServices } from "./monitored-services.ts";

const monitor = (selector: object, ...ports: string[]) => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "ServiceMonitor",
  metadata: { name: "srs-edge" },
  spec: { selector, endpoints: ports.map((port) => ({ port })) },
});
const labelled = (name: string, port: string) => {
  const made = service(name, { app: "srs-edge" }, [{ name: port, port: 9972 }]);
  return { ...made, metadata: { name, labels: { app: "srs-edge" } } };
};
const matchLabels = { app: "srs-edge" };

test("reports a monitor that selects no Service", () => {
  expect(violationsOf(monitoredServices, { a: [monitor({ matchLabels }, "metrics"), service("s", {}, [])] })).toEqual([
    "a: ServiceMonitor selects no Service of this environment.",
  ]);
});

test("reports a port that none of its Services has", () => {
  const one = [monitor({ matchLabels }, "metrics"), labelled("srs-edge", "rtmp")];
  expect(violationsOf(monitoredServices, { a: one })).toEqual([
    "a: ServiceMonitor asks port metrics, which srs-edge does not have.",
  ]);
  expect(violationsOf(monitoredServices, { a: [...one, labelled("srs-edge-web", "http")] })).toEqual([
    "a: ServiceMonitor asks port metrics, which srs-edge and srs-edge-web do not have.",
  ]);
});

test("accepts a port of one of the Services that it selects", () => {
  const metrics = labelled("srs-edge-metrics", "metrics");
  expect(
    violationsOf(monitoredServices, {
      a: [monitor({ matchLabels }, "metrics"), labelled("srs-edge", "rtmp")],
      b: [metrics, deployment("nginx-deploy", { app: "nginx" })],
    }),
  ).toEqual([]);
});
