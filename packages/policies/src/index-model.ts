import type { KubernetesObject } from "@weir/kubernetes/object";
import { type PodTemplate, podTemplateOf } from "@weir/kubernetes/walk";
import { type Model, objectsOf } from "@weir/render/model";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { IService } from "kubernetes-models/v1";

/** A model's objects by what policies ask for, looked up once. */
export interface ModelIndex {
  readonly model: Model;
  readonly objects: readonly Owned[];
  readonly workloads: readonly Workload[];
  readonly services: readonly Owned<KubernetesObject & IService>[];
  readonly networkPolicies: readonly Owned<KubernetesObject & INetworkPolicy>[];
  /** Names by kind: what a reference can point at. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Owned<Kind extends KubernetesObject = KubernetesObject> {
  readonly app: string;
  readonly object: Kind;
}

/** Whatever makes pods. */
export interface Workload extends Owned {
  readonly template: PodTemplate;
  readonly labels: Readonly<Record<string, string>>;
}

export function indexModel(model: Model): ModelIndex {
  const objects = model.apps.flatMap(({ app, target }) => objectsOf(target).map((object) => ({ app, object })));
  const workloads = objects.flatMap(({ app, object }): Workload[] => {
    const template = podTemplateOf(object);
    return template ? [{ app, object, template, labels: template.metadata?.labels ?? {} }] : [];
  });
  const names = new Map<string, Set<string>>();
  for (const { object } of objects) {
    const ofKind = names.get(object.kind) ?? new Set();
    names.set(object.kind, ofKind.add(object.metadata.name));
  }
  const ofKind = <Kind extends KubernetesObject>(kind: string) =>
    objects.filter((owned): owned is Owned<Kind> => owned.object.kind === kind);
  return {
    model,
    objects,
    workloads,
    services: ofKind("Service"),
    networkPolicies: ofKind("NetworkPolicy"),
    names,
  };
}
