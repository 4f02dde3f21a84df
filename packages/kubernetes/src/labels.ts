/** What the recommended labels say of an object. */
export interface Identity {
  /** The server: `srs`, `nginx`. */
  readonly name: string;
  /** Its part in the topology: `edge`, `origin`. */
  readonly component: string;
  /** What it belongs to: the environment. */
  readonly partOf: string;
}

/**
 * The recommended labels, for objects and pods, never for selectors: selectors of a running workload cannot change.
 * The version is left out, since a release would touch every object that carries it.
 */
export function recommendedLabels({ name, component, partOf }: Identity): Record<string, string> {
  return {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/component": component,
    "app.kubernetes.io/part-of": partOf,
    "app.kubernetes.io/managed-by": "weir",
  };
}
