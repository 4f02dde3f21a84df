import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn, type SrsConfig, valueAt } from "./config.ts";
import { understands } from "./directives.ts";
import { readEndpoint } from "./forms.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** Ports that collide, and what TLS needs before it listens. */
export function checkListeners(config: SrsConfig, version: SrsVersion): ConfigProblem[] {
  return [
    ...checkSamePort(config, version),
    ...checkPair(config, version),
    ...["http_api", "http_server"].flatMap((server) => checkHttps(config, server, version)),
    ...checkCertificate(config, ["rtmps"]),
  ];
}

interface Listener {
  readonly title: string;
  readonly directive: Directive | undefined;
  readonly host: string;
  readonly port: number;
}

/** TCP listeners that a server opens, with the port it takes when none is stated. */
const listeners: readonly (readonly [path: readonly string[], port?: number])[] = [
  [[]],
  [["rtmp"]],
  [["rtmps"], 1443],
  [["http_api"], 1985],
  [["http_api", "https"], 1990],
  [["http_server"], 8080],
  [["http_server", "https"], 8088],
  [["exporter"], 9972],
  [["rtsp_server"], 554],
];

function listenersOf(config: SrsConfig, version: SrsVersion): Listener[] {
  return listeners.flatMap(([path, port]) => {
    if (!understands(version, ...path) || (port !== undefined && !isOn(config, ...path, "enabled"))) return [];
    const directive = find(config, ...path, "listen");
    const endpoints = directive?.args ?? (port === undefined ? [] : [`${port}`]);
    const title = [...path, "listen"].join(".");
    return endpoints.flatMap((endpoint) => {
      const read = readEndpoint(endpoint);
      return read ? [{ title, directive: directive ?? find(config, ...path), ...read }] : [];
    });
  });
}

/** "HTTP: Support merging api to server" (5.0.47). */
function mergesHttp(version: SrsVersion): boolean {
  return isAtLeast(version, ["5.0.47"]);
}

function checkSamePort(config: SrsConfig, version: SrsVersion): ConfigProblem[] {
  const all = listenersOf(config, version);
  return all.flatMap((listener, index) => {
    const other = all.slice(0, index).find((earlier) => collide(earlier, listener, version));
    if (!other) return [];
    return [
      problemAt(listener.directive, {
        id: "srs/same-port",
        severity: "error",
        what: `${listener.title} and ${other.title} are both ${listener.port}.`,
        why: `SRS ${formatVersion(version)} cannot open a port twice and does not start.`,
        fix: "Give each its own port.",
      }),
    ];
  });
}

function collide(a: Listener, b: Listener, version: SrsVersion): boolean {
  if (a.port !== b.port || !meet(a.host, b.host)) return false;
  const pair = [a.title, b.title].join();
  const merged =
    pair === "http_api.listen,http_server.listen" || pair === "http_api.https.listen,http_server.https.listen";
  return !(merged && mergesHttp(version));
}

function meet(a: string, b: string): boolean {
  const everywhere = ["", "0.0.0.0", "[::]"];
  return a === b || everywhere.includes(a) || everywhere.includes(b);
}

/** HTTP's API and server merge with both their ports or with none (`check_normal_config`, on or off). */
function checkPair(config: SrsConfig, version: SrsVersion): ConfigProblem[] {
  if (!mergesHttp(version)) return [];
  const api = valueAt(config, "http_api", "listen") ?? "1985";
  const server = valueAt(config, "http_server", "listen") ?? "8080";
  const serverTls = valueAt(config, "http_server", "https", "listen") ?? "8088";
  const apiTls = valueAt(config, "http_api", "https", "listen") ?? (api === server ? serverTls : "1990");
  if ((api === server) === (apiTls === serverTls)) return [];
  const [same, port, differ] = api === server ? ["HTTP", api, "HTTPS"] : ["HTTPS", apiTls, "HTTP"];
  return [
    problemAt(find(config, "http_api", "https", "listen") ?? find(config, "http_api", "listen"), {
      id: "srs/http-pair",
      severity: "error",
      what: `http_api and http_server share port ${port} for ${same}, and not their port for ${differ}.`,
      why: "SRS merges both or neither, and does not start.",
      fix: `Give them the same port for ${differ}, or different ones for ${same}.`,
    }),
  ];
}

function checkHttps(config: SrsConfig, server: string, version: SrsVersion): ConfigProblem[] {
  if (!isOn(config, server, "https", "enabled")) return [];
  const problems: ConfigProblem[] = [];
  if (!isOn(config, server, "enabled")) {
    problems.push(
      problemAt(find(config, server, "https"), {
        id: "srs/https-without-http",
        severity: "error",
        what: `${server}.https is on and ${server} is not.`,
        why: "SRS does not start: HTTPS is a second door of the same server.",
        fix: `Turn ${server} on.`,
      }),
    );
  }
  // Before 6.0.137 the API shows http_server's certificate: its own key and cert are reported as without effect.
  const certificate = server === "http_api" && !isAtLeast(version, ["6.0.137"]) ? "http_server" : server;
  return [...problems, ...checkCertificate(config, [server, "https"], [certificate, "https"])];
}

/** @param from the block whose key and certificate it takes */
function checkCertificate(config: SrsConfig, path: readonly string[], from = path): ConfigProblem[] {
  const missing = ["key", "cert"].filter((name) => !find(config, ...from, name));
  if (!isOn(config, ...path, "enabled") || missing.length === 0) return [];
  return [
    problemAt(find(config, ...path), {
      id: "srs/no-certificate",
      severity: "error",
      what: `${path.join(".")} is on without ${missing.map((name) => [...from, name].join(".")).join(" and ")}.`,
      why: "SRS takes the test certificate of its image, which every player refuses, or finds none.",
      fix: `Write ${missing.map((name) => `${name} FILE`).join(" and ")} in ${from.join(".")}.`,
    }),
  ];
}
