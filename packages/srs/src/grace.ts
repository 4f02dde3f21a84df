import type { Problem } from "@weir/finding/finding";
import { understands } from "./directives.ts";
import { formatVersion, type SrsVersion } from "./versions.ts";

/** How a pod leaves without cutting the people on it. */
export interface Grace {
  /** Seconds between the pod's leaving the Service and SIGTERM: load balancers deregister slower than pods stop. */
  readonly preStop: number;
  /** Milliseconds; undefined where the version has no such wait. New connections are still taken. */
  readonly startWait: number | undefined;
  /** Milliseconds, after the last connection left; undefined where the version has no such wait. */
  readonly finalWait: number | undefined;
  /** Seconds from the pod's deletion until Kubernetes kills what is left. */
  readonly terminationGracePeriodSeconds: number;
}

const preStop = 5;
/** The server's own (srs_app_config.cpp `get_grace_start_wait`, `get_grace_final_wait`); the article's 700 is too short. */
const startWait = 2300;
const finalWait = 3200;

/**
 * The waits of a drain.
 *
 * @param drain seconds that a session is given to end by itself
 */
export function planGrace(drain: number, version: SrsVersion): Grace {
  const waits = {
    startWait: understands(version, "grace_start_wait") ? startWait : undefined,
    finalWait: understands(version, "grace_final_wait") ? finalWait : undefined,
  };
  const waiting = ((waits.startWait ?? 0) + (waits.finalWait ?? 0)) / 1000;
  return { preStop, ...waits, terminationGracePeriodSeconds: Math.ceil(preStop + waiting + drain) };
}

/** A version that ends at SIGTERM, whatever it was told, cannot be drained. */
export function checkGrace(version: SrsVersion): Problem[] {
  if (understands(version, "force_grace_quit")) return [];
  return [
    {
      id: "srs/no-graceful-quit",
      severity: "error",
      what: `SRS ${formatVersion(version)} cannot drain: it has no force_grace_quit and stops at SIGTERM.`,
      why: "Every release and every node that is drained cuts all viewers of the pod.",
      fix: "Use 3.0.120, 4.0.5 or later.",
    },
  ];
}
