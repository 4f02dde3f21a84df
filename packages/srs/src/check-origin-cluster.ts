import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn, type SrsConfig, valueAt } from "./config.ts";
import { ports } from "./ports.ts";
import { formatVersion, type SrsVersion } from "./versions.ts";

/** Whether the origins of a vhost with `origin_cluster on` will find each other. */
export function checkOriginCluster(config: SrsConfig, vhost: Directive, version: SrsVersion): ConfigProblem[] {
  const inside = vhost.block ?? [];
  const on = find(inside, "cluster", "origin_cluster");
  const coworkers = find(inside, "cluster", "coworkers");
  if (on?.args[0] !== "on") return coworkers ? [unused(coworkers)] : [];
  return [
    ...checkCoworkers(config, coworkers, on),
    ...checkApi(config, on),
    ...checkFlv(inside),
    ...checkRetired(on, version),
  ];
}

function checkCoworkers(config: SrsConfig, coworkers: Directive | undefined, on: Directive): ConfigProblem[] {
  const apiPort = portOf(valueAt(config, "http_api", "listen") ?? `${ports.api}`);
  if (!coworkers) {
    return [
      problemAt(on, {
        id: "srs/no-coworkers",
        severity: "error",
        what: "origin_cluster is on and there are no coworkers.",
        why: "No origin finds a stream of another one: a viewer who reaches the wrong one gets nothing.",
        fix: `Add coworkers HOST:${apiPort} …`,
      }),
    ];
  }
  return coworkers.args.flatMap((coworker) => {
    const port = coworker.includes(":") ? portOf(coworker) : undefined;
    if (port === apiPort) return [];
    return problemAt(coworkers, {
      id: "srs/peer-port",
      severity: "error",
      what:
        port === undefined
          ? `coworker ${coworker} has no port, so SRS asks port 80.`
          : `coworker ${coworker} names port ${port}, and the API of the origins is on ${apiPort}.`,
      why: "The origins never find each other: a viewer who reaches the wrong one gets nothing.",
      fix: `Write ${coworker.replace(/:.*$/, "")}:${apiPort}.`,
    });
  });
}

function unused(coworkers: Directive): ConfigProblem {
  return problemAt(coworkers, {
    id: "srs/unused-coworkers",
    severity: "warning",
    what: "cluster has coworkers, and origin_cluster is not on.",
    why: "This origin asks none of them: a viewer who reaches the wrong one gets nothing.",
    fix: "Write origin_cluster on, or leave coworkers out.",
  });
}

/** Only RTMP is redirected to the origin that has a stream. */
function checkFlv(inside: readonly Directive[]): ConfigProblem[] {
  if (!isOn(inside, "http_remux", "enabled")) return [];
  return [
    problemAt(find(inside, "http_remux"), {
      id: "srs/origin-cluster-flv",
      severity: "warning",
      what: "http_remux is on in an origin cluster.",
      why: "HTTP-FLV is not sent on to the coworker that has the stream: most viewers wait and see nothing.",
      fix: "Play HTTP-FLV from edges, and leave http_remux out here.",
    }),
  ];
}

function checkApi(config: SrsConfig, on: Directive): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (!isOn(config, "http_api", "enabled")) {
    problems.push(
      problemAt(find(config, "http_api") ?? on, {
        id: "srs/origin-cluster-api",
        severity: "error",
        what: "origin_cluster is on and http_api is not.",
        why: "Origins ask each other for streams over the API: without it they never find each other.",
        fix: `Turn http_api on, at ${ports.api}.`,
      }),
    );
  }
  if (isOn(config, "http_api", "auth", "enabled")) {
    problems.push(
      problemAt(find(config, "http_api", "auth"), {
        id: "srs/origin-cluster-auth",
        severity: "error",
        what: "http_api.auth is on in an origin cluster.",
        why: "Coworkers ask without a password and are refused: the origins never find each other.",
        fix: "Turn auth off and keep the API inside the cluster by a NetworkPolicy.",
      }),
    );
  }
  return problems;
}

function checkRetired(on: Directive, version: SrsVersion): ConfigProblem[] {
  if (version.major < 7) return [];
  return [
    problemAt(on, {
      id: "srs/origin-cluster-retired",
      severity: "warning",
      what: `SRS ${formatVersion(version)} still reads origin_cluster; its documentation calls it legacy.`,
      fix: "Stay on SRS 6, or move to the proxy that SRS 7 has in its place.",
    }),
  ];
}

function portOf(endpoint: string): string {
  return endpoint.slice(endpoint.lastIndexOf(":") + 1);
}
