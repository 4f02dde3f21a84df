import { formatManifests } from "@weir/kubernetes/format-yaml";
import { type Model, objectsOf } from "@weir/render/model";
import type { Tools } from "@weir/tools/tools";
import { beforeAll, describe, expect, test } from "vitest";
import { type RenderedEnvironment, renderEnvironments } from "./render.ts";
import { edit, production, writeWorkspace } from "./test-workspace.ts";
import { verify } from "./verify.ts";
import { selectEnvironments } from "./workspace.ts";
import { writeBases, writeEnvironmentFiles } from "./write-files.ts";

const file = "environments/srs-prod/environment.yaml";
/** Every overlay, and the environment as a whole. */
const all = ["namespace", "nginx-hls", "srs-cleanup", "srs-edge", "srs-origin-cluster", "srs-prod", "srs-storage"];
/** Documents: what the apps consist of, and what Argo CD is told of them. */
const everything = ["1.34", 31 + 9];

interface State {
  readonly rendered: RenderedEnvironment;
  readonly files: Map<string, string>;
}

let before: State;
let verdicts: readonly string[];
beforeAll(async () => {
  before = await load();
  const first = await look(before);
  expect(first).toMatchObject({ built: all, validated: [everything], findings: [] });
  verdicts = first.verdicts;
});

describe("verify", () => {
  test("has nothing to do where nothing has changed", async () => {
    expect(await look(before, { known: verdicts })).toEqual({ built: [], validated: [], findings: [], verdicts });
  });

  test("builds again what stands on a changed file, of the overlay or of the base", async () => {
    for (const path of ["environments/srs-prod/srs-edge/r5/srs.conf", "apps/srs-edge/base/instance/deployment.yaml"]) {
      const files = new Map(before.files).set(path, `${before.files.get(path)}#`);
      const again = await look({ ...before, files }, { known: verdicts });
      expect(again).toMatchObject({ built: ["srs-edge", "srs-prod"], validated: [] });
      expect(again.verdicts).not.toEqual(verdicts);
    }
  });

  test("builds again what has a file more or a file less", async () => {
    const more = new Map(before.files).set("apps/nginx-hls/base/more.yaml", "");
    expect(await look({ ...before, files: more }, { known: verdicts })).toMatchObject({
      built: ["nginx-hls", "srs-prod"],
    });
    const less = new Map(before.files);
    less.delete("environments/srs-prod/srs-edge/r5/srs.conf");
    expect(await look({ ...before, files: less }, { known: verdicts })).toMatchObject({
      built: ["srs-edge", "srs-prod"],
    });
  });

  test("does not mind another environment's files, nor the order of its own", async () => {
    const files = new Map([["environments/other/srs-edge/x.yaml", "x"], ...[...before.files].reverse()]);
    expect(await look({ ...before, files }, { known: verdicts })).toMatchObject({ built: [], validated: [] });
  });

  test("builds everything again with another kustomize, validates everything again with another kubeconform", async () => {
    const other = (tool: string) => look(before, { known: verdicts, versions: { [tool]: "v9.9.9" } });
    expect(await other("kustomize")).toMatchObject({ built: all, validated: [] });
    expect(await other("kubeconform")).toMatchObject({ built: [], validated: [everything] });
  });

  test("validates everything again for another Kubernetes", async () => {
    const changed = await load(["clusters/ack-zhangjiakou.yaml", '"1.34"', '"1.33"']);
    expect(await look(changed, { known: verdicts })).toMatchObject({
      built: ["namespace", "srs-prod"],
      validated: [["1.33", 31 + 9]],
    });
  });

  test("builds and validates again what has another model", async () => {
    const changed = await load([file, "replicas: 2, address", "replicas: 5, address"]);
    expect(await look(changed, { known: verdicts })).toMatchObject({
      built: ["nginx-hls", "srs-prod"],
      validated: [["1.34", 6]],
    });
  });

  test("gives no verdict on what differs, and good ones on the rest", async () => {
    const build = (app: string, text: string) =>
      app === "srs-edge" ? text.replace("replicas: 3", "replicas: 4") : text;
    const { findings, verdicts: good } = await look(before, { build });
    expect(findings).toEqual([
      "environments/srs-prod/srs-edge kustomize/not-the-model kustomize builds apps/Deployment srs-edge-r5-deploy of environments/srs-prod/srs-edge differently: spec.replicas is 4, the model says 3.",
    ]);
    expect(verdicts.filter((verdict) => !good.includes(verdict)).length).toBe(1);
    expect(await look(before, { known: good })).toMatchObject({ built: ["srs-edge"], validated: [], findings: [] });
  });

  test("builds the environment as a whole again where only its own kustomization has changed", async () => {
    const path = "environments/srs-prod/kustomization.yaml";
    const files = new Map(before.files).set(path, `${before.files.get(path)}#`);
    expect(await look({ ...before, files }, { known: verdicts })).toMatchObject({ built: ["srs-prod"], validated: [] });
  });

  test("validates again what Argo CD is told, where that has changed", async () => {
    const path = "environments/srs-prod/argocd/root.yaml";
    const files = new Map(before.files).set(path, `${before.files.get(path)}#`);
    expect(await look({ ...before, files }, { known: verdicts })).toMatchObject({
      built: [],
      validated: [["1.34", 9]],
    });
  });

  test("gives no verdict on what is not valid, and finds the app that it is", async () => {
    const problem = {
      id: "schema/invalid",
      severity: "error",
      kind: "Service",
      name: "http",
      what: "got 1.",
      path: "spec.x",
    } as const;
    const validate = (manifests: string) => (manifests.includes("nginx-origin-deploy") ? [problem] : []);
    const { findings, verdicts: good, validated } = await look(before, { validate });
    expect(findings).toEqual([`${file}:28 schema/invalid nginx-hls: Service http: spec.x: got 1.`]);
    // All at once first; each by itself only because of the problem.
    expect(validated).toEqual([everything, ...[4, 6, 2, 9, 8, 2, 9].map((count) => ["1.34", count])]);
    expect(await look(before, { known: good })).toMatchObject({ built: [], validated: [["1.34", 6]], findings: [] });
  });

  test("says once that a cluster's Kubernetes has no schemas, where the cluster says it", async () => {
    const problem = { id: "schema/unknown-kubernetes", severity: "error", kind: "", name: "", what: "None." } as const;
    const { findings } = await look(before, { validate: () => [problem] });
    expect(findings).toEqual(["clusters/ack-zhangjiakou.yaml:4 schema/unknown-kubernetes None."]);
  });
});

