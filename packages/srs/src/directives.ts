import { circuitBreaker, tencentcloudApm, tencentcloudCls } from "./directives/cloud.ts";
import { exporter, heartbeat, httpApi, httpServer, stats } from "./directives/http.ts";
import {
  always,
  type DirectiveRule,
  type DirectiveRules,
  never,
  oneOf,
  rule,
  type Span,
  since,
  until5,
  until7,
} from "./directives/rule.ts";
import { rtcServer, rtmp, rtmps, rtspServer, srtServer, streamCaster } from "./directives/transports.ts";
import { vhost } from "./directives/vhost.ts";
import { isAtLeast, type SrsVersion } from "./versions.ts";

export type { DirectiveRule, DirectiveRules, Form, Span } from "./directives/rule.ts";

/** In both of Tencent Cloud's blocks, read until 7.0.66 took the code out and left the names. */
const untilRemoved: Span = { ...always, until: ["7.0.66"] };

/**
 * The directives of srs.conf by exact version. Names, and who refuses which: `check_normal_config` in
 * trunk/src/app/srs_app_config.cpp of 4.0.45, 4.0.236, 5.0.221, 6.0.180 and 7.0.104 and after; names of blocks that it does
 * not look into: the functions that read them. Births and ends: trunk/doc/CHANGELOG.md, the entry that brought the
 * feature; where 4.0 merged one from 3.0 without an entry, the first 4.0 that certainly has it.
 */
export const directiveRules: DirectiveRules = {
  // From 7.0.64 on the server moves these two into rtmp { } and says nothing.
  listen: rule("endpoints", always, { reloads: until7 }),
  chunk_size: rule("count", always, { reloads: until7 }),
  max_connections: rule("count", always, { reloads: until7 }),
  daemon: rule("switch"),
  pid: rule("word", always, { reloads: until5 }),
  work_dir: rule("word"),
  asprocess: rule("switch"),
  utc_time: rule("switch", always, { reloads: until5 }),
  pithy_print_ms: rule("count", always, { reloads: until7 }),
  ff_log_dir: rule("word", always, { reloads: until7 }),
  ff_log_level: rule("word"),
  srs_log_tank: rule(oneOf("console", "file"), always, { reloads: until5 }),
  srs_log_level: rule(oneOf("verbose", "info", "trace", "warn", "error"), always, { reloads: until5 }),
  srs_log_level_v2: rule("word", since("5.0.83")),
  srs_log_file: rule("word", always, { reloads: until5 }),
  force_grace_quit: rule("switch", since("3.0.120", "4.0.5"), { reloads: until7 }),
  grace_start_wait: rule("number", since("3.0.121", "4.0.6"), { reloads: until7 }),
  grace_final_wait: rule("number", since("3.0.121", "4.0.5"), { reloads: until7 }),
  empty_ip_ok: rule("switch", since("3.0.123", "4.0.8")),
  disable_daemon_for_docker: rule("switch", since("3.0.127", "4.0.16")),
  in_docker: rule("switch", since("4.0.216")),
  inotify_auto_reload: rule("switch", since("3.0.129", "4.0.16")),
  auto_reload_for_docker: rule("switch", since("3.0.134", "4.0.16")),
  server_id: rule("word", since("4.0.257", "5.0.44")),
  // In 4.0.45; no entry of the changelog brings it.
  tcmalloc_release_rate: rule("number", since("4.0.45")),
  query_latest_version: rule("switch", since("3.0.163", "4.0.132", "5.0.6")),
  first_wait_for_qlv: rule("number", since("4.0.252", "5.0.1")),
  is_full: rule("switch", since("4.0.208", "5.0.22")),
  threads: rule(
    "block",
    { since: ["5.0.32"], until: ["7.0.59"] },
    { block: { interval: rule("count") }, checks: never },
  ),
  circuit_breaker: rule("block", since("4.0.103"), { block: circuitBreaker, checks: never, onByDefault: true }),
  http_api: rule("block", always, { block: httpApi, reloads: until5 }),
  http_server: rule("block", always, { block: httpServer, reloads: until5 }),
  http_stream: rule("block", always, { block: httpServer, moved: "http_server" }),
  exporter: rule("block", since("5.0.67"), { block: exporter }),
  heartbeat: rule("block", always, { block: heartbeat, reloads: until7 }),
  stats: rule("block", always, { block: stats, onByDefault: true }),
  stream_caster: rule("block", always, { block: streamCaster, many: "free" }),
  rtc_server: rule("block", since("4.0.14"), { block: rtcServer }),
  srt_server: rule("block", since("4.0.1"), { block: srtServer }),
  rtsp_server: rule("block", since("7.0.47"), { block: rtspServer }),
  rtmp: rule("block", since("7.0.64"), { block: rtmp }),
  rtmps: rule("block", since("7.0.56"), { block: rtmps }),
  tencentcloud_cls: rule("block", since("5.0.44"), { block: tencentcloudCls, checks: never, works: untilRemoved }),
  tencentcloud_apm: rule("block", since("5.0.64"), { block: tencentcloudApm, checks: never, works: untilRemoved }),
  vhost: rule("named-block", always, { block: vhost, many: "named", onByDefault: true }),
};

/** Whether a version lies in a span. */
export function within(version: SrsVersion, { since, until }: Span): boolean {
  return isAtLeast(version, since) && !(until && isAtLeast(version, until));
}

/** What is known of a name among the directives of a block; undefined for a name that no version has. */
export function ruleOf(rules: DirectiveRules | undefined, name: string): DirectiveRule | undefined {
  return rules && Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** Whether a version accepts a directive: `understands(version, "vhost", "hls", "hls_ctx")`. */
export function understands(version: SrsVersion, ...path: readonly string[]): boolean {
  let rules: DirectiveRules | undefined = directiveRules;
  for (const name of path) {
    const found: DirectiveRule | undefined = ruleOf(rules, name);
    if (!found || !within(version, found.life)) return false;
    rules = found.block;
  }
  return true;
}

/** One directive of the table, with the names that lead to it. */
export interface KnownDirective {
  readonly path: readonly string[];
  readonly rule: DirectiveRule;
}

/** Every directive of the table, at every place where it may stand: their number is what weir knows of srs.conf. */
export function listDirectives(
  rules: DirectiveRules = directiveRules,
  above: readonly string[] = [],
): KnownDirective[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    const path = [...above, name];
    return [{ path, rule }, ...(rule.block ? listDirectives(rule.block, path) : [])];
  });
}

/** How many directives weir knows, of any version or of one. */
export function countDirectives(version?: SrsVersion): number {
  return listDirectives().filter(({ path }) => !version || understands(version, ...path)).length;
}
