import { type ConfigProblem, problemAt } from "./check-directives.ts";
import { type Directive, find, isOn, type SrsConfig, valueAt } from "./config.ts";

/** What of a vhost needs a listener of the server's. */
const servers = {
  http_remux: "http_server",
  http_static: "http_server",
  rtc: "rtc_server",
  srt: "srt_server",
  rtsp: "rtsp_server",
} as const;

/** Protocols of a vhost that nobody can reach, or that do not what they say. */
export function checkProtocols(config: SrsConfig, { block: inside = [] }: Directive): ConfigProblem[] {
  const problems = Object.entries(servers).flatMap(([protocol, server]) => {
    if (!isOn(inside, protocol, "enabled") || isOn(config, server, "enabled")) return [];
    return [
      problemAt(find(inside, protocol), {
        id: "srs/no-server",
        severity: "error",
        what: `vhost.${protocol} is on and ${server} is not.`,
        why: "No port is open for it: nobody can connect.",
        fix: `Add ${server} { enabled on; listen PORT; }.`,
      }),
    ];
  });
  return [...problems, ...checkMount(inside), ...checkPli(inside)];
}

/** The format of a stream over HTTP is the ending of its address (`SrsLiveStream::do_serve_http`). */
function checkMount(inside: readonly Directive[]): ConfigProblem[] {
  const mount = find(inside, "http_remux", "mount");
  if (!mount || !isOn(inside, "http_remux", "enabled") || /\.(flv|ts|mp3|aac)$/.test(mount.args[0] ?? "")) return [];
  return [
    problemAt(mount, {
      id: "srs/mount-format",
      severity: "error",
      what: `http_remux.mount ${mount.args[0]} ends with no format that SRS has.`,
      why: "Every player of it is refused.",
      fix: "Let it end in .flv, .ts, .mp3 or .aac.",
    }),
  ];
}

/** `get_rtc_pli_for_rtmp` puts what is below 0.5 or above 30 seconds back to 6. */
function checkPli(inside: readonly Directive[]): ConfigProblem[] {
  const pli = find(inside, "rtc", "pli_for_rtmp");
  const seconds = Number(valueAt(inside, "rtc", "pli_for_rtmp"));
  if (!pli || !(seconds < 0.5 || seconds > 30)) return [];
  return [
    problemAt(pli, {
      id: "srs/pli-interval",
      severity: "warning",
      what: `rtc.pli_for_rtmp ${seconds} is not between 0.5 and 30 seconds.`,
      why: "SRS asks for a key frame every 6 seconds instead.",
      fix: "Write a number from 0.5 to 30.",
    }),
  ];
}
