import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, type SrsConfig, valueAt } from "./config.ts";
import { ports } from "./ports.ts";
import { formatVersion, type SrsVersion } from "./versions.ts";

/** Whether the origins of a vhost with `origin_cluster on` will find each other. */
export function checkOriginCluster(config: SrsConfig, vhost: Directive, version: SrsVersion): ConfigProblem[] {
  const inside = vhost.block ?? [];
  const on = find(inside, "cluster", "origin_cluster");
  if (on?.args[0] !== "on") return [];
  return [
    ...checkCoworkers(config, find(inside, "cluster", "coworkers"), on),
    ...checkApi(config, on),
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

function checkApi(config: SrsConfig, on: Directive): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (valueAt(config, "http_api", "enabled") !== "on") {
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
  const auth = find(config, "http_api", "auth");
  if (auth && valueAt(config, "http_api", "auth", "enabled") === "on") {
    problems.push(
      problemAt(auth, {
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
