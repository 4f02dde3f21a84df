import type { Rendered } from "@weir/app/app";
import type { Provider } from "@weir/app/provider";
import type { Environment } from "@weir/environment/environment";
import type { KubernetesObject } from "@weir/kubernetes/object";

/** Everything that one environment will run, as plain manifests with final names and namespaces. */
export interface Model {
  readonly environment: Environment;
  readonly provider: Provider;
  readonly apps: readonly AppModel[];
}

export interface AppModel {
  readonly app: string;
  /** What the environment asks for. */
  readonly target: Rendered;
  /** What apps/<app>/base holds: the same app with its smallest settings, without a namespace. */
  readonly base: Rendered;
  /**
   * Renderings for each setting that somebody wrote, with that setting changed and nothing else. A field that differs
   * between `target` and one of them is the written setting's own, and overlays state it even where it equals the base.
   */
  readonly probes: readonly Rendered[];
  /** What the app says about these settings, a sentence each. */
  readonly notes: readonly string[];
}

/** All objects of a rendering, shared ones first. */
export function objectsOf(rendered: Rendered): KubernetesObject[] {
  return [...rendered.shared, ...rendered.instances.flatMap((instance) => instance.resources)];
}
