/**
 * The share of new connections, 0 to 1, that a track gets: its ready pods of all ready pods, as a Service spreads them.
 * Connections that are open already stay where they are, whatever the share becomes.
 */
export function shareOf(pods: number, allPods: number): number {
  return allPods === 0 ? 0 : pods / allPods;
}
