/**
 * The soft limit of open files that a server needs before it starts, for `ulimit -n` in the container's command: a
 * container runtime may give 1024. The server refuses to start unless the limit is above max_connections + 128, and
 * asks for this much in its message (srs_app_config.cpp `check_number_connections`, 4.0 to 6.0).
 */
export function openFilesFor(maxConnections: number): number {
  return Math.max(10_000, maxConnections * 10);
}
