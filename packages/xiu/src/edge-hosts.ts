import { edgePrefix } from "./names.ts";

/** The Service before all edges of an environment. */
export function edgeService(environment: string): string {
  return `${edgePrefix(environment)}service`;
}

/** The StatefulSet of edges that streams are pushed to; its pods are called after it: `xiu-prod-edge-0`. */
export function edgeSet(environment: string): string {
  return edgePrefix(environment).slice(0, -1);
}

/** The headless Service that gives each of those pods a host name. */
export function edgePods(environment: string): string {
  return `${edgePrefix(environment)}pods`;
}

/** The host names of those pods: `xiu-prod-edge-0.xiu-prod-edge-pods`. */
export function edgeHosts(environment: string, replicas: number): string[] {
  const [set, pods] = [edgeSet(environment), edgePods(environment)];
  return Array.from({ length: replicas }, (_, number) => `${set}-${number}.${pods}`);
}
