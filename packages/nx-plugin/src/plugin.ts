import { posix } from "node:path";
import { readSources } from "./read-sources.ts";

/**
 * What nx knows of the environments: for every overlay a project `<app>-<env>` with a target `validate`, for every
 * environment a project `<env>` with a target `fresh`. Both are pure checks, so nx may skip one whose inputs it has
 * seen pass. `engine` and `sharedGlobals` are in nx.json.
 *
 * `validate` leaves environment.yaml out of its inputs, or one value would run it for every app. What environment.yaml
 * alone decides is for `fresh`, which therefore also validates: a value that never reached an overlay, a cluster of
 * another Kubernetes version.
 */
export const createNodes = [
  "{environments,examples}/*/{environment.yaml,*/kustomization.yaml}",
  (files: readonly string[], _options: unknown, { workspaceRoot }: { readonly workspaceRoot: string }) =>
    files.flatMap((file) => {
      const [parent = "", env = "", app = ""] = posix.dirname(file).split("/");
      if (app === "argocd") return [];
      const home = `${parent}/${env}`;
      const sources = readSources(workspaceRoot, `${home}/environment.yaml`);
      const project = app === "" ? environmentProject(env, home, sources) : overlayProject(app, env, home, sources);
      return [[file, { projects: { [posix.dirname(file)]: project } }] as const];
    }),
] as const;

function overlayProject(app: string, env: string, home: string, sources: readonly string[]): Project {
  const inputs = [`${home}/${app}/**/*`, `apps/${app}/base/**/*`, ...sources];
  return {
    name: `${checkName(app)}-${checkName(env)}`,
    tags: [`env:${env}`, `app:${app}`],
    targets: { validate: check(`weir validate ${env}/${app}`, inputs) },
  };
}

function environmentProject(env: string, home: string, sources: readonly string[]): Project {
  const inputs = [`${home}/**/*`, "apps/*/base/**/*", ...sources];
  return {
    name: checkName(env),
    tags: [`env:${env}`],
    targets: { fresh: check(`weir generate --check ${env} && weir validate ${env}`, inputs) },
  };
}

interface Project {
  readonly name: string;
  readonly tags: readonly string[];
  readonly targets: Readonly<Record<string, Target>>;
}

interface Target {
  readonly command: string;
  readonly cache: boolean;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

function check(command: string, files: readonly string[]): Target {
  const inputs = ["engine", "sharedGlobals", ...files.map((file) => `{workspaceRoot}/${file}`)];
  return { command, cache: true, inputs, outputs: [] };
}

/** nx hands commands to a shell, so a folder's name must be one that weir itself accepts. */
function checkName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]*$/.test(name)) return name;
  throw new Error(
    `${JSON.stringify(name)} cannot be the name of an environment or app: lower case letters, digits and hyphens.`,
  );
}
