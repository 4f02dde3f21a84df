/** What one app makes and others name: written here once, because each side alone would still render. */
export const xiuNames = {
  /** The label `app` on the origin's pods: edges dial it. */
  origin: "xiu",
  /** The label `app` on the pods of edges: the origin lets them in. */
  edge: "xiu-edge",
  /** The origin's ConfigMap, as the article calls it. */
  configMap: "xiu-node-configmap",
} as const;

/** The stage of an environment, which names of xiu's objects carry: `prod` of `xiu-prod`. */
export function stageOf(environment: string): string {
  return environment.replace(/^xiu-(?=.)/, "");
}

/** What the names of the origin's objects begin with: `xiu-prod-`. */
export function originPrefix(environment: string): string {
  return `xiu-${stageOf(environment)}-`;
}

/** What the names of an edge's objects begin with: `xiu-prod-edge-`. */
export function edgePrefix(environment: string): string {
  return `${originPrefix(environment)}edge-`;
}

/** The Service that edges and nginx fetch from; inside the cluster. */
export function originService(environment: string): string {
  return `${originPrefix(environment)}service`;
}
