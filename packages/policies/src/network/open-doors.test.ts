import { expect, test } from "vitest";
import { allowing, atAddress, deployment, ingress, service, violationsOf } from "../test-model.ts";
import { openDoors } from "./open-doors.ts";

const pods = deployment(
  "edge-deploy",
  { app: "edge" },
  {
    containers: [
      {
        name: "srs",
        ports: [
          { name: "rtmp", containerPort: 1935 },
          { name: "http", containerPort: 8080 },
        ],
      },
    ],
  },
);
const rtmp = { name: "rtmp", port: 1935, targetPort: "rtmp" };
const http = { name: "http", port: 80, targetPort: "http" };
const inside = service("edge", { app: "edge" }, [rtmp, http]);
const atMain = atAddress(inside, "lb-1");

const say = (object: object, ...rules: object[]) =>
  violationsOf(openDoors, { "srs-edge": [pods, object, allowing("edge", { ingress: rules })] });

test("reports a port behind a load balancer that lets nobody from outside in", () => {
  expect(say(atMain, { ports: [{ port: 1935 }] })).toEqual([
    "srs-edge: Service brings people to port 8080 of edge-deploy, whose own NetworkPolicy lets none of them in.",
  ]);
  const from = [{ podSelector: { matchLabels: { app: "nginx" } } }];
  expect(say(atMain, { from, ports: [{ port: 1935 }] })).toHaveLength(2);
  expect(say({ ...inside, spec: { ...inside.spec, type: "NodePort" } })).toHaveLength(2);
});

test("accepts anybody, a list of addresses, a controller's namespace, and pods that nothing guards", () => {
  expect(say(atMain, { ports: [{ port: "rtmp" }, { port: 8080 }] })).toEqual([]);
  expect(say(atMain, {})).toEqual([]);
  expect(say(atMain, { from: [{ ipBlock: { cidr: "203.0.113.0/24" } }] })).toEqual([]);
  expect(say(atMain, { from: [{ namespaceSelector: { matchLabels: { name: "ingress" } } }] })).toEqual([]);
  expect(violationsOf(openDoors, { "srs-edge": [pods, atMain] })).toEqual([]);
});

test("asks nothing of a Service inside the cluster, unless a host name leads to it, and then for that port", () => {
  expect(say(inside)).toEqual([]);
  const route = ingress("web", "hls.example.org", "edge", { name: "http" });
  const other = service("other", { app: "edge" }, [{ ...http, port: 81, targetPort: "rtmp" }]);
  const apps = (...rules: object[]) => ({
    "srs-edge": [pods, inside, other, route, allowing("edge", { ingress: rules })],
  });
  expect(violationsOf(openDoors, apps())).toEqual([
    "srs-edge: Service brings people to port 8080 of edge-deploy, whose own NetworkPolicy lets none of them in.",
  ]);
  expect(violationsOf(openDoors, apps({ ports: [{ port: 8080 }] }))).toEqual([]);
});

test("leaves ports to other policies that no pod has", () => {
  expect(say(atAddress(service("edge", { app: "edge" }, [{ port: 99 }]), "lb-1"))).toEqual([]);
  expect(say(atAddress(service("edge", { app: "other" }, [rtmp]), "lb-1"))).toEqual([]);
});
