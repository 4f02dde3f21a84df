import { formatYaml } from "@weir/kubernetes/format-yaml";
import { header } from "@weir/kubernetes/generated";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { installTime, realTools } from "@weir/tools/test-support";
import { load } from "js-yaml";
import { beforeAll, expect, it } from "vitest";
import { diff } from "./patch.ts";
import { build } from "./test-support.ts";
import { isEqual } from "./value.ts";

beforeAll(realTools, installTime);

type Fields = Record<string, unknown>;

/** The patch between two manifests, after the real kustomize has shown that it gives the target. */
async function patchOf(base: KubernetesObject, target: KubernetesObject, probes: KubernetesObject[] = []) {
  const patch = diff(base, target, probes);
  if (!patch) return undefined;
  const said = patch.type === "merge" ? patch.merge : patch.operations;
  const { kind, metadata } = base;
  const files = {
    "base.yaml": formatYaml(base),
    "patch.yaml": header + formatYaml(said),
    "kustomization.yaml": formatYaml({
      resources: ["base.yaml"],
      patches: [{ path: "patch.yaml", ...(patch.type === "json" && { target: { kind, name: metadata.name } }) }],
    }),
  };
  expect(load(await build(files, "."))).toSatisfy((built) => isEqual(built, target));
  return said;
}

const deployment = (podSpec: Fields, spec: Fields = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "deploy" },
  spec: { ...spec, template: { spec: podSpec } },
});
const container = (fields: Fields) => deployment({ containers: [{ name: "srs", ...fields }] });
const service = (...ports: Fields[]) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "edge" },
  spec: { ports },
});
const custom = (spec: Fields) => ({
  apiVersion: "example.org/v1",
  kind: "Recording",
  metadata: { name: "final" },
  spec,
});

/** What the patch says of the pods' spec. */
async function podPatch(base: Fields, target: Fields, ...probes: Fields[]) {
  const patch = (await patchOf(
    deployment(base),
    deployment(target),
    probes.map((probe) => deployment(probe)),
  )) as {
    spec: { template: { spec: unknown } };
  };
  return patch?.spec.template.spec;
}

/** What the patch says of the only container. */
async function containerPatch(base: Fields, target: Fields, ...probes: Fields[]) {
  const patch = (await patchOf(
    container(base),
    container(target),
    probes.map((probe) => container(probe)),
  )) as {
    spec: { template: { spec: { containers: unknown[] } } };
  };
  return patch?.spec.template.spec.containers;
}

it("says nothing of equal objects, whatever the order of their keys", () => {
  expect(diff(deployment({ a: 1, b: [2] }), deployment({ b: [2], a: 1, c: undefined }))).toBeUndefined();
});