/** The production environment, with one text replaced, rendered and written in memory. */
async function load(change?: [path: string, from: string, to: string]): Promise<State> {
  const root = writeWorkspace(production);
  if (change) edit(root, ...change);
  const [rendered] = await renderEnvironments(root, selectEnvironments(root));
  if (!rendered) throw new Error("nothing rendered");
  const own = writeEnvironmentFiles(rendered.model, rendered.apps);
  return { rendered, files: new Map([...own, ...writeBases(rendered.apps.values())]) };
}

interface Fakes {
  readonly known?: readonly string[];
  readonly versions?: Record<string, string>;
  /** What kustomize prints for an app, given what is right. */
  readonly build?: (app: string, right: string) => string;
  readonly validate?: (manifests: string) => Awaited<ReturnType<Tools["validate"]>>;
}

/** Verifies with tools that count what they are asked for. */
async function look({ rendered, files }: State, fakes: Fakes = {}) {
  const built: string[] = [];
  const validated: [kubernetes: string, documents: number][] = [];
  const tools: Tools = {
    versions: { kustomize: "v5.8.2", kubeconform: "v0.8.0", ...fakes.versions },
    build: async (directory) => {
      const app = directory.split("/").at(-1) as string;
      built.push(app);
      const right = manifestsOf(rendered.model, app);
      return fakes.build?.(app, right) ?? right;
    },
    validate: async (manifests, kubernetes) => {
      validated.push([kubernetes, manifests.split("---\n").length]);
      return fakes.validate?.(manifests) ?? [];
    },
    readBlobs: () => Promise.reject(new Error("nobody asks git here")),
  };
  const { findings, verdicts } = await verify([rendered], {
    folder: "/stage",
    files,
    known: new Set(fakes.known),
    loadTools: async () => tools,
  });
  return {
    built: built.sort(),
    validated,
    findings: findings.map(
      ({ where, id, what }) => `${[where.file, where.line].filter(Boolean).join(":")} ${id} ${what}`,
    ),
    verdicts: verdicts.get("environments/srs-prod") ?? [],
  };
}

/** Of one app, or of the environment as a whole. */
function manifestsOf({ environment, apps }: Model, name: string): string {
  const found = apps.filter(({ app }) => app === name || name === environment.name);
  return formatManifests(found.flatMap(({ target }) => objectsOf(target)));
}
