import { always, type DirectiveRules, each, never, oneOf, rule, since, until } from "./rule.ts";

export const rtmp: DirectiveRules = { listen: rule("endpoints"), chunk_size: rule("count") };

export const rtmps: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  key: rule("word"),
  cert: rule("word"),
};

export const rtspServer: DirectiveRules = { enabled: rule("switch"), listen: rule("endpoints") };

/** Where no entry of the changelog brings a directive, the first version that certainly has it: 4.0.45 or 4.0.236. */
export const rtcServer: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  dir: rule("word"),
  candidate: rule("word"),
  ...each("ecdsa encrypt merge_nalus", rule("switch", since("4.0.45"))),
  reuseport: rule("count", since("4.0.23")),
  ip_family: rule(oneOf("ipv4", "ipv6", "all"), since("4.0.45")),
  black_hole: rule("block", since("4.0.45"), {
    block: { enabled: rule("switch"), addr: rule("words") },
    checks: never,
  }),
  api_as_candidates: rule("switch", since("4.0.218", "5.0.25")),
  ...each("resolve_api_domain keep_api_domain", rule("switch", since("4.0.259", "5.0.60"))),
  use_auto_detect_network_ip: rule("switch", since("5.0.60")),
  tcp: rule("block", since("5.0.60"), {
    block: { enabled: rule("switch"), listen: rule("endpoints") },
    checks: never,
  }),
  protocol: rule(oneOf("udp", "tcp", "all"), since("5.0.60")),
  // Dropped before the check (`srs_config_transform_vhost`).
  ...each("perf_stat queue_length", rule("word", since("4.0.14"), { works: { ...always, until: ["4.0.236"] } })),
};

export const srtServer: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  maxbw: rule("integer", since("4.0.4")),
  ...each(
    "mss latency recvlatency peerlatency connect_timeout sendbuf recvbuf payloadsize",
    rule("number", since("4.0.4")),
  ),
  default_app: rule("word", since("4.0.9")),
  mix_correct: rule("switch", since("4.0.10")),
  sei_filter: rule("switch", since("4.0.11")),
  // Renamed with SRT's own coroutines (5.0.30); 5.0.98 reads the old name as the new one.
  tlpkdrop: rule("switch", { since: ["4.0.4", "5.0.98"] }, { moved: "srt_server.tlpktdrop" }),
  ...each("tlpktdrop tsbpdmode", rule("switch", since("5.0.30"))),
  passphrase: rule("word", since("5.0.30")),
  pbkeylen: rule(oneOf("0", "16", "24", "32"), since("5.0.30")),
  // In 6.0.155, not in 5.0.221; no entry of the changelog brings it.
  peer_idle_timeout: rule("number", since("6.0.155")),
  default_streamid: rule("word", since("6.0.180", "7.0.95")),
  default_mode: rule(oneOf("request", "publish"), since("7.0.131")),
};

/** GB28181 left 4.0 with 4.0.127 and came back, rewritten, with 5.0.74, which reads past the old names. */
const oldGb = until("4.0.127");

const sip: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  ...each("timeout reinvite", rule("number", since("5.0.74"), { works: { since: ["5.0.74"], until: ["7.0.75"] } })),
  candidate: rule("word", since("5.0.74")),
  ...each(
    "ack_timeout keepalive_timeout serial realm auto_play invite_port_fixed query_catalog_interval",
    rule("word", since("4.0.45"), { works: oldGb }),
  ),
  host: rule("word", { since: ["4.0.45"], until: ["5.0.0"] }, { works: oldGb }),
};

export const streamCaster: DirectiveRules = {
  enabled: rule("switch"),
  caster: rule(oneOf("mpegts_over_udp", "flv", "gb28181", "rtsp")),
  output: rule("word"),
  listen: rule("endpoints"),
  // Of the caster rtsp, which 4.0.171 removed.
  ...each("rtp_port_min rtp_port_max", rule("count", undefined, { works: until("4.0.171") })),
  ...each(
    "tcp_enable rtp_idle_timeout audio_enable wait_keyframe auto_create_channel",
    rule("word", since("4.0.45"), { works: oldGb }),
  ),
  jitterbuffer_enable: rule("switch", { since: ["4.0.45"], until: ["5.0.0"] }, { works: oldGb }),
  host: rule("word", since("4.0.45"), { moved: "stream_caster.sip.candidate" }),
  // "Remove embedded SIP server and enforce external SIP usage" (7.0.75).
  sip: rule("block", since("4.0.45"), {
    block: sip,
    works: { since: ["4.0.45"], until: ["7.0.75"] },
    onByDefault: true,
  }),
};
