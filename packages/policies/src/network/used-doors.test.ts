import { expect, test } from "vitest";
import { allowing, deployment, violationsOf } from "../test-model.ts";
import { usedDoors } from "./used-doors.ts";

const nginx = deployment("nginx-origin-deploy", { app: "nginx-origin" });
const origin = deployment("srs-origin", { app: "srs-origin" });
const from = [{ podSelector: { matchLabels: { app: "nginx-origin" } } }];
const to = [{ podSelector: { matchLabels: { app: "srs-origin" } } }];
const defaultDeny = { ...allowing("", {}), spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } };

const say = (ports: object[] | undefined, ...callers: object[]) =>
  violationsOf(usedDoors, {
    namespace: [defaultDeny],
    "nginx-hls": [nginx, ...callers],
    "srs-origin-cluster": [origin, allowing("srs-origin", { ingress: [{ from, ...(ports && { ports }) }] })],
  });

test("reports a door for a caller that may not call: nginx let in by an origin", () => {
  expect(say([{ port: 8080 }])).toEqual([
    "srs-origin-cluster: NetworkPolicy lets nginx-origin-deploy in to srs-origin on 8080/TCP, and the caller's own NetworkPolicy refuses to call.",
  ]);
  expect(say(undefined, allowing("nginx-origin", { egress: [{ to, ports: [{ port: 7000 }] }] }))).toHaveLength(1);
});

test("takes a policy without policyTypes for one of calls only if it has rules for them", () => {
  const silent = (spec: object) => ({ ...defaultDeny, spec: { podSelector: {}, ...spec } });
  const door = allowing("srs-origin", { ingress: [{ from, ports: [{ port: 8080 }] }] });
  expect(violationsOf(usedDoors, { a: [nginx, origin, door, silent({})] })).toEqual([]);
  expect(violationsOf(usedDoors, { a: [nginx, origin, door, silent({ egress: [] })] })).toEqual([]);
  const elsewhere = [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }];
  expect(violationsOf(usedDoors, { a: [nginx, origin, door, silent({ egress: elsewhere })] })).toHaveLength(1);
});

test("accepts a caller that may call, that nothing guards, and a door for anybody", () => {
  expect(say([{ port: 8080 }], allowing("nginx-origin", { egress: [{ to, ports: [{ port: 8080 }] }] }))).toEqual([]);
  expect(say([{ port: 8080 }], allowing("nginx-origin", { egress: [{ to }] }))).toEqual([]);
  const open = allowing("srs-origin", { ingress: [{ from, ports: [{ port: 8080 }] }] });
  expect(violationsOf(usedDoors, { a: [nginx, origin, open] })).toEqual([]);
  const anybody = allowing("srs-origin", { ingress: [{ ports: [{ port: 8080 }] }] });
  expect(violationsOf(usedDoors, { a: [defaultDeny, nginx, origin, anybody] })).toEqual([]);
});

test("asks nobody outside the environment: other namespaces, such as the monitoring's, and addresses", () => {
  const monitoring = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } };
  const doors = (...peers: object[]) =>
    violationsOf(usedDoors, {
      namespace: [defaultDeny],
      "nginx-hls": [nginx],
      "srs-origin": [origin, allowing("srs-origin", { ingress: [{ from: peers, ports: [{ port: 8080 }] }] })],
    });
  expect(doors(monitoring, { ipBlock: { cidr: "203.0.113.0/24" } })).toEqual([]);
  expect(doors({ ...monitoring, podSelector: {} })).toEqual([]);
  expect(doors(monitoring, ...from)).toHaveLength(1);
});
