import type { App, Context, Rendered } from "@weir/app/app";
import { probeSettings } from "@weir/app/probe";
import type { Provider } from "@weir/app/provider";
import type { Environment } from "@weir/environment/environment";
import type { Finding } from "@weir/finding/finding";
import { isClusterScoped, type KubernetesObject } from "@weir/kubernetes/object";
import type { AppModel, Model } from "./model.ts";
import { renderBase } from "./render-base.ts";

/** The apps and the provider that an environment names, loaded. */
export interface Parts {
  readonly apps: ReadonlyMap<string, App>;
  readonly provider: Provider;
}

/** Settings to manifests for every app of an environment. Pure: the same environment gives the same model. */
export function renderEnvironment(environment: Environment, parts: Parts): Model {
  const context = contextOf(environment, parts.provider);
  const apps = Object.entries(environment.apps).map(([name, { settings, written }]): AppModel => {
    const app = appOf(parts, name);
    const render = (value: unknown) => withNamespace(app.render(value, context), environment.namespace);
    return {
      app: name,
      target: render(settings),
      base: renderBase(app),
      probes: probeSettings(app, written).map(render),
      notes: app.notes?.(settings, context) ?? [],
    };
  });
  return { environment, provider: parts.provider, apps };
}

/** What an app itself finds wrong with settings that parse, each at the line that says it. */
export function checkSettings(name: string, environment: Environment, parts: Parts): Finding[] {
  const context = contextOf(environment, parts.provider);
  const problems = appOf(parts, name).check?.(environment.apps[name]?.settings, context) ?? [];
  return problems.map(({ at, ...problem }) => ({ ...problem, where: environment.locate(["apps", name, ...at]) }));
}

function contextOf(environment: Environment, provider: Provider): Context {
  const { name, namespace, cluster, audience, addresses, apps } = environment;
  return {
    environment: name,
    namespace,
    cluster,
    provider,
    audience,
    addresses,
    apps: new Set(Object.keys(apps)),
    settingsOf: (app) => (Object.hasOwn(apps, app) ? apps[app]?.settings : undefined),
  };
}

function appOf({ apps }: Parts, name: string): App {
  const app = apps.get(name);
  if (!app) throw new Error(`the app ${name} was not loaded`);
  return app;
}

function withNamespace(rendered: Rendered, namespace: string): Rendered {
  const place = (object: KubernetesObject): KubernetesObject =>
    isClusterScoped(object) ? object : { ...object, metadata: { ...object.metadata, namespace } };
  return {
    shared: rendered.shared.map(place),
    instances: rendered.instances.map((instance) => ({ ...instance, resources: instance.resources.map(place) })),
  };
}
