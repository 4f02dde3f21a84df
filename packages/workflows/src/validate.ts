import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { baseFolder } from "@weir/kustomize/layout";
import { listFiles } from "@weir/kustomize/list-files";
import { objectsOf } from "@weir/render/model";
import type { ToolError } from "@weir/tools/run";
import type { Tools } from "@weir/tools/tools";
import { loadCache, verdictsOf } from "./cache.ts";
import { narrow } from "./narrow.ts";
import { type RenderedEnvironment, renderEnvironments } from "./render.ts";
import { verify, withoutEchoes } from "./verify.ts";
import { selectEnvironments } from "./workspace.ts";

export interface ValidateOptions {
  readonly root: string;
  /** Environments, or single apps of them: `srs-prod`, `srs-prod/srs-edge`; all of them when empty. */
  readonly names: readonly string[];
  /** Look at everything anew, whatever the last run remembers. */
  readonly anew?: boolean;
  readonly loadTools: () => Promise<Tools>;
  readonly onProgress?: (step: string) => void;
}

export interface Validated {
  readonly findings: readonly Finding[];
  readonly overlays: number;
  readonly objects: number;
}

/**
 * Looks at the overlays as they are on disk: the real kustomize builds each of them to exactly the model of its
 * environment.yaml, and kubeconform accepts the model. Writes nothing.
 *
 * @throws {FindingsError} when an environment cannot be rendered, or a name is unknown
 * @throws {ToolError} when a tool is missing or fails
 */
export async function validateOverlays(options: ValidateOptions): Promise<Validated> {
  const { root, names, loadTools, onProgress } = options;
  const rendered = narrow(await renderEnvironments(root, selectEnvironments(root, names.map(environmentOf))), names);
  const models = rendered.flatMap(({ model }) => model.apps);
  onProgress?.(`proving and validating ${models.length} overlays …`);
  const files = readOverlayFiles(root, rendered);
  const known = verdictsOf(loadCache(root, options));
  const refused = new Map<string, Finding>();
  const { findings } = await verify(rendered, {
    folder: root,
    files,
    known,
    loadTools: async () => collectRefusals(await loadTools(), root, refused),
  });
  return {
    findings: [
      ...rendered.flatMap(({ warnings }) => warnings),
      ...withoutEchoes([...refused.values(), ...findings.filter(({ where }) => !refused.has(where.file)).map(explain)]),
    ],
    overlays: models.length,
    objects: models.reduce((sum, { target }) => sum + objectsOf(target).length, 0),
  };
}

/** `srs-prod` of `srs-prod/srs-edge`; a folder, as a shell completes it, stays as it is. */
function environmentOf(word: string): string {
  return /^(environments|examples)\//.test(word) ? word : (word.split("/", 1)[0] as string);
}

/**
 * What the builds read, and what Argo CD is told.
 *
 * @throws {FindingsError} for what is no file: reading it would never end, or lead out of the workspace
 */
function readOverlayFiles(root: string, rendered: readonly RenderedEnvironment[]): Map<string, string> {
  const folders = rendered.flatMap(({ environment, model }) => [
    `${environment.directory}/argocd`,
    ...model.apps.flatMap(({ app }) => [`${environment.directory}/${app}`, baseFolder(app)]),
  ]);
  const paths = [
    ...[...new Set(folders)].flatMap((folder) => listFiles(root, folder)),
    ...rendered.map(({ environment }) => `${environment.directory}/kustomization.yaml`),
  ];
  const found = paths.map((path) => [path, lstatSync(join(root, path), { throwIfNoEntry: false })] as const);
  const others = found.filter(([, stat]) => stat && !stat.isFile());
  if (others.length > 0) throw new FindingsError(others.map(([path]) => noFile(path)));
  return new Map(found.filter(([, stat]) => stat).map(([path]) => [path, readFileSync(join(root, path), "utf8")]));
}

function noFile(file: string): Finding {
  const what = "this is a link, a device or a pipe where weir generates a file.";
  return {
    id: "files/not-a-file",
    severity: "error",
    where: { file },
    what,
    fix: "delete it, then run weir generate.",
  };
}

/** kustomize may refuse a folder that somebody edited by hand. That says something of the folder: the tool did its work. */
function collectRefusals(tools: Tools, root: string, refused: Map<string, Finding>): Tools {
  const build = async (directory: string) => {
    try {
      return await tools.build(directory);
    } catch (error) {
      const { name, code, stderr = "" } = error as Partial<ToolError>;
      if (name !== "ToolError" || code === undefined) throw error;
      const file = relative(root, directory);
      const said = stderr.replaceAll(`${root}/`, "").replace(/\s+/g, " ").trim();
      const what = existsSync(directory) ? `kustomize cannot build it: ${said}` : "is missing.";
      refused.set(file, { id: "kustomize/refused", severity: "error", where: { file }, what, fix: again(file) });
      return "";
    }
  };
  return { ...tools, build };
}

/** What is on disk may be older than environment.yaml, or edited by hand; only on a stage it is weir's own mistake. */
function explain(finding: Finding): Finding {
  if (!finding.id.startsWith("kustomize/")) return finding;
  return { ...finding, fix: `${again(finding.where.file)} If that changes nothing, report this as a mistake of weir.` };
}

/** @param overlay `environments/srs-prod/srs-edge` */
function again(overlay: string): string {
  return `run weir generate ${overlay.split("/")[1]}.`;
}
