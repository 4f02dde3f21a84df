import { ingest, transcode } from "./encoder.ts";
import { dash, dvr, hds, hls, httpRemux, httpStatic, play, rtc, rtsp, srt } from "./media.ts";
import { type DirectiveRules, each, never, oneOf, rule, since, until, until5, until7 } from "./rule.ts";

const cluster: DirectiveRules = {
  mode: rule(oneOf("local", "remote")),
  origin: rule("words", undefined, { reloads: until7 }),
  token_traverse: rule("switch", undefined, { reloads: until7 }),
  vhost: rule("word", undefined, { reloads: until7 }),
  debug_srs_upnode: rule("switch", undefined, { reloads: until7 }),
  origin_cluster: rule("switch", since("3.0.29", "4.0.1")),
  coworkers: rule("words", since("3.0.29", "4.0.1"), { reloads: until7 }),
  protocol: rule(oneOf("rtmp", "flv", "follow"), since("5.0.1")),
  follow_client: rule("switch", since("5.0.1")),
};

const publish: DirectiveRules = {
  ...each("mr parse_sps", rule("switch")),
  ...each("mr_latency firstpkt_timeout normal_timeout", rule("number")),
  try_annexb_first: rule("switch", since("5.0.58")),
  kickoff_for_idle: rule("number", since("5.0.144", "6.0.31")),
};

const refer: DirectiveRules = { enabled: rule("switch"), ...each("all publish play", rule("words")) };

const forward: DirectiveRules = {
  enabled: rule("switch"),
  destination: rule("words"),
  backend: rule("urls", since("5.0.24")),
};

const httpHooks: DirectiveRules = {
  enabled: rule("switch"),
  ...each("on_connect on_close on_publish on_unpublish on_play on_stop on_dvr on_hls on_hls_notify", rule("urls")),
};

const security: DirectiveRules = {
  enabled: rule("switch"),
  ...each("allow deny", rule("access", undefined, { many: "free" })),
};

const exec: DirectiveRules = { enabled: rule("switch"), publish: rule("words", undefined, { many: "free" }) };

/** "Remove bandwidth check because flash is disabled" (5.0.52): the name stayed, unread. */
const untilFlash = until("5.0.52");
const bandcheck: DirectiveRules = {
  enabled: rule("switch"),
  key: rule("word"),
  ...each("interval limit_kbps", rule("number")),
};

/** What stood in the vhost itself until SRS 3 gave it a block. */
const moved: DirectiveRules = {
  http: rule("block", undefined, { moved: "vhost.http_static", block: httpStatic }),
  ...Object.fromEntries(
    ["mode", "origin", "token_traverse", "vhost", "debug_srs_upnode"].map((name) => [
      name,
      { ...cluster[name], moved: `vhost.cluster.${name}` },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(play)
      .filter(([name]) => name !== "mw_msgs")
      .map(([name, rule]) => [name, { ...rule, moved: `vhost.play.${name}` }]),
  ),
  mr: rule("block", undefined, {
    moved: "vhost.publish.mr",
    block: { enabled: rule("switch"), latency: rule("number") },
    checks: never,
  }),
  publish_1stpkt_timeout: rule("number", undefined, { moved: "vhost.publish.firstpkt_timeout" }),
  publish_normal_timeout: rule("number", undefined, { moved: "vhost.publish.normal_timeout" }),
  refer_play: rule("words", undefined, { moved: "vhost.refer.play" }),
  refer_publish: rule("words", undefined, { moved: "vhost.refer.publish" }),
  nack: rule("block", since("4.0.14"), {
    moved: "vhost.rtc.nack",
    block: { enabled: rule("switch"), no_copy: rule("switch") },
    checks: never,
  }),
  twcc: rule("block", since("4.0.14"), { moved: "vhost.rtc.twcc", block: { enabled: rule("switch") }, checks: never }),
};

export const vhost: DirectiveRules = {
  enabled: rule("switch"),
  chunk_size: rule("count", undefined, { reloads: until7 }),
  min_latency: rule("switch", undefined, { reloads: until7 }),
  tcp_nodelay: rule("switch", undefined, { reloads: until7 }),
  in_ack_size: rule("number"),
  out_ack_size: rule("number"),
  cluster: rule("block", undefined, { block: cluster }),
  http_remux: rule("block", undefined, { block: httpRemux, reloads: until5 }),
  // Reloaded before, too, but with streams in use only since these two: "HLS: Support reload HLS asynchronously".
  hls: rule("block", undefined, { block: hls, reloads: { since: ["5.0.172", "6.0.67"], until: ["7.0.0"] } }),
  http_static: rule("block", undefined, { block: httpStatic, reloads: until5 }),
  play: rule("block", undefined, { block: play, reloads: until7 }),
  publish: rule("block", undefined, { block: publish, reloads: until7 }),
  forward: rule("block", undefined, { block: forward, reloads: until7, bare: "vhost.forward.destination" }),
  dash: rule("block", undefined, { block: dash, reloads: until7 }),
  dvr: rule("block", undefined, { block: dvr, reloads: until7 }),
  exec: rule("block", undefined, { block: exec, reloads: until7 }),
  hds: rule("block", undefined, { block: hds, checks: never, reloads: until7 }),
  http_hooks: rule("block", undefined, { block: httpHooks, reloads: until7 }),
  security: rule("block", undefined, { block: security, reloads: until7 }),
  ingest: rule("scoped-block", undefined, { block: ingest, reloads: until7, many: "named" }),
  transcode: rule("scoped-block", undefined, { block: transcode, reloads: until7, many: "named" }),
  refer: rule("block", undefined, { block: refer, bare: "vhost.refer.all" }),
  bandcheck: rule("block", undefined, { block: bandcheck, works: untilFlash, checks: untilFlash }),
  rtc: rule("block", since("4.0.14"), { block: rtc }),
  srt: rule("block", since("5.0.30"), { block: srt }),
  rtsp: rule("block", since("7.0.47"), { block: rtsp }),
  ...moved,
};
