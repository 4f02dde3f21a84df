import { isAtLeast, type SrsVersion } from "./versions.ts";

/** Versions from a birth to an end, each per release line (see `isAtLeast`). Without `until` it still is. */
export interface Span {
  readonly since: readonly string[];
  readonly until?: readonly string[];
}

/** What a directive takes before its ; or {. */
export type Form =
  /** `on` or `off`: the server takes anything else for the default, in silence. */
  | "switch"
  /** A whole number above zero. */
  | "count"
  /** A number, zero or more. */
  | "number"
  /** One word. */
  | "word"
  /** One word or more. */
  | "words"
  /** `PORT` or `IP:PORT`, one or more. */
  | "endpoints"
  /** Nothing: only its block. */
  | "block"
  /** A name, then its block. */
  | "named-block"
  /** Not modelled yet: arguments and block are left to the server. */
  | "any";

/** What is known of one directive. */
export interface DirectiveRule {
  readonly form: Form;
  /** The versions that accept it; all others refuse the whole file and do not start. */
  readonly life: Span;
  /** The versions that take a changed value from a reload, without a restart. */
  readonly reloads?: Span;
  /** May stand more than once; of any other the server reads the first and ignores the rest. */
  readonly many?: boolean;
  /** What its block may hold; left out where that is not modelled yet. */
  readonly block?: DirectiveRules;
}

export type DirectiveRules = Readonly<Record<string, DirectiveRule>>;

/** SRS 3.0 and everything after it. */
const always: Span = { since: ["3.0.0"] };
/** Reloaded by `reload_conf` and `reload_vhost` (srs_app_config.cpp), or read at each use, until 7 removed reloading. */
const until7: Span = { since: ["3.0.0"], until: ["7.0.0"] };
/** Reloaded by the same functions of 4.0.236, no longer by those of 5.0.213. */
const until5: Span = { since: ["3.0.0"], until: ["5.0.0"] };

function since(...versions: string[]): Span {
  return { since: versions };
}

function rule(form: Form, life: Span = always, more: Omit<DirectiveRule, "form" | "life"> = {}): DirectiveRule {
  return { form, life, ...more };
}

const httpApi: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  crossdomain: rule("switch"),
  raw_api: rule("any"),
  https: rule("any", since("4.0.46")),
  auth: rule("block", since("5.0.152", "6.0.40"), {
    block: { enabled: rule("switch"), username: rule("word"), password: rule("word") },
  }),
};

const httpServer: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  dir: rule("word"),
  crossdomain: rule("switch"),
  https: rule("any", since("4.0.47")),
};

const cluster: DirectiveRules = {
  mode: rule("word"),
  origin: rule("words", always, { reloads: until7 }),
  token_traverse: rule("switch", always, { reloads: until7 }),
  vhost: rule("word", always, { reloads: until7 }),
  debug_srs_upnode: rule("switch", always, { reloads: until7 }),
  origin_cluster: rule("switch", since("3.0.29", "4.0.1")),
  coworkers: rule("words", since("3.0.29", "4.0.1"), { reloads: until7 }),
  protocol: rule("word", since("5.0.1")),
  follow_client: rule("switch", since("5.0.1")),
};

const httpRemux: DirectiveRules = {
  enabled: rule("switch"),
  fast_cache: rule("number"),
  mount: rule("word"),
  drop_if_not_match: rule("switch", since("5.0.109")),
  has_audio: rule("switch", since("5.0.110")),
  has_video: rule("switch", since("5.0.110")),
  guess_has_av: rule("switch", since("5.0.110")),
};

const hls: DirectiveRules = {
  enabled: rule("switch"),
  hls_entry_prefix: rule("word"),
  hls_path: rule("word"),
  hls_fragment: rule("number"),
  hls_window: rule("number"),
  hls_on_error: rule("word"),
  hls_storage: rule("any"),
  hls_mount: rule("any"),
  hls_td_ratio: rule("number"),
  hls_aof_ratio: rule("number"),
  hls_acodec: rule("word", { ...always, until: ["7.0.53"] }),
  hls_vcodec: rule("word", { ...always, until: ["7.0.53"] }),
  hls_m3u8_file: rule("word"),
  hls_ts_file: rule("word"),
  hls_ts_floor: rule("switch"),
  hls_cleanup: rule("switch"),
  hls_nb_notify: rule("number"),
  hls_wait_keyframe: rule("switch"),
  hls_dispose: rule("number"),
  hls_keys: rule("switch", since("3.0.42", "4.0.1")),
  hls_fragments_per_key: rule("count", since("3.0.42", "4.0.1")),
  hls_key_file: rule("word", since("3.0.42", "4.0.1")),
  hls_key_file_path: rule("word", since("3.0.42", "4.0.1")),
  hls_key_url: rule("word", since("3.0.42", "4.0.1")),
  hls_dts_directly: rule("switch", since("3.0.68", "4.0.1")),
  hls_ctx: rule("switch", since("5.0.28")),
  hls_ts_ctx: rule("switch", since("5.0.28")),
  hls_use_fmp4: rule("switch", since("7.0.51")),
  hls_fmp4_file: rule("word", since("7.0.51")),
  hls_init_file: rule("word", since("7.0.51")),
  hls_master_m3u8_path_relative: rule("switch", since("7.0.104")),
};

