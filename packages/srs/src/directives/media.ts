import { type DirectiveRules, each, never, oneOf, rule, since, until } from "./rule.ts";

const timeJitter = oneOf("full", "zero", "off");

export const hls: DirectiveRules = {
  enabled: rule("switch"),
  hls_entry_prefix: rule("word"),
  hls_path: rule("word"),
  hls_fragment: rule("number"),
  hls_window: rule("number"),
  hls_on_error: rule(oneOf("ignore", "disconnect", "continue")),
  // "HLS RAM is removed in SRS3+", says the server, and reads on.
  ...each("hls_storage hls_mount", rule("word", undefined, { works: never })),
  hls_td_ratio: rule("number"),
  hls_aof_ratio: rule("number"),
  // "remove hls_acodec and hls_vcodec config" (7.0.53); the names are still let through.
  ...each("hls_acodec hls_vcodec", rule("word", undefined, { works: until("7.0.53") })),
  hls_m3u8_file: rule("word"),
  hls_ts_file: rule("word"),
  hls_ts_floor: rule("switch"),
  hls_cleanup: rule("switch"),
  hls_nb_notify: rule("number"),
  hls_wait_keyframe: rule("switch"),
  hls_dispose: rule("number"),
  hls_keys: rule("switch", since("3.0.42", "4.0.1")),
  hls_fragments_per_key: rule("count", since("3.0.42", "4.0.1")),
  ...each("hls_key_file hls_key_file_path hls_key_url", rule("word", since("3.0.42", "4.0.1"))),
  hls_dts_directly: rule("switch", since("3.0.68", "4.0.1")),
  ...each("hls_ctx hls_ts_ctx", rule("switch", since("5.0.28"))),
  hls_use_fmp4: rule("switch", since("7.0.51")),
  ...each("hls_fmp4_file hls_init_file", rule("word", since("7.0.51"))),
  // "HLS: restore HLS information when republish stream" (7.0.57).
  hls_recover: rule("switch", since("7.0.57")),
  hls_master_m3u8_path_relative: rule("switch", since("7.0.104")),
};

export const dash: DirectiveRules = {
  enabled: rule("switch"),
  ...each("dash_fragment dash_update_period dash_timeshift", rule("number")),
  ...each("dash_path dash_mpd_file", rule("word")),
  // In 5.0.167, not in 4.0.236; no entry of the changelog brings them.
  dash_window_size: rule("count", since("5.0.167")),
  dash_dispose: rule("number", since("5.0.167")),
  dash_cleanup: rule("switch", since("5.0.167")),
};

/** Left out of the build unless it is asked for, since 3.0.77 called it deprecated. */
export const hds: DirectiveRules = {
  enabled: rule("switch"),
  hds_path: rule("word"),
  ...each("hds_fragment hds_window", rule("number")),
};

export const dvr: DirectiveRules = {
  enabled: rule("switch"),
  dvr_apply: rule("words", since("3.0.4", "4.0.1")),
  dvr_path: rule("word"),
  dvr_plan: rule(oneOf("session", "segment")),
  dvr_duration: rule("count"),
  dvr_wait_keyframe: rule("switch"),
  time_jitter: rule(timeJitter),
};

export const play: DirectiveRules = {
  time_jitter: rule(timeJitter),
  ...each("mix_correct atc atc_auto gop_cache reduce_sequence_header", rule("switch")),
  ...each("mw_latency queue_length send_min_interval", rule("number")),
  gop_cache_max_frames: rule("number", since("5.0.93")),
  // In 4.0.45; no entry of the changelog brings it.
  mw_msgs: rule("number", since("4.0.45")),
};

export const httpRemux: DirectiveRules = {
  enabled: rule("switch"),
  fast_cache: rule("number"),
  mount: rule("word"),
  drop_if_not_match: rule("switch", since("5.0.109")),
  ...each("has_audio has_video guess_has_av", rule("switch", since("5.0.110"))),
  // Always on since 3.0.10, dropped before the check.
  hstrs: rule("switch", undefined, { works: never }),
};

export const httpStatic: DirectiveRules = { enabled: rule("switch"), mount: rule("word"), dir: rule("word") };

export const rtc: DirectiveRules = {
  enabled: rule("switch"),
  ...each("nack twcc", rule("switch", since("4.0.99"))),
  nack_no_copy: rule("switch", since("4.0.99")),
  stun_timeout: rule("number", since("4.0.45")),
  stun_strict_check: rule("switch", since("4.0.45")),
  dtls_role: rule(oneOf("active", "passive"), since("4.0.45")),
  dtls_version: rule(oneOf("auto", "dtls1.0", "dtls1.2"), since("4.0.45")),
  drop_for_pt: rule("number", since("4.0.45")),
  // "RTC: Refine config, aac to rtmp_to_rtc, bframe to keep_bframe" (4.0.174).
  aac: rule("word", undefined, { moved: "vhost.rtc.rtmp_to_rtc" }),
  bframe: rule("word", undefined, { moved: "vhost.rtc.keep_bframe" }),
  ...each("rtmp_to_rtc keep_bframe", rule("switch", since("4.0.174"))),
  rtc_to_rtmp: rule("switch", since("4.0.95")),
  pli_for_rtmp: rule("number", since("4.0.95")),
  ...each("opus_bitrate aac_bitrate", rule("count", since("5.0.167", "6.0.60"))),
  keep_avc_nalu_sei: rule("switch", since("5.0.213", "6.0.125")),
  // In a 7.0 between 7.0.104 and 7.0.118; no entry of the changelog brings it.
  init_rate_from_sdp: rule("switch", since("7.0.118")),
  keep_original_ssrc: rule("switch", since("7.0.119")),
};

export const srt: DirectiveRules = { enabled: rule("switch"), srt_to_rtmp: rule("switch") };

export const rtsp: DirectiveRules = { enabled: rule("switch"), rtmp_to_rtsp: rule("switch") };
