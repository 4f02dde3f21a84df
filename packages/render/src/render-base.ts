import type { App, Context, Rendered } from "@weir/app/app";
import type { Provider } from "@weir/app/provider";

const cache = new WeakMap<App, Rendered>();

/**
 * What apps/<app>/base holds. It knows no environment: its settings are the app's `base`, its cluster is none in
 * particular, so whatever an environment decides shows in the environment's overlay.
 */
export function renderBase(app: App): Rendered {
  let rendered = cache.get(app);
  if (!rendered) {
    rendered = app.render(app.settings.parse(app.base), contextOfBase(app.name));
    cache.set(app, rendered);
  }
  return rendered;
}

function contextOfBase(app: string): Context {
  return {
    environment: "base",
    namespace: "base",
    cluster: {
      name: "base",
      provider: noProvider.name,
      region: undefined,
      kubernetes: undefined,
      nodes: undefined,
      argocd: undefined,
    },
    provider: noProvider,
    audience: undefined,
    addresses: {},
    apps: new Set([app]),
    settingsOf: () => undefined,
  };
}

/** Services stay inside the cluster and storage comes from nowhere: both are an environment's to say. */
const noProvider: Provider = {
  name: "base",
  get address(): never {
    throw new Error("a base has no addresses");
  },
  expose: () => ({ type: "ClusterIP", annotations: {}, spec: {} }),
  sharedVolume: () => {
    throw new Error("a base names no storage");
  },
  loadBalancer: () => undefined,
};
