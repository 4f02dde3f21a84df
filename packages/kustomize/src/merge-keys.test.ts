import { formatYaml } from "@weir/kubernetes/format-yaml";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { installTime, realTools } from "@weir/tools/test-support";
import { loadAll } from "js-yaml";
import { beforeAll, expect, it } from "vitest";
import { type MergeSchema, mergeSchemaOf } from "./merge-keys.ts";
import { build } from "./test-support.ts";

beforeAll(realTools, installTime);

const kinds = [
  ["apps/v1", "DaemonSet"],
  ["apps/v1", "Deployment"],
  ["apps/v1", "ReplicaSet"],
  ["apps/v1", "StatefulSet"],
  ["batch/v1", "CronJob"],
  ["batch/v1", "Job"],
  ["batch/v1beta1", "CronJob"],
  ["v1", "Pod"],
  ["v1", "PodTemplate"],
  ["v1", "ReplicationController"],
  ["v1", "Service"],
  ["v1", "ServiceAccount"],
  ["admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"],
  ["admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"],
] as const;

interface List {
  readonly path: readonly string[];
  readonly keys: readonly string[];
}

/** Every keyed list of a schema; lists inside lists go through an element called `x`. */
function listsOf(schema: MergeSchema, path: readonly string[] = []): List[] {
  const own = schema.keys && schema.keys.length > 0 ? [{ path, keys: schema.keys }] : [];
  const inner = schema.keys ? [...path, `[${schema.keys.join()}]`] : path;
  return [
    ...own,
    ...Object.entries(schema.fields ?? {}).flatMap(([field, below]) => listsOf(below, [...inner, field])),
  ];
}

/** An object that has `list` at the path. */
function around(path: readonly string[], list: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return list;
  if (!step.startsWith("[")) return { [step]: around(rest, list) };
  const keys = step.slice(1, -1).split(",");
  return [{ ...Object.fromEntries(keys.map((key) => [key, "x"])), ...(around(rest, list) as object) }];
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((found, step) => (step.startsWith("[") ? (found as unknown[])[0] : (found as never)[step]), value);
}

it("knows every keyed list of a workload", () => {
  const containers = (name: string, ...more: string[]) =>
    ["env name", "volumeDevices devicePath", "volumeMounts mountPath", ...more].map((list) => `${name} ${list}`);
  const lists = listsOf(mergeSchemaOf({ apiVersion: "apps/v1", kind: "Deployment" }));
  expect(
    lists.map(({ path, keys }) => [...path.slice(3).filter((step) => !step.startsWith("[")), ...keys].join(" ")),
  ).toEqual([
    "containers name",
    ...containers("containers", "ports containerPort protocol"),
    "ephemeralContainers name",
    ...containers("ephemeralContainers"),
    "hostAliases ip",
    "imagePullSecrets name",
    "initContainers name",
    ...containers("initContainers", "ports containerPort protocol"),
    "topologySpreadConstraints topologyKey whenUnsatisfiable",
    "volumes name",
  ]);
});

it("merges, in the real kustomize, every list of the table by its keys and no other", async () => {
  const cases = kinds.flatMap(([apiVersion, kind]) =>
    listsOf(mergeSchemaOf({ apiVersion, kind })).map((list, index) => ({
      ...list,
      apiVersion,
      kind,
      name: `n${index}`,
    })),
  );
  const objectOf = ({ apiVersion, kind, name, path }: (typeof cases)[number], list: unknown) => {
    const { metadata, ...fields } = around(path, list) as { metadata?: object };
    return { apiVersion, kind, metadata: { name, ...metadata }, ...fields };
  };
  const element = (keys: readonly string[], value: string) => Object.fromEntries(keys.map((key) => [key, value]));
  const bases = cases.map((one) =>
    objectOf(one, [element(one.keys, "a"), { ...element(one.keys, "b"), more: "base" }]),
  );
  const patches = cases.map((one) => objectOf(one, [{ ...element(one.keys, "b"), added: "patch" }]));
  const documents = (objects: readonly object[]) => objects.map((object) => formatYaml(object)).join("---\n");
  const built = loadAll(
    await build(
      {
        "base.yaml": documents(bases),
        "patch.yaml": documents(patches),
        "kustomization.yaml": formatYaml({ resources: ["base.yaml"], patches: [{ path: "patch.yaml" }] }),
      },
      ".",
    ),
  ) as KubernetesObject[];

  expect(cases.length).toBeGreaterThan(100);
  const keyOf = ({ apiVersion, kind, metadata }: KubernetesObject) => `${apiVersion} ${kind} ${metadata.name}`;
  const found = new Map(built.map((object) => [keyOf(object), object]));
  for (const one of cases) {
    const list = at(found.get(`${one.apiVersion} ${one.kind} ${one.name}`), one.path) as object[];
    const merged = { ...element(one.keys, "b"), more: "base", added: "patch" };
    expect([one.kind, one.path, list]).toEqual([
      one.kind,
      one.path,
      one.keys.length === 1 ? [merged, element(one.keys, "a")] : [element(one.keys, "a"), merged],
    ]);
  }
});

it("replaces, in the real kustomize, the lists that look as if they had keys and have none", async () => {
  const paths: [string, string, string[]][] = [
    ["v1", "ServiceAccount", ["imagePullSecrets"]],
    ["apps/v1", "Deployment", ["spec", "template", "spec", "tolerations"]],
    ["apps/v1", "Deployment", ["spec", "template", "spec", "securityContext", "sysctls"]],
    ["apps/v1", "Deployment", ["spec", "template", "spec", "readinessGates"]],
    ["apps/v1", "Deployment", ["spec", "template", "spec", "volumes", "[name]", "configMap", "items"]],
    ["apps/v1", "Deployment", ["spec", "template", "spec", "containers", "[name]", "envFrom"]],
    ["apps/v1", "Deployment", ["spec", "template", "spec", "ephemeralContainers", "[name]", "ports"]],
    ["apps/v1", "StatefulSet", ["spec", "volumeClaimTemplates"]],
    ["autoscaling/v2", "HorizontalPodAutoscaler", ["spec", "metrics"]],
    ["networking.k8s.io/v1", "NetworkPolicy", ["spec", "ingress"]],
    ["networking.k8s.io/v1", "Ingress", ["spec", "rules"]],
    ["example.org/v1", "Deployment", ["spec", "template", "spec", "containers"]],
  ];
  const objects = paths.map(([apiVersion, kind, path], index) => (names: string[]) => {
    const list = names.map((name) => ({ name, key: name, containerPort: name, protocol: name }));
    return { apiVersion, kind, metadata: { name: `n${index}` }, ...(around(path, list) as object) };
  });
  const documents = (...names: string[]) => objects.map((object) => formatYaml(object(names))).join("---\n");
  const built = loadAll(
    await build(
      {
        "base.yaml": documents("a", "b"),
        "patch.yaml": documents("b"),
        "kustomization.yaml": formatYaml({ resources: ["base.yaml"], patches: [{ path: "patch.yaml" }] }),
      },
      ".",
    ),
  ) as KubernetesObject[];
  for (const [index, [, , path]] of paths.entries()) {
    const object = built.find(({ metadata }) => metadata.name === `n${index}`);
    expect([path, at(object, path)]).toEqual([path, [{ name: "b", key: "b", containerPort: "b", protocol: "b" }]]);
    const schema = path.reduce<MergeSchema | undefined>(
      (schema, step) => (step.startsWith("[") ? schema : schema?.fields?.[step]),
      mergeSchemaOf(object as KubernetesObject),
    );
    expect([path, schema?.keys]).toEqual([path, undefined]);
  }
});
