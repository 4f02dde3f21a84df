import { configMap } from "@weir/kubernetes/config-map";
import { header } from "@weir/kubernetes/generated";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { installTime, realTools } from "@weir/tools/test-support";
import { beforeAll, describe, expect, it } from "vitest";
import { type Factored, type Files, writeBase, writeEnvironment, writeOverlay } from "./factor.ts";
import { findDifferences } from "./test-support.ts";

beforeAll(realTools, installTime);

const place = { directory: "environments/srs-prod", namespace: "srs-prod-namespace" };

/** What the edge's settings come to here. */
interface Edge {
  readonly address?: string;
  readonly drain?: number;
  readonly tracks: Readonly<Record<string, { version: string; replicas?: number; maxReplicas?: number }>>;
  /** Server reloads its configuration: no hash. */
  readonly reload?: boolean;
  /** Without it ConfigMaps carry no labels. */
  readonly labelled?: boolean;
  readonly namespace?: string;
  readonly connections?: number;
}

function renderEdge(edge: Edge): Factored["target"] {
  const { address, tracks } = edge;
  const shared = {
    apiVersion: "v1",
    kind: "Service",
    metadata: meta(edge, "srs-edge-service", { app: "srs-edge" }, address && { "lb-id": address }),
    spec: {
      type: address ? "LoadBalancer" : "ClusterIP",
      selector: { app: "srs-edge" },
      ports: [{ name: "rtmp", port: 1935, targetPort: "rtmp", protocol: "TCP" }],
    },
  };
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: meta(edge, "srs-edge", { app: "srs-edge" }) };
  return {
    shared: [shared, account],
    instances: Object.keys(tracks).map((name) => {
      const run = name ? `srs-edge-${name}` : "srs-edge";
      return { name, prefix: `${run}-`, labels: { run }, resources: renderTrack(edge, name, run) };
    }),
  };
}

function renderTrack(edge: Edge, name: string, run: string): KubernetesObject[] {
  const { drain = 45, connections = 1000, reload = false, labelled = true } = edge;
  const { version, replicas, maxReplicas } = edge.tracks[name] as Edge["tracks"][string];
  const labels = { app: "srs-edge", run };
  const conf = `${header}listen 1935;\nmax_connections ${connections};\n`;
  const config = configMap(`${run}-config`, { "srs.conf": conf }, { hash: !reload });
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: meta(edge, `${run}-deploy`, labels),
    spec: {
      ...(replicas !== undefined && { replicas }),
      selector: { matchLabels: { run } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: "srs-edge",
          terminationGracePeriodSeconds: drain,
          containers: [
            {
              name: "srs",
              image: `ossrs/srs:${version}`,
              env: [{ name: "POD", value: `${run}-deploy` }],
              ports: [{ name: "rtmp", containerPort: 1935, protocol: "TCP" }],
              volumeMounts: [{ name: "config", mountPath: "/etc/srs" }],
            },
          ],
          volumes: [{ name: "config", configMap: { name: config.metadata.name } }],
        },
      },
    },
  };
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: meta(edge, `${run}-pdb`, labels),
    spec: { maxUnavailable: 1, selector: { matchLabels: { run } } },
  };
  const scaler = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: meta(edge, `${run}-hpa`, labels),
    spec: { maxReplicas, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: `${run}-deploy` } },
  };
  const placed = { ...config, metadata: meta(edge, config.metadata.name, labelled ? { run } : undefined) };
  return [deployment, budget, placed, ...(maxReplicas ? [scaler] : [])];
}

function meta({ namespace }: Edge, name: string, labels?: Record<string, string>, annotations?: unknown) {
  return {
    name,
    ...(namespace && { namespace }),
    ...(labels && { labels }),
    ...(annotations ? { annotations } : {}),
  } as {
    name: string;
  };
}

const smallest = renderEdge({ tracks: { "": { version: "v6.0-r0", replicas: 1 } } });

const twoTracks: Edge = {
  address: "lb-1",
  drain: 131,
  tracks: { r5: { version: "v5.0-r3", replicas: 3 }, r6: { version: "v6.0-r0", replicas: 1 } },
};

function edgeModel(edge: Edge, { base = smallest, probes = [] as Edge[] } = {}): Factored {
  const render = (settings: Edge) => renderEdge({ ...settings, namespace: place.namespace });
  return { app: "srs-edge", base, target: render(edge), probes: probes.map(render) };
}

function objectsOf({ shared, instances }: Factored["target"]): KubernetesObject[] {
  return [...shared, ...instances.flatMap(({ resources }) => resources)];
}

