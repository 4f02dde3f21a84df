import type { Path, Severity } from "@weir/finding/finding";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { ModelIndex } from "./index-model.ts";

/** One rule about a whole environment's manifests: what no schema can see because it takes two objects to see it. */
export interface Policy {
  /** `family/name`, as the file is called; findings and exceptions name it. */
  readonly id: string;
  /** The rule in one sentence. */
  readonly title: string;
  /** What viewers or publishers feel where it is broken. */
  readonly why: string;
  /** What to do, in general; a violation may know better. */
  readonly remedy: string;
  readonly severity: Severity;
  /** Never changes what it looks at. */
  readonly check: (index: ModelIndex) => Violation[];
}

export interface Violation {
  readonly app: string;
  readonly object: KubernetesObject;
  /** The facts of this case, after the object's name: `selects no pod: app=srs-edge.` */
  readonly what: string;
  readonly fix?: string;
  /** The setting to look at, from the app's key; left out, the app. */
  readonly at?: Path | undefined;
}
