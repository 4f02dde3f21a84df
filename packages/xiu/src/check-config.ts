import type { Path } from "@weir/finding/finding";
import type { ConfigProblem } from "./check-keys.ts";
import type { Auth, XiuConfig } from "./config.ts";
import { ports } from "./ports.ts";
import { isAtLeast, type XiuVersion } from "./versions.ts";

/**
 * What xiu accepts in a container and then does wrong. Each was seen with 0.14.0, or read in its source.
 *
 * @param config without `authsecret` where the pod puts it together from a Secret
 */
export function checkConfig(config: XiuConfig, version: XiuVersion): ConfigProblem[] {
  return [
    ...checkPorts(config),
    ...checkLog(config),
    ...checkHls(config, version),
    ...checkPush(config),
    ...checkSecrets(config),
  ];
}

function error(id: string, at: Path, what: string, why: string, fix: string): ConfigProblem {
  return { id, severity: "error", at, what, why, fix };
}

/** The ports it listens on, by table: without [httpapi] there is still the API. */
export function portsOf(config: XiuConfig): { readonly table: keyof XiuConfig; readonly port: number }[] {
  const tables = ["rtmp", "httpflv", "hls", "rtsp", "webrtc"] as const;
  const listeners = tables.flatMap((table) => {
    const listener = config[table];
    return listener?.enabled ? [{ table, port: listener.port }] : [];
  });
  return [...listeners, { table: "httpapi", port: config.httpapi?.port ?? ports.api }];
}

function checkPorts(config: XiuConfig): ConfigProblem[] {
  const all = portsOf(config);
  const problems = all.flatMap(({ table, port }, index) => {
    const at = [table, "port"];
    const taken = all.slice(0, index).find((other) => other.port === port);
    if (taken) {
      return error(
        "xiu/port-twice",
        at,
        `${table} and ${taken.table} both listen on ${port}.`,
        "One of the two does not start, and xiu runs on without it.",
        "Give each a port of its own.",
      );
    }
    if (port >= 1024) return [];
    return error(
      "xiu/low-port",
      at,
      `${table} listens on ${port}, and ports below 1024 are for root.`,
      "That listener does not start, and xiu runs on without it.",
      `Write ${ports[table as keyof typeof ports] ?? 8000 + port}, and let the Service have ${port}.`,
    );
  });
  if (all.some(({ table }) => table === "rtmp" || table === "rtsp" || table === "webrtc")) return problems;
  const nobody = error(
    "xiu/no-publisher",
    ["rtmp"],
    "Neither rtmp nor rtsp nor webrtc is on.",
    "Nobody can publish, and viewers never see a picture.",
    `Add [rtmp] with enabled = true and port = ${ports.rtmp}.`,
  );
  return [...problems, nobody];
}

function checkLog({ log }: XiuConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const filter =
    /^(([a-z0-9_:]+=)?(trace|debug|info|warn|error|off))(,([a-z0-9_:]+=)?(trace|debug|info|warn|error|off))*$/;
  if (log && !filter.test(log.level)) {
    problems.push(
      error(
        "xiu/log-level",
        ["log", "level"],
        `log.level ${JSON.stringify(log.level)} is not a level.`,
        "xiu runs and logs nothing, not even its errors.",
        "Write one of trace, debug, info, warn, error.",
      ),
    );
  }
  if (log?.file?.enabled) {
    problems.push(
      error(
        "xiu/log-to-file",
        ["log", "file", "enabled"],
        "log.file is on.",
        "The root file system is read-only, and kubectl logs shows nothing.",
        "Remove [log.file].",
      ),
    );
  }
  return problems;
}

function checkHls({ hls, rtmp }: XiuConfig, version: XiuVersion): ConfigProblem[] {
  if (!hls?.enabled) return [];
  const problems: ConfigProblem[] = [];
  if (isAtLeast(version, "0.14.0") && !hls.s3) {
    problems.push(
      error(
        "xiu/hls-without-s3",
        ["hls"],
        "hls is on and the table [hls.s3] is missing.",
        "The first stream that is published makes xiu's HLS panic: it answers 404 from then on.",
        'Add [hls.s3] with enabled = false, bucket = "", region = "".',
      ),
    );
  }
  if (hls.path !== undefined) {
    problems.push(
      error(
        "xiu/hls-path",
        ["hls", "path"],
        `hls.path is ${hls.path}.`,
        "xiu writes there and goes on reading from its working folder: viewers get 404.",
        "Remove it, and set the container's workingDir.",
      ),
    );
  }
  if (rtmp?.pull?.enabled) {
    problems.push(
      error(
        "xiu/hls-at-pull-edge",
        ["hls", "enabled"],
        "hls is on at a server that pulls.",
        "A request for HLS never makes it fetch a stream: viewers get 404 until somebody plays the same stream by RTMP or HTTP-FLV.",
        "Serve HLS from the origin through nginx-hls, or push to edges.",
      ),
    );
  }
  return problems;
}

function checkPush({ rtmp }: XiuConfig): ConfigProblem[] {
  const say = ({ address, port }: { address: string; port: number }) => `${address}:${port}`;
  const push = (rtmp?.push ?? []).filter(({ enabled }) => enabled).map(say);
  const pull = rtmp?.pull?.enabled ? say(rtmp.pull) : undefined;
  const twice = push.filter((peer, index) => push.indexOf(peer) < index);
  return [
    ...twice.map((peer) =>
      error(
        "xiu/push-twice",
        ["rtmp", "push"],
        `${peer} is pushed to twice.`,
        "It refuses the second of the two for every stream.",
        "Remove one.",
      ),
    ),
    ...push
      .filter((peer) => peer === pull)
      .map((peer) =>
        error(
          "xiu/relay-loop",
          ["rtmp", "push"],
          `${peer} is pulled from and pushed to.`,
          "Every stream goes round between the two, and its publisher is refused.",
          "Push, or pull.",
        ),
      ),
  ];
}

/** Tokens that anybody may guess, and secrets in a file that lies in git. */
function checkSecrets({ authsecret, hls, ...listeners }: XiuConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const asks = [hls?.auth, listeners.rtmp?.auth, listeners.httpflv?.auth].filter((auth) => auth && asksAnybody(auth));
  const used = new Set(asks.map((auth) => (auth?.algorithm === "md5" ? "key" : "password")));
  const written = { authsecret, "hls.s3": hls?.s3 && { secret_key: hls.s3.secret_key ?? "" } };
  for (const [table, secrets] of Object.entries(written)) {
    for (const [key, secret] of Object.entries(secrets ?? {})) {
      if (secret === "") continue;
      problems.push(
        error(
          "xiu/secret-in-file",
          [...table.split("."), key],
          `${table}.${key} is written into the configuration.`,
          "Whoever reads git or the ConfigMap can publish and play.",
          "Keep it in a Secret, from which the pod completes the file.",
        ),
      );
    }
  }
  for (const key of ["key", "password"] as const) {
    if (!used.has(key) || authsecret?.[key] !== "") continue;
    problems.push(
      error(
        "xiu/empty-secret",
        ["authsecret", key],
        `Tokens are asked for, and authsecret.${key} is empty.`,
        key === "key" ? "Anybody can compute the tokens." : "The empty token lets everybody in.",
        "Name a Secret.",
      ),
    );
  }
  return problems;
}

/** Whether anybody is asked for a token. */
export function asksAnybody({ pull_enabled, push_enabled = false }: Auth): boolean {
  return pull_enabled || push_enabled;
}
