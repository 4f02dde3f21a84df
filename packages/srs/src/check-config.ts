import { type ConfigProblem, checkDirectives, problemAt } from "./check-directives.ts";
import { checkOriginCluster } from "./check-origin-cluster.ts";
import { type Directive, find, type SrsConfig, valueAt } from "./config.ts";
import { understands } from "./directives.ts";
import { ports } from "./ports.ts";
import { formatVersion, type SrsVersion } from "./versions.ts";

/**
 * What is wrong with a configuration for an exact version in a container: what the server itself refuses
 * (`check_normal_config`), and what it accepts and viewers suffer from.
 *
 * @param options.reload whether a changed file must take effect without a restart
 */
export function checkConfig(config: SrsConfig, version: SrsVersion, { reload = false } = {}): ConfigProblem[] {
  return [
    ...checkDirectives(config, version),
    ...checkProcess(config),
    ...checkReload(config, version, reload),
    ...vhostsOf(config).flatMap((vhost) => [
      ...checkEdge(vhost),
      ...checkOriginCluster(config, vhost, version),
      ...checkHls(vhost),
    ]),
  ];
}

function vhostsOf(config: SrsConfig): Directive[] {
  return config.filter(({ name }) => name === "vhost");
}

function checkProcess(config: SrsConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (!find(config, "listen") && !find(config, "rtmp", "listen")) {
    problems.push({
      id: "srs/no-listen",
      severity: "error",
      what: "listen is missing.",
      why: "SRS does not start without a port for RTMP.",
      fix: `Add listen ${ports.rtmp}.`,
    });
  }
  if (valueAt(config, "daemon") !== "off") {
    problems.push(
      problemAt(find(config, "daemon") ?? {}, {
        id: "srs/daemon-in-container",
        severity: "error",
        what: "daemon is not off.",
        why: "SRS then goes to the background, the container's first process ends, and the pod restarts for ever.",
        fix: "Write daemon off.",
      }),
    );
  }
  if (valueAt(config, "srs_log_tank") !== "console") {
    problems.push(
      problemAt(find(config, "srs_log_tank") ?? {}, {
        id: "srs/log-to-file",
        severity: "error",
        what: "srs_log_tank is not console.",
        why: "Logs grow in objs/srs.log until the disk is full, and kubectl logs shows nothing.",
        fix: "Write srs_log_tank console.",
      }),
    );
  }
  const waits = find(config, "grace_start_wait") ?? find(config, "grace_final_wait");
  if (waits && valueAt(config, "force_grace_quit") !== "on") {
    problems.push(
      problemAt(waits, {
        id: "srs/force-grace-quit",
        severity: "error",
        what: `${waits.name} is set and force_grace_quit is not on.`,
        why: "Kubernetes stops a pod by SIGTERM, at which SRS then quits at once and cuts everybody.",
        fix: "Write force_grace_quit on.",
      }),
    );
  }
  return problems;
}

function checkReload(config: SrsConfig, version: SrsVersion, reload: boolean): ConfigProblem[] {
  const directive = find(config, "inotify_auto_reload");
  const on = directive?.args[0] === "on";
  if ((on || reload) && version.major >= 7) {
    return [
      problemAt(directive ?? {}, {
        id: "srs/no-reload",
        severity: "error",
        what: `SRS ${formatVersion(version)} cannot be counted on to reload: version 7 removed most of it.`,
        why: "Running servers would keep the old configuration, and nothing would say so.",
        fix: "Use SRS 6, or let a changed file restart the pods.",
      }),
    ];
  }
  if (!reload || on) return [];
  return [
    problemAt(directive ?? {}, {
      id: "srs/auto-reload",
      severity: "error",
      what: "inotify_auto_reload is not on.",
      why: "SRS watches its file unasked only where it finds Docker, which it does not under containerd: a change would never arrive.",
      fix: understands(version, "inotify_auto_reload")
        ? "Write inotify_auto_reload on."
        : "Use 3.0.129, 4.0.16 or later, which have it.",
    }),
  ];
}

function checkEdge(vhost: Directive): ConfigProblem[] {
  const inside = vhost.block ?? [];
  const mode = find(inside, "cluster", "mode");
  if (mode?.args[0] !== "remote") return [];
  const problems: ConfigProblem[] = [];
  if (!find(inside, "cluster", "origin")) {
    problems.push(
      problemAt(mode, {
        id: "srs/edge-origin",
        severity: "error",
        what: "mode is remote and there is no origin.",
        why: "The edge has nowhere to fetch a stream: every viewer gets nothing.",
        fix: `Add origin HOST:${ports.rtmp}.`,
      }),
    );
  }
  const hls = find(inside, "hls");
  if (hls && valueAt(inside, "hls", "enabled") === "on") {
    problems.push(
      problemAt(hls, {
        id: "srs/edge-hls",
        severity: "error",
        what: "hls is on in an edge.",
        why: "Edges serve RTMP and HTTP-FLV; an HLS player would get no playlist.",
        fix: "Make HLS on the origin.",
      }),
    );
  }
  return problems;
}

function checkHls(vhost: Directive): ConfigProblem[] {
  const inside = vhost.block ?? [];
  const fragment = Number(valueAt(inside, "hls", "hls_fragment"));
  const window = find(inside, "hls", "hls_window");
  if (!window || !(Number(window.args[0]) < 3 * fragment)) return [];
  return [
    problemAt(window, {
      id: "srs/hls-window",
      severity: "warning",
      what: `hls_window ${window.args[0]} holds fewer than three segments of ${fragment} seconds.`,
      why: "Players begin three segments behind the end: they stall, or ask for segments that are gone.",
      fix: `Write hls_window ${3 * fragment} or more.`,
    }),
  ];
}
