import type { App } from "@weir/app/app";
import { checkArgoCD } from "@weir/argocd/check-argocd";
import type { Environment } from "@weir/environment/environment";
import type { Folder } from "@weir/environment/folder";
import { loadEnvironment } from "@weir/environment/load-environment";
import { distinctFindings, type Finding, FindingsError } from "@weir/finding/finding";
import { checkModel } from "@weir/policies/check-model";
import { providers } from "@weir/providers/providers";
import type { Model } from "@weir/render/model";
import { checkSettings, type Parts, renderEnvironment } from "@weir/render/render-environment";
import { loadRegistry } from "./registry.ts";

/** An environment as far as no other program is needed for it: loaded, rendered and checked. */
export interface RenderedEnvironment {
  readonly environment: Environment;
  readonly model: Model;
  /** The apps that it names. */
  readonly apps: ReadonlyMap<string, App>;
  /** The findings that do not stop it. */
  readonly warnings: readonly Finding[];
}

/**
 * Loads, renders and checks environments; every one of them is looked at before anything is said.
 *
 * @throws {FindingsError} with all findings of all environments when one of them is an error
 */
export async function renderEnvironments(root: string, folders: readonly Folder[]): Promise<RenderedEnvironment[]> {
  const registry = loadRegistry();
  const rendered: RenderedEnvironment[] = [];
  const findings: Finding[] = [];
  for (const { directory } of folders) {
    try {
      const environment = await loadEnvironment(root, directory, { apps: registry, providers });
      const parts = await loadParts(environment, registry);
      const model = renderEnvironment(environment, parts);
      const { argocd } = environment.cluster;
      const own = [...parts.apps.keys()].map((app) => ({ app, findings: checkSettings(app, environment, parts) }));
      const faulty = own.filter(({ findings }) => findings.some(isError)).map(({ app }) => app);
      const warnings = [
        ...(argocd ? checkArgoCD(environment, argocd, environment.locate) : []),
        ...own.flatMap(({ findings }) => findings),
        ...checkModel(model, new Set(faulty)),
      ];
      rendered.push({ environment, model, apps: parts.apps, warnings });
      findings.push(...warnings);
    } catch (error) {
      if (!(error instanceof FindingsError)) throw error;
      findings.push(...error.findings);
    }
  }
  if (findings.some(isError)) throw new FindingsError(distinctFindings(findings));
  return rendered;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

async function loadParts(environment: Environment, registry: ReadonlyMap<string, () => Promise<App>>): Promise<Parts> {
  const names = Object.keys(environment.apps);
  const apps = await Promise.all(names.map(async (name) => [name, await registry.get(name)?.()] as const));
  return {
    apps: new Map(apps.flatMap(([name, app]) => (app ? [[name, app] as const] : []))),
    provider: providers[environment.cluster.provider] as Parts["provider"],
  };
}
