import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn, valueAt } from "./config.ts";
import { understands } from "./directives.ts";
import { formatVersion, isAtLeast, type SrsVersion } from "./versions.ts";

/** What a vhost writes to disk: whether it may, where it goes, and whether it is ever removed. */
export function checkFiles(
  { block: inside = [] }: Directive,
  version: SrsVersion,
  fromSettings: boolean,
): ConfigProblem[] {
  return [...checkHls(inside, version, fromSettings), ...checkDvr(inside), ...checkForward(inside, version)];
}

function checkHls(inside: readonly Directive[], version: SrsVersion, fromSettings: boolean): ConfigProblem[] {
  const hls = find(inside, "hls");
  if (!hls || !isOn(inside, "hls", "enabled")) return [];
  return [...checkWindow(hls, fromSettings), ...checkDisposal(hls, version), ...checkTs(inside, version)];
}

/** Both in seconds, with the server's own values (`get_hls_fragment`, `get_hls_window`). */
function checkWindow(hls: Directive, fromSettings: boolean): ConfigProblem[] {
  const [fragment, window] = [find(hls.block ?? [], "hls_fragment"), find(hls.block ?? [], "hls_window")];
  const [length, held] = [Number(fragment?.args[0] ?? 10), Number(window?.args[0] ?? 60)];
  if (!(held < 3 * length)) return [];
  return [
    problemAt(window ?? fragment, {
      id: "srs/hls-window",
      severity: "warning",
      what: `${fromSettings ? `hls.window ${held}s` : `hls_window ${held}`} holds fewer than three segments of ${length} seconds.`,
      why: "Players begin three segments behind the end: they stall, or ask for segments that are gone.",
      fix: fromSettings ? `write hls.window: ${3 * length}s or more.` : `Write hls_window ${3 * length} or more.`,
    }),
  ];
}

/** `get_hls_dispose` is 0 when nothing is stated in 4.0.236, and 120 in 5.0.221. */
function checkDisposal(hls: Directive, version: SrsVersion): ConfigProblem[] {
  const inside = hls.block ?? [];
  const dispose = find(inside, "hls_dispose");
  const stays = dispose ? Number(dispose.args[0]) === 0 : !isAtLeast(version, ["5.0.0"]);
  const problems: ConfigProblem[] = [];
  if (stays) {
    problems.push(
      problemAt(dispose ?? hls, {
        id: "srs/hls-dispose",
        severity: "warning",
        what: dispose
          ? "hls_dispose is 0: the files of a stream that ended stay."
          : `hls_dispose is missing, which SRS ${formatVersion(version)} takes for 0: the files of a stream that ended stay.`,
        why: "They fill the disk, and players still find the end of a stream that is long over.",
        fix: "Write hls_dispose 120.",
      }),
    );
  }
  const cleanup = find(inside, "hls_cleanup");
  if (cleanup?.args[0] === "off") {
    problems.push(
      problemAt(cleanup, {
        id: "srs/hls-cleanup",
        severity: "warning",
        what: "hls_cleanup is off: segments that left the playlist stay.",
        why: "They fill the disk as long as the stream runs.",
        fix: "Leave it out, unless something else removes them.",
      }),
    );
  }
  return problems;
}

/** "Config: Error when both HLS and HTTP-TS enabled" (5.0.140, 6.0.23). */
function checkTs(inside: readonly Directive[], version: SrsVersion): ConfigProblem[] {
  const mount = find(inside, "http_remux", "mount");
  if (!isOn(inside, "http_remux", "enabled") || !mount?.args[0]?.endsWith(".ts")) return [];
  return [
    problemAt(mount, {
      id: "srs/ts-mount",
      severity: "error",
      what: `http_remux is mounted at ${mount.args[0]} beside hls, whose segments end in .ts too.`,
      why: isAtLeast(version, ["5.0.140", "6.0.23"])
        ? "SRS does not start: it could not tell a stream from a segment."
        : "SRS takes a request for a segment for one for a stream: HLS players get nothing.",
      fix: "Mount it at .flv, or turn hls off.",
    }),
  ];
}

function checkDvr(inside: readonly Directive[]): ConfigProblem[] {
  const dvr = find(inside, "dvr");
  if (!isOn(inside, "dvr", "enabled") || find(inside, "dvr", "dvr_path")) return [];
  return [
    problemAt(dvr, {
      id: "srs/dvr-path",
      severity: "error",
      what: "dvr is on without a dvr_path.",
      why: "Recordings go to ./objs/nginx/html inside the image: they are lost with the pod, or cannot be written at all.",
      fix: "Write dvr_path FOLDER/[app]/[stream].[timestamp].flv, in a volume.",
    }),
  ];
}

/** `get_forward_enabled` and `get_publish_kickoff_for_idle`: a forwarded stream would keep a publisher that nobody watches. */
function checkForward(inside: readonly Directive[], version: SrsVersion): ConfigProblem[] {
  if (!isOn(inside, "forward", "enabled")) return [];
  const problems: ConfigProblem[] = [];
  const idle = find(inside, "publish", "kickoff_for_idle");
  if (
    Number(valueAt(inside, "publish", "kickoff_for_idle")) > 0 &&
    understands(version, "vhost", "publish", "kickoff_for_idle")
  ) {
    problems.push(
      problemAt(idle, {
        id: "srs/forward-kickoff",
        severity: "error",
        what: "forward is on beside publish.kickoff_for_idle.",
        why: "SRS does not start: it cannot tell whether a stream that it forwards is watched.",
        fix: "Keep one of the two.",
      }),
    );
  }
  if (!find(inside, "forward", "destination") && !find(inside, "forward", "backend")) {
    problems.push(
      problemAt(find(inside, "forward"), {
        id: "srs/forward-nowhere",
        severity: "warning",
        what: "forward is on without a destination and without a backend.",
        why: "Nothing is forwarded.",
        fix: "Add destination HOST:1935.",
      }),
    );
  }
  return problems;
}
