import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { find, isOn, type SrsConfig, valueAt } from "./config.ts";
import { understands } from "./directives.ts";
import type { SrsVersion } from "./versions.ts";

/** SRS as the first process of a container: in the foreground, heard, and able to leave. */
export function checkProcess(config: SrsConfig, version: SrsVersion): ConfigProblem[] {
  return [...checkForeground(config, version), ...checkGrace(config)];
}

/** Told that it is in Docker, SRS stays in the foreground and logs to the console unasked. */
function knowsItsContainer(config: SrsConfig, version: SrsVersion): boolean {
  return isOn(config, "in_docker") && understands(version, "in_docker");
}

function checkForeground(config: SrsConfig, version: SrsVersion): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const unasked = knowsItsContainer(config, version);
  const daemon = find(config, "daemon");
  if (daemon?.args[0] !== "off" && !(unasked && !isOff(config, "disable_daemon_for_docker"))) {
    problems.push(
      problemAt(daemon, {
        id: "srs/daemon-in-container",
        severity: "error",
        what: "daemon is not off.",
        why: "SRS then goes to the background, the container's first process ends, and the pod restarts for ever.",
        fix: "Write daemon off.",
      }),
    );
  }
  const asprocess = find(config, "asprocess");
  if (asprocess?.args[0] === "on" && daemon?.args[0] !== "off") {
    problems.push(
      problemAt(asprocess, {
        id: "srs/daemon-asprocess",
        severity: "error",
        what: "asprocess is on and daemon is not off.",
        why: "SRS does not start: it cannot end with a parent that it leaves behind.",
        fix: "Write daemon off.",
      }),
    );
  }
  const tank = find(config, "srs_log_tank");
  if (tank?.args[0] !== "console" && !(unasked && !tank)) {
    problems.push(
      problemAt(tank, {
        id: "srs/log-to-file",
        severity: "error",
        what: "srs_log_tank is not console.",
        why: "Logs grow in objs/srs.log until the disk is full, and kubectl logs shows nothing.",
        fix: "Write srs_log_tank console.",
      }),
    );
  }
  return problems;
}

/** The server's own wait before it closes its ports (`get_grace_start_wait`); load balancers deregister slower than less. */
const leastStartWait = 2300;

function checkGrace(config: SrsConfig): ConfigProblem[] {
  const start = find(config, "grace_start_wait");
  const waits = start ?? find(config, "grace_final_wait");
  if (waits && !isOn(config, "force_grace_quit")) {
    return [
      problemAt(waits, {
        id: "srs/force-grace-quit",
        severity: "error",
        what: `${waits.name} is set and force_grace_quit is not on.`,
        why: "Kubernetes stops a pod by SIGTERM, at which SRS then quits at once and cuts everybody.",
        fix: "Write force_grace_quit on.",
      }),
    ];
  }
  if (!start || !(Number(start.args[0]) < leastStartWait)) return [];
  return [
    problemAt(start, {
      id: "srs/short-grace",
      severity: "warning",
      what: `grace_start_wait ${start.args[0]} closes the ports after ${start.args[0]} milliseconds.`,
      why: "Load balancers still send viewers for seconds after a pod begins to leave, and these would be refused.",
      fix: `Write grace_start_wait ${leastStartWait} or more.`,
    }),
  ];
}

function isOff(config: SrsConfig, ...path: string[]): boolean {
  return valueAt(config, ...path) === "off";
}