/** The overlay's files, after the real kustomize has shown that they give the model. */
async function overlayOf(model: Factored): Promise<Files> {
  const overlay = writeOverlay(model, place);
  const files = new Map([...writeBase(model.app, model.base), ...overlay]);
  expect(await findDifferences(files, { [`environments/srs-prod/${model.app}`]: objectsOf(model.target) })).toEqual([]);
  return overlay;
}

/** Changed lines as a diff shows them, by file. */
function changesBetween(before: Files, after: Files): Record<string, string[]> {
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  return Object.fromEntries(
    paths.map((path) => {
      const [old, now] = [before, after].map((files) => (files.get(path) ?? "").split("\n")) as [string[], string[]];
      const gone = old.filter((line) => !now.includes(line)).map((line) => `-${line}`);
      return [path, [...gone, ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`)]];
    }),
  );
}

describe("an app with tracks", () => {
  it("has what exists once in shared/, its roles in instance/, and both as an app without tracks", () => {
    const files = writeBase("srs-edge", smallest);
    expect([...files.keys()].sort()).toEqual([
      "apps/srs-edge/base/instance/deployment.yaml",
      "apps/srs-edge/base/instance/kustomization.yaml",
      "apps/srs-edge/base/instance/poddisruptionbudget.yaml",
      "apps/srs-edge/base/instance/srs.conf",
      "apps/srs-edge/base/kustomization.yaml",
      "apps/srs-edge/base/shared/kustomization.yaml",
      "apps/srs-edge/base/shared/service.yaml",
      "apps/srs-edge/base/shared/serviceaccount.yaml",
      "apps/srs-edge/base/untracked/kustomization.yaml",
    ]);
    expect(files.get("apps/srs-edge/base/untracked/kustomization.yaml")).toBe(`${header}\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namePrefix: srs-edge-
resources:
  - ../instance
`);
    expect(files.get("apps/srs-edge/base/instance/kustomization.yaml")).toBe(`${header}\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml
  - poddisruptionbudget.yaml
configMapGenerator:
  - name: config
    files:
      - srs.conf
    options:
      labels: {run: srs-edge}
`);
  });

  it("is, in an environment, a folder for each track and a few small files", async () => {
    const overlay = await overlayOf(edgeModel(twoTracks));
    expect([...overlay.keys()]).toEqual([
      "environments/srs-prod/srs-edge/service.yaml",
      "environments/srs-prod/srs-edge/kustomization.yaml",
      "environments/srs-prod/srs-edge/r5/deployment.yaml",
      "environments/srs-prod/srs-edge/r5/srs.conf",
      "environments/srs-prod/srs-edge/r5/kustomization.yaml",
      "environments/srs-prod/srs-edge/r6/deployment.yaml",
      "environments/srs-prod/srs-edge/r6/srs.conf",
      "environments/srs-prod/srs-edge/r6/kustomization.yaml",
    ]);
    expect(overlay.get("environments/srs-prod/srs-edge/kustomization.yaml")).toBe(`${header}\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: srs-prod-namespace
resources:
  - ../../../apps/srs-edge/base/shared
  - r5
  - r6
patches:
  - path: service.yaml
`);
    expect(overlay.get("environments/srs-prod/srs-edge/r5/kustomization.yaml")).toBe(`${header}\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namePrefix: srs-edge-r5-
resources:
  - ../../../../apps/srs-edge/base/instance
images:
  - name: ossrs/srs
    newTag: "v5.0-r3"
replicas:
  - name: deploy
    count: 3
configMapGenerator:
  - name: config
    behavior: replace
    files:
      - srs.conf
labels:
  - pairs: {run: srs-edge-r5}
    fields:
      - {path: spec/selector/matchLabels, kind: Deployment}
      - {path: spec/template/metadata/labels, kind: Deployment}
      - {path: spec/selector/matchLabels, kind: PodDisruptionBudget}
patches:
  - path: deployment.yaml
`);
    expect(overlay.get("environments/srs-prod/srs-edge/r5/deployment.yaml")).toBe(`${header}\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: deploy
spec:
  template:
    spec:
      containers:
        - name: srs
          env:
            - name: POD
              value: srs-edge-r5-deploy
      terminationGracePeriodSeconds: 131
`);
  });

  it("keeps every kustomization.yaml within 40 lines", async () => {
    const overlay = await overlayOf(edgeModel({ ...twoTracks, reload: true }));
    for (const [path, content] of overlay) {
      if (path.endsWith("kustomization.yaml")) expect(content.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
    }
  });

  it("patches labels where not all objects of a track carry them", async () => {
    const labelled = false;
    const base = renderEdge({ labelled, tracks: { "": { version: "v6.0-r0", replicas: 1 } } });
    const overlay = await overlayOf(edgeModel({ ...twoTracks, labelled }, { base }));
    expect(overlay.get("environments/srs-prod/srs-edge/r5/kustomization.yaml")).not.toContain("labels:");
    expect(overlay.get("environments/srs-prod/srs-edge/r5/poddisruptionbudget.yaml")).toBe(`${header}\
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: pdb
  labels:
    run: srs-edge-r5
spec:
  selector:
    matchLabels:
      run: srs-edge-r5
`);
  });

  it("quotes a folder whose name is a number", async () => {
    const edge = { tracks: { "0": { version: "v6.0-r0", replicas: 1 } } };
    const overlay = await overlayOf(edgeModel(edge));
    expect(overlay.get("environments/srs-prod/srs-edge/kustomization.yaml")).toContain('\n  - "0"\n');
  });

  it("turns the hash of a configuration off where the server reloads it", async () => {
    const overlay = await overlayOf(edgeModel({ ...twoTracks, reload: true }));
    expect(overlay.get("environments/srs-prod/srs-edge/r5/kustomization.yaml")).toContain(
      "    options:\n      disableNameSuffixHash: true\n",
    );
  });

  it("has a hash in the overlay even if its base renders none, because kustomize cannot turn it on there", async () => {
    const base = renderEdge({ reload: true, tracks: { "": { version: "v6.0-r0", replicas: 1 } } });
    await overlayOf(edgeModel(twoTracks, { base }));
  });

  it("adds an autoscaler and removes the replicas", async () => {
    const edge = { tracks: { r6: { version: "v6.0-r0", maxReplicas: 5 } } };
    const overlay = await overlayOf(edgeModel(edge));
    const kustomization = overlay.get("environments/srs-prod/srs-edge/r6/kustomization.yaml");
    expect(kustomization).toContain("  - horizontalpodautoscaler.yaml\n");
    expect(kustomization).not.toContain("replicas:");
    expect(overlay.get("environments/srs-prod/srs-edge/r6/deployment.yaml")).toContain("  replicas: null\n");
    expect(overlay.get("environments/srs-prod/srs-edge/r6/horizontalpodautoscaler.yaml")).toContain(
      "    name: deploy\n",
    );
  });
});

describe("an app without tracks", () => {
  const untracked: Edge = { drain: 131, tracks: { "": { version: "v5.0-r3", replicas: 2 } } };

  it("loads the whole base and says final names", async () => {
    const overlay = await overlayOf(edgeModel(untracked));
    expect(overlay.get("environments/srs-prod/srs-edge/kustomization.yaml")).toBe(`${header}\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: srs-prod-namespace
resources:
  - ../../../apps/srs-edge/base
images:
  - name: ossrs/srs
    newTag: "v5.0-r3"
replicas:
  - name: srs-edge-deploy
    count: 2
configMapGenerator:
  - name: srs-edge-config
    behavior: replace
    files:
      - srs.conf
patches:
  - path: deployment.yaml
`);
    expect(overlay.get("environments/srs-prod/srs-edge/deployment.yaml")).toContain("  name: srs-edge-deploy\n");
  });

  it("says namespace, version, replicas and configuration even if all are the base's", async () => {
    const overlay = await overlayOf(edgeModel({ tracks: { "": { version: "v6.0-r0", replicas: 1 } } }));
    expect([...overlay.keys()]).toEqual([
      "environments/srs-prod/srs-edge/srs.conf",
      "environments/srs-prod/srs-edge/kustomization.yaml",
    ]);
    const kustomization = overlay.get("environments/srs-prod/srs-edge/kustomization.yaml");
    expect(kustomization).toContain('    newTag: "v6.0-r0"\n');
    expect(kustomization).toContain("    count: 1\n");
  });
});

describe("a change of one value", () => {
  const before = writeOverlay(edgeModel(twoTracks), place);
  const after = (edge: Partial<Edge>) =>
    changesBetween(before, writeOverlay(edgeModel({ ...twoTracks, ...edge }), place));
  const { r5, r6 } = twoTracks.tracks as { r5: object & { version: string }; r6: object & { version: string } };

  it("is one line for a number of replicas", () => {
    expect(after({ tracks: { r5, r6: { ...r6, replicas: 3 } } })).toEqual({
      "environments/srs-prod/srs-edge/r6/kustomization.yaml": ["-    count: 1", "+    count: 3"],
    });
  });

  it("is one line for a version", () => {
    expect(after({ tracks: { r5: { ...r5, version: "v5.0-r4" }, r6 } })).toEqual({
      "environments/srs-prod/srs-edge/r5/kustomization.yaml": ['-    newTag: "v5.0-r3"', '+    newTag: "v5.0-r4"'],
    });
  });

  it("is one line in each track for a value of both", () => {
    const line = ["-      terminationGracePeriodSeconds: 131", "+      terminationGracePeriodSeconds: 251"];
    expect(after({ drain: 251 })).toEqual({
      "environments/srs-prod/srs-edge/r5/deployment.yaml": line,
      "environments/srs-prod/srs-edge/r6/deployment.yaml": line,
    });
  });

  it("is one line in each track's configuration file, and none about its hash", () => {
    const line = ["-max_connections 1000;", "+max_connections 500;"];
    expect(after({ connections: 500 })).toEqual({
      "environments/srs-prod/srs-edge/r5/srs.conf": line,
      "environments/srs-prod/srs-edge/r6/srs.conf": line,
    });
  });
});

describe("a written value that is the default", () => {
  const edge: Edge = { drain: 45, tracks: { r6: { version: "v6.0-r0", replicas: 1 } } };
  const moved = renderEdge({ drain: 300, tracks: { "": { version: "v6.0-r0", replicas: 1 } } });

  it("stays when the default moves", async () => {
    const model = edgeModel(edge, { probes: [{ ...edge, drain: 60 }] });
    const overlay = await overlayOf(model);
    expect(overlay.get("environments/srs-prod/srs-edge/r6/deployment.yaml")).toContain(
      "      terminationGracePeriodSeconds: 45\n",
    );
    const merged = new Map([...writeBase("srs-edge", moved), ...overlay]);
    expect(await findDifferences(merged, { "environments/srs-prod/srs-edge": objectsOf(model.target) })).toEqual([]);
  });

  it("follows the default when nobody wrote it", async () => {
    const model = edgeModel(edge);
    const merged = new Map([...writeBase("srs-edge", moved), ...(await overlayOf(model))]);
    expect(await findDifferences(merged, { "environments/srs-prod/srs-edge": objectsOf(model.target) })).toEqual([
      "kustomize builds apps/Deployment srs-edge-r6-deploy of environments/srs-prod/srs-edge differently: " +
        "spec.template.spec.terminationGracePeriodSeconds is 300, the model says 45.",
    ]);
  });

  it("costs no line where it shows in the configuration file alone", () => {
    const overlay = (probes: Edge[]) => writeOverlay(edgeModel(edge, { probes }), place);
    expect(changesBetween(overlay([]), overlay([{ ...edge, connections: 10 }]))).toEqual({});
  });
});

describe("an app without instances", () => {
  const flat = (objects: readonly KubernetesObject[]) => ({ shared: objects, instances: [] });
  const namespaceOf = (name: string) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { a: name } },
  });
  const volume = { apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "srs-prod-nas" }, spec: {} };
  const deployment = (image: string, name = "deploy") => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: place.namespace },
    spec: { template: { spec: { containers: [{ name: "srs", image }] } } },
  });

  it("follows the environment's namespace, the object too", async () => {
    const model = {
      app: "namespace",
      base: flat([namespaceOf("base")]),
      target: flat([namespaceOf(place.namespace), volume]),
      probes: [],
    };
    const overlay = await overlayOf(model);
    expect(overlay.get("environments/srs-prod/namespace/namespace.yaml")).toBe(`${header}\
apiVersion: v1
kind: Namespace
metadata:
  name: base
  labels:
    a: srs-prod-namespace
`);
    expect(overlay.get("environments/srs-prod/namespace/kustomization.yaml")).toContain("  - persistentvolume.yaml\n");
  });

  it("works with an empty base", async () => {
    const model = { app: "srs-storage", base: flat([]), target: flat([volume]), probes: [] };
    expect(writeBase("srs-storage", model.base)).toEqual(new Map());
    const overlay = await overlayOf(model);
    expect(overlay.get("environments/srs-prod/srs-storage/kustomization.yaml")).toContain(
      "resources:\n  - persistentvolume.yaml\n",
    );
  });

  it.each([
    ["a digest", "nginx:1.29@sha256:ab", '  - name: nginx\n    newTag: "1.29"\n    digest: "sha256:ab"\n'],
    ["a registry's port", "registry:5000/nginx:1.29", '  - name: registry:5000/nginx\n    newTag: "1.29"\n'],
  ])("states an image with %s", async (_, image, expected) => {
    const model = { app: "web", base: flat([deployment("nginx:1.0")]), target: flat([deployment(image)]), probes: [] };
    const overlay = await overlayOf(model);
    expect(overlay.get("environments/srs-prod/web/kustomization.yaml")).toContain(`images:\n${expected}`);
  });

  it("patches the images of containers that run one image in two versions", async () => {
    const [a, b] = [deployment("nginx:1", "a"), deployment("nginx:1", "b")];
    const model = { app: "web", base: flat([a, b]), target: flat([deployment("nginx:2", "a"), b]), probes: [] };
    const overlay = await overlayOf(model);
    expect(overlay.get("environments/srs-prod/web/kustomization.yaml")).not.toContain("images:");
    expect(overlay.get("environments/srs-prod/web/deployment-a.yaml")).toContain("          image: nginx:2\n");
  });

  it("keeps files apart that several ConfigMaps have", async () => {
    const place = { namespace: "srs-prod-namespace" };
    const config = (name: string) => {
      const map = configMap(name, { "srs.conf": `${header}# ${name}\n` });
      return { ...map, metadata: { ...map.metadata, ...place } };
    };
    const model = { app: "two", base: flat([]), target: flat([config("a"), config("b")]), probes: [] };
    expect([...(await overlayOf(model)).keys()]).toEqual([
      "environments/srs-prod/two/a/srs.conf",
      "environments/srs-prod/two/b/srs.conf",
      "environments/srs-prod/two/kustomization.yaml",
    ]);
  });
});

it("puts all apps of an environment together", () => {
  expect([...writeEnvironment("environments/srs-prod", ["namespace", "srs-edge"])]).toEqual([
    [
      "environments/srs-prod/kustomization.yaml",
      `${header}\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - namespace
  - srs-edge
`,
    ],
  ]);
});

it("writes the same bytes for every order of keys and objects", () => {
  const turn = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turn)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .map(([key, inner]) => [key, turn(inner)])
              .reverse(),
          )
        : value;
  const turned = (rendered: Factored["target"]) => {
    const { shared, instances } = turn(rendered) as Factored["target"];
    return {
      shared: shared.toReversed(),
      instances: instances.map((instance) => ({ ...instance, resources: instance.resources.toReversed() })),
    };
  };
  const model = edgeModel(twoTracks, { probes: [{ ...twoTracks, drain: 1 }] });
  const other = { ...model, base: turned(model.base), target: turned(model.target), probes: model.probes.map(turned) };
  expect(Object.fromEntries(writeOverlay(other, place))).toEqual(Object.fromEntries(writeOverlay(model, place)));
  expect(Object.fromEntries(writeBase("srs-edge", other.base))).toEqual(
    Object.fromEntries(writeBase("srs-edge", model.base)),
  );
});

