import type { Finding } from "@weir/finding/finding";
import { identify } from "@weir/kubernetes/object";
import type { Model } from "@weir/render/model";
import { indexModel } from "./index-model.ts";
import { policies } from "./policies.ts";

/** Every policy on an environment's model; a finding points at the app whose object it is about. */
export function checkModel(model: Model): Finding[] {
  const index = indexModel(model);
  return policies.flatMap(({ id, severity, why, remedy, check }) =>
    check(index).map(({ app, object, what, fix }) => ({
      id,
      severity,
      where: model.environment.locate(["apps", app]),
      what: `${app}: ${identify(object)} ${what}`,
      why,
      fix: fix ?? remedy,
    })),
  );
}
