import type { SettingProblem } from "@weir/finding/finding";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { ZodType } from "zod";
import type { Audience, Cluster } from "./context.ts";
import type { Provider } from "./provider.ts";

/**
 * One deployable, in apps/<name>/app.ts. An app author writes `render`; the base, the overlays and the patches
 * are computed from what it returns.
 */
export interface App<Settings = unknown> {
  /** Its folder under apps/ and its key in environment.yaml. */
  readonly name: string;
  /** One sentence for people: what it is and what it gives viewers or publishers. */
  readonly summary: string;
  /** What environment.yaml may say about it; parsing gives `Settings`. */
  readonly settings: ZodType<Settings>;
  /** The smallest valid settings with every option off, as a person would write them: what apps/<name>/base holds. */
  readonly base: unknown;
  /** Settings to manifests. Pure: no clock, no randomness, no file or network access. Never throws on parsed settings. */
  readonly render: (settings: Settings, context: Context) => Rendered;
  /** What is wrong with settings that parse. Paths start at the app's own key. */
  readonly check?: (settings: Settings, context: Context) => SettingProblem[];
  /** What whoever runs these settings should know, a sentence each, for the overlay's README: how many it holds. */
  readonly notes?: (settings: Settings, context: Context) => string[];
}

/** Identity with a type: infers `Settings` for an app's `render` and `check` from its schema. */
export function defineApp<Settings>(app: App<Settings>): App<Settings> {
  return app;
}

/** What an app may know beside its own settings. */
export interface Context {
  /** The environment's folder name: `srs-prod`. */
  readonly environment: string;
  readonly namespace: string;
  /** Of a base, none in particular: it has no Kubernetes version, so an overlay always states its own. */
  readonly cluster: Omit<Cluster, "kubernetes"> & { readonly kubernetes: string | undefined };
  readonly provider: Provider;
  readonly audience: Audience | undefined;
  /** Named public addresses of the environment; each as the provider's `address` schema parsed it. */
  readonly addresses: Readonly<Record<string, unknown>>;
  /** The names of all apps of the environment, this one included. */
  readonly apps: ReadonlySet<string>;
  /** What another app of the environment parsed to, undefined for one that is not there: only for what no server finds out itself. */
  readonly settingsOf: (app: string) => unknown;
}

/**
 * All manifests of one app with their final names, without a namespace on them (the environment's is added to
 * every namespaced object). ConfigMaps are made by `configMap` of @weir/kubernetes/config-map, which knows the
 * name that kustomize will give them.
 */
export interface Rendered {
  /** What exists once, whatever the tracks: Service, NetworkPolicy, ServiceAccount … All of it, for an app without instances. */
  readonly shared: readonly KubernetesObject[];
  /** One per track or numbered origin, each of the same kinds; empty for an app without instances. */
  readonly instances: readonly Instance[];
}

export interface Instance {
  /** The instance's folder in an overlay: the track (`r5`), the number (`0`), or `""` for an app with tracks that uses none. */
  readonly name: string;
  /** What every object name of the instance begins with: `srs-edge-r5-`; the rest is the role (`deploy`, `config`, `pdb`). */
  readonly prefix: string;
  /** Labels that tell this instance from the others (`run: srs-edge-r5`): on its objects, its pods and their selectors. */
  readonly labels: Readonly<Record<string, string>>;
  readonly resources: readonly KubernetesObject[];
}