describe("refuses what an app's author may not do:", () => {
  const flat = (...shared: KubernetesObject[]) => ({ shared, instances: [] });
  const object = (kind: string, name: string, more: object = {}) => ({
    apiVersion: "v1",
    kind,
    metadata: { name },
    ...more,
  });
  const track = (...resources: KubernetesObject[]) => ({
    shared: [],
    instances: [{ name: "r5", prefix: "x-r5-", labels: {}, resources }],
  });
  const overlay = (base: Factored["base"], target: Factored["target"]) => () =>
    writeOverlay({ app: "x", base, target, probes: [] }, place);

  it("an object that only the base has", () => {
    expect(overlay(flat(object("Service", "a")), flat())).toThrow(
      "apps/x: its base has Service a, environments/srs-prod/x has not. " +
        "What is optional belongs in overlays alone, and a name may not depend on settings",
    );
  });

  it("two objects of one name", () => {
    expect(overlay(flat(), flat(object("Service", "a"), object("Service", "a")))).toThrow(
      "apps/x: two objects are Service a",
    );
  });

  it("instances that the base has not", () => {
    expect(overlay(flat(), track(object("Service", "x-r5-a")))).toThrow(
      "apps/x: it has instances, but its base has none",
    );
  });

  it("a base with several instances", () => {
    const { instances } = track();
    expect(() => writeBase("x", { shared: [], instances: [...instances, ...instances] })).toThrow(
      "apps/x: its base has 2 instances and can show only one",
    );
  });

  it("an instance's object without the instance's prefix", () => {
    expect(overlay(track(), track(object("Service", "other")))).toThrow(
      "apps/x: other belongs to the instance x-r5-* and has to begin with x-r5-",
    );
  });

  it("a configuration file without weir's first line", () => {
    expect(overlay(flat(), flat(configMap("config", { "srs.conf": "listen 1935;\n" })))).toThrow(
      'apps/x: srs.conf of ConfigMap config has to begin with the line "# Generated by weir. Edit environment.yaml instead."',
    );
  });
});
