import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { find, isOn, type SrsConfig, valueAt } from "./config.ts";
import { understands } from "./directives.ts";
import { openFilesFor } from "./open-files.ts";
import { ports } from "./ports.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** What SRS looks at before it starts, beside each directive by itself. */
export function checkStart(config: SrsConfig, version: SrsVersion, openFiles?: number): ConfigProblem[] {
  return [...checkListen(config, version), ...checkValues(config), ...checkConnections(config, version, openFiles)];
}

function checkListen(config: SrsConfig, version: SrsVersion): ConfigProblem[] {
  if (find(config, "listen") || find(config, "rtmp", "listen")) return [];
  return [
    {
      id: "srs/no-listen",
      severity: "error",
      what: "listen is missing.",
      // 7.0.64 and later check the ports that there are, and there may be none.
      why: understands(version, "rtmp")
        ? "SRS starts without RTMP: nobody can publish, and edges find nothing."
        : "SRS does not start without a port for RTMP.",
      fix: `Add listen ${ports.rtmp}.`,
    },
  ];
}

function checkValues(config: SrsConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (isOn(config, "is_full")) {
    problems.push(
      problemAt(find(config, "is_full"), {
        id: "srs/full-config",
        severity: "error",
        what: "is_full is on: this is full.conf, which lists every directive to be read about.",
        why: "SRS refuses to run with it.",
        fix: "Write a file of the directives that you need.",
      }),
    );
  }
  const interval = find(config, "heartbeat", "interval");
  if (interval && Number(interval.args[0]) < 1) {
    problems.push(
      problemAt(interval, {
        id: "srs/heartbeat-interval",
        severity: "error",
        what: `heartbeat.interval ${interval.args[0]} is below one second.`,
        why: "SRS reads whole seconds, finds none and does not start.",
        fix: "Write heartbeat.interval 10.",
      }),
    );
  }
  const network = find(config, "stats", "network");
  if (network && Number(network.args[0]) >= 1) {
    problems.push(
      problemAt(network, {
        id: "srs/stats-network",
        severity: "warning",
        what: `stats.network ${network.args[0]} asks for an address that a pod seldom has: they are counted from 0, and most pods have one.`,
        why: "SRS does not start without it.",
        fix: "Leave it out.",
      }),
    );
  }
  return problems;
}

/**
 * What SRS opens beside its connections, as it counts it itself: 128 since 5.0, its listeners, log and standard streams
 * before (`check_number_connections` of 4.0.236 and 5.0.221).
 */
function checkConnections(config: SrsConfig, version: SrsVersion, openFiles?: number): ConfigProblem[] {
  const connections = Number(valueAt(config, "max_connections") ?? 1000);
  const others = isAtLeast(version, ["5.0.0"]) ? 128 : 6 + (find(config, "listen")?.args.length ?? 0);
  if (openFiles === undefined || !(connections + others >= openFiles)) return [];
  return [
    problemAt(find(config, "max_connections"), {
      id: "srs/open-files",
      severity: "error",
      what: `max_connections ${connections} needs more than ${connections + others} open files, and the container allows ${openFiles}.`,
      why: `SRS ${formatVersion(version)} counts before it starts, and does not start.`,
      fix: `Run ulimit -S -n ${openFilesFor(connections)} before it, or lower max_connections below ${openFiles - others}.`,
    }),
  ];
}
