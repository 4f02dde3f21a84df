import type { App } from "@weir/app/app";
import { renderApplication, renderRoot } from "@weir/argocd/argocd";
import { clusterJsonSchema, environmentJsonSchema, fleetJsonSchema } from "@weir/environment/json-schema";
import { formatYaml } from "@weir/kubernetes/format-yaml";
import { header } from "@weir/kubernetes/generated";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { type Files, writeBase, writeEnvironment, writeOverlay } from "@weir/kustomize/factor";
import { baseFolder } from "@weir/kustomize/layout";
import { providers } from "@weir/providers/providers";
import { type Model, objectsOf } from "@weir/render/model";
import { renderBase } from "@weir/render/render-base";
import { formatAppReadme } from "@weir/report/app-readme";
import { formatEnvironmentReadme } from "@weir/report/environment-readme";

/** Everything generated for one environment, by path from the workspace root. */
export function writeEnvironmentFiles(model: Model, apps: ReadonlyMap<string, App>): Files {
  const { directory, namespace } = model.environment;
  const files: Files = writeEnvironment(
    directory,
    model.apps.map(({ app }) => app),
  );
  for (const app of model.apps) {
    add(files, writeOverlay(app, { directory, namespace }));
    const summary = (apps.get(app.app) as App).summary;
    files.set(`${directory}/${app.app}/README.md`, markdown(formatAppReadme(model, app, summary)));
  }
  files.set(`${directory}/README.md`, markdown(formatEnvironmentReadme(model)));
  add(files, writeArgoCD(model));
  return files;
}

/** The bases that overlays stand on: one per app, the same for all environments. */
export function writeBases(apps: Iterable<App>): Files {
  const files: Files = new Map();
  for (const app of apps) add(files, writeBase(app.name, renderBase(app)));
  return files;
}

/** JSON Schemas of the files that people write, for completion and hover text in editors. */
export function writeEditorSchemas(apps: ReadonlyMap<string, App>): Files {
  const schemas = {
    environment: environmentJsonSchema(apps, providers),
    cluster: clusterJsonSchema(providers),
    fleet: fleetJsonSchema(apps, providers),
  };
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      `schemas/${name}.schema.json`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}

function writeArgoCD({ environment, apps }: Model): Files {
  const { name, directory, namespace, cluster } = environment;
  if (!cluster.argocd) return new Map();
  const deployment = {
    environment: name,
    directory,
    namespace,
    argocd: cluster.argocd,
    apps: apps.map(({ app, base, target }) => ({
      name: app,
      objects: objectsOf(target),
      // What is all an environment's to say has an empty base, which is not written.
      reads: objectsOf(base).length > 0 ? [baseFolder(app)] : [],
    })),
  };
  return new Map([
    [`${directory}/argocd/root.yaml`, documents(renderRoot(deployment))],
    ...deployment.apps.map((app): [string, string] => [
      `${directory}/argocd/applications/${app.name}.yaml`,
      documents([renderApplication(deployment, app)]),
    ]),
  ]);
}

function documents(objects: readonly KubernetesObject[]): string {
  return header + objects.map((object) => formatYaml(object)).join("---\n");
}

function markdown(text: string): string {
  return `<!-- ${header.slice(2, -1)} -->\n\n${text}`;
}

function add(files: Files, more: Files): void {
  for (const [path, content] of more) files.set(path, content);
}
