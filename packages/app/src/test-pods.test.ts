import { serviceAccount } from "@weir/kubernetes/parts";
import { livenessProbe, readinessProbe, startupProbe, tcp } from "@weir/kubernetes/probes";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import { expect, test } from "vitest";
import { faultsOfPods } from "./test-pods.ts";

const container = {
  name: "web",
  image: "web:1.0",
  ports: [{ name: "http", containerPort: 80, protocol: "TCP" }],
  startupProbe: startupProbe(tcp("http")),
  readinessProbe: readinessProbe(tcp("http")),
  livenessProbe: livenessProbe(tcp("http")),
  resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
  securityContext: containerSecurity,
};

function deployment(
  name: string,
  labels: Record<string, string>,
  selector: Record<string, string>,
  change: object = {},
) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: {
          ...podSecurity({ uid: 1, gid: 1 }),
          serviceAccountName: "web",
          containers: [{ ...container, ...change }],
        },
      },
    },
  };
}

function faults(...shared: { apiVersion: string; kind: string; metadata: { name: string } }[]) {
  return faultsOfPods({ shared: [serviceAccount("web", {}), ...shared], instances: [] });
}

test("finds nothing wrong with a pod that keeps the rules", () => {
  expect(
    faults(
      deployment("web", { run: "a", app: "x" }, { run: "a" }),
      deployment("too", { run: "b", app: "x" }, { run: "b" }),
    ),
  ).toEqual([]);
});

test("finds selectors that overlap, miss their own pods, or select none", () => {
  expect(
    faults(
      deployment("web", { run: "a", app: "x" }, { app: "x" }),
      deployment("too", { run: "b", app: "x" }, { run: "b" }),
    ),
  ).toEqual(["Deployment web selects pods of another"]);
  expect(faults(deployment("web", { run: "a" }, { run: "b" }))).toEqual([
    "Deployment web does not select its own pods",
  ]);
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec: { selector: { run: "z" } } };
  expect(faults(deployment("web", { run: "a" }, { run: "a" }), service)).toEqual(["Service web selects no pods"]);
});

test.each([
  [{ image: "web" }, "has no version"],
  [{ image: "web:latest" }, "has no version"],
  [{ securityContext: { ...containerSecurity, readOnlyRootFilesystem: false } }, "writes to its root file system"],
  [
    { resources: { ...container.resources, limits: { cpu: "1", memory: "1Gi" } } },
    "has a limit of processor, which stalls streams",
  ],
  [{ livenessProbe: undefined }, "lacks a probe"],
  [
    { ports: [...container.ports, { name: "api", containerPort: 81, protocol: "TCP" }] },
    "has a port that is unnamed or not probed: 81",
  ],
])("finds %j", (change, fault) => {
  expect(faults(deployment("web", { run: "a" }, { run: "a" }, change))).toEqual([`Deployment web ${fault}`]);
});

test("asks of a container that is done before the others start no probe, and none of a port that is named", () => {
  const change = { ports: [...container.ports, { name: "api", containerPort: 81, protocol: "TCP" }] };
  const web = deployment("web", { run: "a" }, { run: "a" }, change);
  const { startupProbe, readinessProbe, livenessProbe, ports, ...first } = container;
  const { spec } = web.spec.template;
  const pod = { ...spec, initContainers: [first] };
  const objects = [
    serviceAccount("web", {}),
    { ...web, spec: { ...web.spec, template: { ...web.spec.template, spec: pod } } },
  ];
  expect(faultsOfPods({ shared: objects, instances: [] }, { unprobed: ["api"] })).toEqual([]);
  expect(faultsOfPods({ shared: objects, instances: [] })).toHaveLength(1);
});
