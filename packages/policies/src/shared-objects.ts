import { identify, type KubernetesObject } from "@weir/kubernetes/object";
import type { ModelIndex } from "./index-model.ts";

/** What two apps both make. */
export interface SharedObjects {
  /** The later one. */
  readonly app: string;
  readonly owner: string;
  readonly objects: readonly KubernetesObject[];
}

/** Every pair of apps that make one object or more under the same name. */
export function sharedObjectsOf({ objects }: Pick<ModelIndex, "objects">): SharedObjects[] {
  const owners = new Map<string, string>();
  const shared = objects.flatMap(({ app, object }) => {
    const id = identify(object);
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, app);
    return owner === undefined ? [] : [{ app, owner, object }];
  });
  return [...Map.groupBy(shared, ({ app, owner }) => JSON.stringify([app, owner])).values()].flatMap((pair) => {
    const [first] = pair;
    return first ? [{ app: first.app, owner: first.owner, objects: pair.map(({ object }) => object) }] : [];
  });
}