const vhost: DirectiveRules = {
  enabled: rule("switch"),
  chunk_size: rule("count", always, { reloads: until7 }),
  min_latency: rule("switch", always, { reloads: until7 }),
  tcp_nodelay: rule("switch", always, { reloads: until7 }),
  in_ack_size: rule("number"),
  out_ack_size: rule("number"),
  cluster: rule("block", always, { block: cluster }),
  http_remux: rule("block", always, { block: httpRemux, reloads: until5 }),
  // Reloaded before, too, but with streams in use only since these two: "HLS: Support reload HLS asynchronously".
  hls: rule("block", always, { block: hls, reloads: { since: ["5.0.172", "6.0.67"], until: ["7.0.0"] } }),
  http_static: rule("any", always, { reloads: until5 }),
  play: rule("any", always, { reloads: until7 }),
  publish: rule("any", always, { reloads: until7 }),
  forward: rule("any", always, { reloads: until7 }),
  dash: rule("any", always, { reloads: until7 }),
  dvr: rule("any", always, { reloads: until7 }),
  exec: rule("any", always, { reloads: until7 }),
  hds: rule("any", always, { reloads: until7 }),
  http_hooks: rule("any", always, { reloads: until7 }),
  security: rule("any", always, { reloads: until7 }),
  ingest: rule("any", always, { reloads: until7, many: true }),
  transcode: rule("any", always, { reloads: until7, many: true }),
  refer: rule("any"),
  bandcheck: rule("any"),
  rtc: rule("any", since("4.0.14")),
  srt: rule("any", since("5.0.30")),
};

/**
 * The directives of srs.conf by exact version. Names: `check_normal_config` in trunk/src/app/srs_app_config.cpp of
 * 4.0.236, 5.0.213 and 7.0 before and after `rtmp` (5.0.213 and early 7.0 agree in what is modelled here, so 6.0 does).
 * Births: trunk/doc/CHANGELOG.md, the entry that brought the feature; where 4.0 merged one from 3.0 without an entry,
 * the first 4.0 that certainly has it.
 */
export const directiveRules: DirectiveRules = {
  listen: rule("endpoints", always, { reloads: until7 }),
  max_connections: rule("count", always, { reloads: until7 }),
  daemon: rule("switch"),
  pid: rule("word", always, { reloads: until5 }),
  work_dir: rule("word"),
  asprocess: rule("switch"),
  chunk_size: rule("count", always, { reloads: until7 }),
  utc_time: rule("switch", always, { reloads: until5 }),
  pithy_print_ms: rule("count", always, { reloads: until7 }),
  ff_log_dir: rule("word", always, { reloads: until7 }),
  ff_log_level: rule("word"),
  srs_log_tank: rule("word", always, { reloads: until5 }),
  srs_log_level: rule("word", always, { reloads: until5 }),
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
  tcmalloc_release_rate: rule("number", since("4.0.103")),
  query_latest_version: rule("switch", since("3.0.163", "4.0.132", "5.0.6")),
  first_wait_for_qlv: rule("number", since("4.0.252", "5.0.1")),
  is_full: rule("switch", since("4.0.208", "5.0.22")),
  threads: rule("any", { since: ["5.0.32"], until: ["7.0.59"] }),
  circuit_breaker: rule("any", since("4.0.103")),
  http_api: rule("block", always, { block: httpApi, reloads: until5 }),
  http_server: rule("block", always, { block: httpServer, reloads: until5 }),
  exporter: rule("block", since("5.0.67"), {
    block: { enabled: rule("switch"), listen: rule("endpoints"), label: rule("word"), tag: rule("word") },
  }),
  heartbeat: rule("any", always, { reloads: until7 }),
  stats: rule("any"),
  stream_caster: rule("any", always, { many: true }),
  rtc_server: rule("any", since("4.0.14")),
  srt_server: rule("any", since("4.0.1")),
  rtsp_server: rule("any", since("7.0.47")),
  rtmp: rule("any", since("7.0.64")),
  rtmps: rule("any", since("7.0.56")),
  tencentcloud_cls: rule("any", since("5.0.44")),
  tencentcloud_apm: rule("any", since("5.0.64")),
  vhost: rule("named-block", always, { block: vhost, many: true }),
};

/** Whether a version lies in a span. */
export function within(version: SrsVersion, { since, until }: Span): boolean {
  return isAtLeast(version, since) && !(until && isAtLeast(version, until));
}

/** Whether a version accepts a directive: `understands(version, "vhost", "hls", "hls_ctx")`. */
export function understands(version: SrsVersion, ...path: readonly string[]): boolean {
  let rules: DirectiveRules | undefined = directiveRules;
  for (const name of path) {
    const found: DirectiveRule | undefined = rules && Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!found || !within(version, found.life)) return false;
    rules = found.block;
  }
  return true;
}
