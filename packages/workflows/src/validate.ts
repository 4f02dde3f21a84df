import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, FindingsError } from "@weir/finding/finding";
import { suggest } from "@weir/finding/suggest";
import { baseFolder } from "@weir/kustomize/layout";
import { objectsOf } from "@weir/render/model";
import type { Tools } from "@weir/tools/tools";
import { readCache } from "./cache.ts";
import { fingerprintFiles, listFiles } from "./fingerprint.ts";
import { installFolder, listEngineFiles } from "./install.ts";
import { type RenderedEnvironment, renderEnvironments } from "./render.ts";
import { verify } from "./verify.ts";
import { selectEnvironments } from "./workspace.ts";

export interface ValidateOptions {
  readonly root: string;
  /** Environments, or single apps of them: `srs-prod`, `srs-prod/srs-edge`; all of them when empty. */
  readonly names: readonly string[];
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
 * environment.yaml, and kubeconform accepts the model. Writes no file that git has.
 *
 * @throws {FindingsError} when an environment cannot be rendered, or a name is unknown
 * @throws {ToolError} when a tool is missing or fails
 */
export async function validateOverlays(options: ValidateOptions): Promise<Validated> {
  const { root, names, loadTools, onProgress } = options;
  const rendered = narrow(await renderEnvironments(root, selectEnvironments(root, names)), names);
  const overlays = rendered.flatMap(({ environment, model }) =>
    model.apps.map(({ app }) => [`${environment.directory}/${app}`, baseFolder(app)]),
  );
  onProgress?.(`proving and validating ${overlays.length} overlays …`);
  const paths = [...new Set(overlays.flat())].flatMap((folder) => listFiles(root, folder));
  const files = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
  const cache = readCache(root, fingerprintFiles(installFolder, listEngineFiles()));
  const known = new Set(Object.values(cache.environments).flatMap(({ verdicts }) => verdicts));
  const { findings } = await verify(rendered, { folder: root, files, known, loadTools });
  return {
    findings: [...rendered.flatMap(({ warnings }) => warnings), ...findings],
    overlays: overlays.length,
    objects: rendered.reduce(
      (sum, { model }) => sum + model.apps.reduce((all, { target }) => all + objectsOf(target).length, 0),
      0,
    ),
  };
}

/** Only the apps that were named, of environments that were named with an app. */
function narrow(rendered: readonly RenderedEnvironment[], names: readonly string[]): RenderedEnvironment[] {
  return rendered.map((one) => {
    const { name } = one.environment;
    const apps = names.filter((word) => word.startsWith(`${name}/`)).map((word) => word.slice(name.length + 1));
    if (apps.length === 0 || names.includes(name)) return one;
    const known = one.model.apps.map(({ app }) => app);
    const unknown = apps.filter((app) => !known.includes(app));
    if (unknown.length > 0) throw new FindingsError(unknown.map((app) => unknownApp(one, app, known)));
    return { ...one, model: { ...one.model, apps: one.model.apps.filter(({ app }) => apps.includes(app)) } };
  });
}

function unknownApp({ environment }: RenderedEnvironment, app: string, known: readonly string[]): Finding {
  const close = suggest(app, known);
  return {
    id: "environment/unknown-app",
    severity: "error",
    where: environment.locate(["apps"]),
    what: `${environment.name} has no app ${JSON.stringify(app)}; it has ${known.join(", ")}.`,
    ...(close && { fix: `did you mean ${environment.name}/${close}?` }),
  };
}