it("says who the object is, then the value that differs", async () => {
  const patch = await patchOf(
    deployment({ terminationGracePeriodSeconds: 45, nodeName: "a" }),
    deployment({ terminationGracePeriodSeconds: 131, nodeName: "a" }),
  );
  expect(formatYaml(patch)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: deploy
spec:
  template:
    spec:
      terminationGracePeriodSeconds: 131
`);
});

it("adds a field with all it holds, empty maps and lists too", async () => {
  const added = { volumes: [{ name: "hls", emptyDir: {} }], securityContext: {}, tolerations: [] };
  expect(await podPatch({ nodeName: "a" }, { nodeName: "a", ...added })).toEqual(added);
});

it("says null for a field that goes", async () => {
  expect(await podPatch({ nodeName: "a", hostNetwork: true }, { nodeName: "a" })).toEqual({ hostNetwork: null });
});

it("replaces a map that shares no field with the base's", async () => {
  expect(
    await containerPatch(
      { livenessProbe: { exec: { command: ["a"] } } },
      { livenessProbe: { tcpSocket: { port: 1 } } },
    ),
  ).toEqual([{ name: "srs", livenessProbe: { $patch: "replace", tcpSocket: { port: 1 } } }]);
});

it("replaces a fuller map by an empty one", async () => {
  expect(await podPatch({ nodeSelector: { a: "b" } }, { nodeSelector: {} })).toEqual({
    nodeSelector: { $patch: "replace" },
  });
});

it("changes a volume's source inside its element, because kustomize ignores a replace there", async () => {
  expect(
    await podPatch(
      { volumes: [{ name: "hls", emptyDir: { sizeLimit: "1Gi" } }] },
      { volumes: [{ name: "hls", persistentVolumeClaim: { claimName: "nas" } }] },
    ),
  ).toEqual({ volumes: [{ name: "hls", emptyDir: null, persistentVolumeClaim: { claimName: "nas" } }] });
});

it("names every element of a keyed list in the target's order", async () => {
  const env = (...names: string[]) => ({ env: names.map((name) => ({ name, value: name })) });
  expect(await containerPatch(env("A", "B", "C"), env("C", "NEW", "A", "B"))).toEqual([
    { name: "srs", env: [{ name: "C" }, { name: "NEW", value: "NEW" }, { name: "A" }, { name: "B" }] },
  ]);
});

it("deletes an element that goes", async () => {
  const volumes = (...names: string[]) => ({ volumes: names.map((name) => ({ name, emptyDir: {} })) });
  expect(await podPatch(volumes("a", "b", "c"), volumes("c", "a"))).toEqual({
    volumes: [{ name: "c" }, { name: "a" }, { name: "b", $patch: "delete" }],
  });
});

it("deletes all elements of the base that shares none, because a list that is replaced must be there", async () => {
  expect(
    await podPatch({ imagePullSecrets: [{ name: "a" }] }, { imagePullSecrets: [{ name: "b" }, { name: "c" }] }),
  ).toEqual({ imagePullSecrets: [{ name: "b" }, { name: "c" }, { name: "a", $patch: "delete" }] });
});

it("empties a keyed list", async () => {
  expect(await podPatch({ hostAliases: [{ ip: "10.0.0.1" }] }, { hostAliases: [] })).toEqual({
    hostAliases: [{ ip: "10.0.0.1", $patch: "delete" }],
  });
});

it("names ports by number and protocol", async () => {
  const [udp, tcp] = [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ];
  expect(
    await patchOf(
      service({ ...udp, name: "a" }, { ...tcp, name: "b" }),
      service({ ...udp, name: "a" }, { ...tcp, name: "c" }),
    ),
  ).toMatchObject({ spec: { ports: [udp, { ...tcp, name: "c" }] } });
});

it("puts new ports in front by naming them", async () => {
  const port = (port: number) => ({ port, protocol: "TCP" });
  expect(await patchOf(service(port(1)), service(port(2), port(1)))).toMatchObject({
    spec: { ports: [port(2), port(1)] },
  });
});

it.each([
  ["behind the base's", [1], [1, 2]],
  ["in another order", [1, 2], [2, 1]],
])("replaces a list of ports to have them %s, because kustomize keeps the order of these", async (_, base, target) => {
  const ports = (numbers: number[]) => service(...numbers.map((port) => ({ port, protocol: "TCP" })));
  expect(await patchOf(ports(base), ports(target))).toMatchObject({
    spec: { ports: [{ $patch: "replace" }, ...target.map((port) => ({ port, protocol: "TCP" }))] },
  });
});

it("says a list without merge keys in full", async () => {
  const tolerations = (...keys: string[]) => ({ tolerations: keys.map((key) => ({ key })) });
  expect(await podPatch(tolerations("a", "b"), tolerations("b", "c"))).toEqual(tolerations("b", "c"));
});

it("empties a list without merge keys", async () => {
  expect(await containerPatch({ args: ["a"] }, { args: [] })).toEqual([{ name: "srs", args: [] }]);
});

it("says the lists of a custom kind in full", async () => {
  expect(
    await patchOf(custom({ list: [{ name: "a" }, { name: "b" }] }), custom({ list: [{ name: "b" }] })),
  ).toMatchObject({
    spec: { list: [{ name: "b" }] },
  });
});

it("removes annotations one by one, because kustomize keeps notes of its own among them", () => {
  const annotated = (annotations?: Record<string, string>) => ({
    ...service(),
    metadata: { name: "edge", ...(annotations && { annotations }) },
  });
  expect(diff(annotated({ a: "1", b: "2" }), annotated())).toEqual({
    type: "merge",
    merge: { apiVersion: "v1", kind: "Service", metadata: { name: "edge", annotations: { a: null, b: null } } },
  });
});

it("says it by a JSON patch where a value changes its shape", async () => {
  expect(await patchOf(custom({ "a/b": 1, c: 2, d: 3 }), custom({ "a/b": { e: 1 }, c: 2, f: 4 }))).toEqual([
    { op: "replace", path: "/spec/a~1b", value: { e: 1 } },
    { op: "remove", path: "/spec/d" },
    { op: "add", path: "/spec/f", value: 4 },
  ]);
});

it("says it by a JSON patch where a merge would leave a number in the base's quotes", async () => {
  expect(await patchOf(custom({ port: "80" }), custom({ port: 80 }))).toEqual([
    { op: "replace", path: "/spec/port", value: 80 },
  ]);
  expect(await patchOf(custom({ port: "http" }), custom({ port: 80 }))).toMatchObject({ spec: { port: 80 } });
});

it("says it by a JSON patch where a port has no protocol", async () => {
  expect(await patchOf(service({ port: 53 }), service({ port: 53, protocol: "UDP" }))).toEqual([
    { op: "replace", path: "/spec/ports", value: [{ port: 53, protocol: "UDP" }] },
  ]);
});

it("says it by a JSON patch where two elements have the same key", async () => {
  const env = [
    { name: "A", value: "1" },
    { name: "A", value: "2" },
  ];
  expect(await patchOf(container({ env }), container({ env, stdin: true }))).toEqual([
    { op: "replace", path: "/spec/template/spec/containers", value: [{ name: "srs", env, stdin: true }] },
  ]);
});

it("says it by a JSON patch where finalizers change", async () => {
  const claim = (finalizers: string[]) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "nas", finalizers },
  });
  expect(await patchOf(claim(["a", "b"]), claim(["b"]))).toEqual([
    { op: "replace", path: "/metadata/finalizers", value: ["b"] },
  ]);
});

it("says a written value that equals the base's", async () => {
  const spec = { terminationGracePeriodSeconds: 45, nodeName: "a" };
  expect(await podPatch(spec, spec, { ...spec, terminationGracePeriodSeconds: 46 })).toEqual({
    terminationGracePeriodSeconds: 45,
  });
});

it("says what a written value leaves out", async () => {
  const [local, nas] = [
    { name: "hls", emptyDir: {} },
    { name: "hls", persistentVolumeClaim: { claimName: "nas" } },
  ];
  expect(
    await podPatch({ volumes: [local] }, { volumes: [local] }, { volumes: [nas, { name: "more", emptyDir: {} }] }),
  ).toEqual({
    volumes: [
      { name: "hls", emptyDir: { $patch: "replace" }, persistentVolumeClaim: null },
      { name: "more", $patch: "delete" },
    ],
  });
});

it("says the order of a keyed list that a written value decides", async () => {
  const secrets = (...names: string[]) => ({ imagePullSecrets: names.map((name) => ({ name })) });
  expect(await podPatch(secrets("a", "b"), secrets("a", "b"), secrets("b", "a"))).toEqual(secrets("a", "b"));
});

it("says a written value in a JSON patch too", async () => {
  const base = custom({ a: 1, b: [1], c: { d: 1 } });
  expect(await patchOf(base, custom({ a: [], b: [1], c: { d: 1 } }), [custom({ a: [], b: [2], c: {} })])).toEqual([
    { op: "replace", path: "/spec/a", value: [] },
    { op: "replace", path: "/spec/b", value: [1] },
    { op: "replace", path: "/spec/c/d", value: 1 },
  ]);
});

it("gives the same bytes for every order of keys", () => {
  const base = deployment({ volumes: [{ name: "a", emptyDir: {} }], nodeName: "x" });
  const target = deployment({
    volumes: [{ emptyDir: { medium: "Memory", sizeLimit: "1Gi" }, name: "a" }],
    dnsPolicy: "None",
  });
  const turned = deployment({
    dnsPolicy: "None",
    volumes: [{ name: "a", emptyDir: { sizeLimit: "1Gi", medium: "Memory" } }],
  });
  expect(JSON.stringify(diff(base, turned))).toBe(JSON.stringify(diff(base, target)));
});
