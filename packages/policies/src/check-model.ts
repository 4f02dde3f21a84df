import type { Finding } from "@weir/finding/finding";
import { identify } from "@weir/kubernetes/object";
import type { Model } from "@weir/render/model";
import { indexModel } from "./index-model.ts";
import { policies } from "./policies.ts";

/**
 * Every policy on an environment's model; a finding points at the app whose object it is about, or at a setting of it.
 *
 * @param faulty apps that found mistakes in their own settings: what they make of those is not worth a finding of its own
 */
export function checkModel(model: Model, faulty: ReadonlySet<string> = new Set()): Finding[] {
  const index = indexModel(model);
  return policies.flatMap(({ id, severity, why, remedy, check }) =>
    check(index)
      .filter(({ app }) => !faulty.has(app))
      .map(({ app, object, what, fix, at = [] }) => ({
        id,
        severity,
        where: model.environment.locate(["apps", app, ...at]),
        what: `${app}: ${identify(object)} ${what}`,
        why,
        fix: fix ?? remedy,
      })),
  );
}
