import { distinctFindings, type Finding } from "@weir/finding/finding";
import { formatManifests } from "@weir/kubernetes/format-yaml";
import { digest } from "@weir/kustomize/digest";
import type { Files } from "@weir/kustomize/factor";
import { baseFolder } from "@weir/kustomize/layout";
import { type Overlay, prove } from "@weir/kustomize/prove";
import { type AppModel, objectsOf } from "@weir/render/model";
import type { Tools } from "@weir/tools/tools";
import type { RenderedEnvironment } from "./render.ts";

export interface VerifyOptions {
  /** Where the overlays and bases are: the stage, or the workspace. */
  readonly folder: string;
  /** The same files in memory. */
  readonly files: Files;
  /** Verdicts of earlier runs. */
  readonly known: ReadonlySet<string>;
  readonly loadTools: () => Promise<Tools>;
}

export interface Verified {
  readonly findings: readonly Finding[];
  /** By an environment's directory: the good verdicts on it, each a fingerprint of all that it rests on. */
  readonly verdicts: ReadonlyMap<string, readonly string[]>;
}

/** Proves with kustomize and validates with kubeconform; the part of `generate` that runs other programs. */
export type Verify = typeof verify;

/**
 * Has the real kustomize build every overlay and compares what it prints with the model, byte for byte; has
 * kubeconform hold the model against the schemas of the cluster's Kubernetes version. An overlay of which neither a
 * file, the model nor a tool's version has changed since its last good verdict costs nothing.
 *
 * @throws {ToolError} when a tool is missing or fails
 */
export async function verify(
  subjects: readonly Pick<RenderedEnvironment, "environment" | "model">[],
  { folder, files, known, loadTools }: VerifyOptions,
): Promise<Verified> {
  const tools = await loadTools();
  const contents = fingerprintFolders(files);
  const cases = subjects.flatMap((subject) => [
    ...subject.model.apps.map((app) => caseOf(subject.environment, app, contents, tools.versions)),
    ...wholeOf(subject, files, contents, tools.versions),
  ]);
  const unproven = cases.filter(({ proof }) => !known.has(proof));
  const [differences, problems] = await Promise.all([
    prove(
      folder,
      unproven.map(({ overlay }) => overlay),
      tools.build,
      unproven.length,
    ),
    validateAll(
      cases.filter(({ manifests, validation }) => manifests !== "" && !known.has(validation)),
      tools,
    ),
  ]);
  const different = new Set(differences.map(({ where }) => where.file));
  const verdicts = new Map<string, string[]>();
  for (const one of cases) {
    const good = [different.has(one.overlay.path) ? [] : one.proof, problems.has(one) ? [] : one.validation].flat();
    verdicts.set(one.environment.directory, [...(verdicts.get(one.environment.directory) ?? []), ...good]);
  }
  return { findings: [...withoutEchoes(differences), ...distinctFindings([...problems.values()].flat())], verdicts };
}

/** What is wrong with an overlay shows once more in its environment as a whole. */
export function withoutEchoes(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ where }) => !findings.some((other) => other.where.file.startsWith(`${where.file}/`)));
}

/** What is built and what is validated together. `proof` and `validation` name the two verdicts on it. */
interface Case {
  readonly environment: RenderedEnvironment["environment"];
  /** `argocd` for the environment as a whole. */
  readonly app: string;
  readonly overlay: Overlay;
  readonly manifests: string;
  readonly proof: string;
  readonly validation: string;
}

function caseOf(
  environment: Case["environment"],
  { app, target }: AppModel,
  contents: ReadonlyMap<string, string>,
  versions: Tools["versions"],
): Case {
  const objects = objectsOf(target);
  const overlay = { path: `${environment.directory}/${app}`, objects };
  const manifests = formatManifests(objects);
  const built = [contents.get(overlay.path), contents.get(baseFolder(app))];
  return {
    environment,
    app,
    overlay,
    manifests,
    proof: digest(["proof", versions.kustomize, ...built, manifests].join("\n")),
    validation: digest(["valid", versions.kubeconform, environment.cluster.kubernetes, manifests].join("\n")),
  };
}

/** The environment as one: the kustomization over all its apps, and what Argo CD is told of them. */
function wholeOf(
  { environment, model }: Pick<RenderedEnvironment, "environment" | "model">,
  files: Files,
  contents: ReadonlyMap<string, string>,
  versions: Tools["versions"],
): Case[] {
  const { directory, cluster } = environment;
  if (model.apps.length < Object.keys(environment.apps).length) return [];
  const objects = model.apps.flatMap(({ target }) => objectsOf(target));
  const folders = model.apps.flatMap(({ app }) => [`${directory}/${app}`, baseFolder(app)]);
  const built = [`${directory}/kustomization.yaml`, ...folders].map((folder) => contents.get(folder));
  const argocd = [...files]
    .filter(([path]) => path.startsWith(`${directory}/argocd/`))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const manifests = argocd.map(([, content]) => content).join("---\n");
  return [
    {
      environment,
      app: "argocd",
      overlay: { path: directory, objects },
      manifests,
      proof: digest(["whole", versions.kustomize, ...built, formatManifests(objects)].join("\n")),
      validation: digest(["valid", versions.kubeconform, cluster.kubernetes, manifests].join("\n")),
    },
  ];
}

/** All cases of one Kubernetes version in one run; only when that run has something to say, each case by itself. */
async function validateAll(cases: readonly Case[], tools: Tools): Promise<Map<Case, Finding[]>> {
  const problems = new Map<Case, Finding[]>();
  for (const [kubernetes, group] of Map.groupBy(cases, ({ environment }) => environment.cluster.kubernetes)) {
    const together = await tools.validate(group.map(({ manifests }) => manifests).join("---\n"), kubernetes);
    if (together.length === 0) continue;
    const apart = await Promise.all(
      group.map(async (one) => explain(one, await tools.validate(one.manifests, kubernetes))),
    );
    // What shows only when all are together is nobody's in particular, and so is no verdict.
    const all = apart.every((found) => found.length === 0) ? group.map((one) => explain(one, together)) : apart;
    group.forEach((one, index) => {
      const found = all[index] as Finding[];
      if (found.length > 0) problems.set(one, found);
    });
  }
  return problems;
}

function explain({ environment, app }: Case, problems: Awaited<ReturnType<Tools["validate"]>>): Finding[] {
  return problems.map(({ kind, name, path, ...problem }) =>
    problem.id === "schema/unknown-kubernetes"
      ? { ...problem, where: environment.locate(["cluster", "kubernetes"]) }
      : {
          ...problem,
          where: environment.locate(app === "argocd" ? ["cluster"] : ["apps", app]),
          what: [app, kind && `${kind} ${name}`, path, problem.what].filter(Boolean).join(": "),
        },
  );
}

/** One fingerprint for all files of each overlay (environments/<env>/<app>) and each base (apps/<app>/base). */
function fingerprintFolders(files: Files): ReadonlyMap<string, string> {
  const folderOf = (path: string) => path.split("/", 3).join("/");
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const folders = Map.groupBy(sorted, ([path]) => folderOf(path));
  return new Map([...folders].map(([folder, entries]) => [folder, digest(JSON.stringify(entries))]));
}
