import { describe, expect, test } from "vitest";
import {
  countDirectives,
  type DirectiveRules,
  directiveRules,
  type KnownDirective,
  listDirectives,
  ruleOf,
  type Span,
  understands,
} from "./directives.ts";
import { formOf } from "./forms.ts";
import { formatVersion, isAtLeast, newestPatches, parseVersion } from "./versions.ts";

test.each([
  ["v4.0.5", ["force_grace_quit"], true],
  ["v4.0.5", ["grace_final_wait"], true],
  ["v4.0.5", ["grace_start_wait"], false],
  ["v4.0.6", ["grace_start_wait"], true],
  ["v4.0.6", ["inotify_auto_reload"], false],
  ["v3.0-b3", ["inotify_auto_reload"], true],
  ["v4.0-r5", ["exporter"], false],
  ["v5.0-r3", ["exporter"], true],
  ["v5.0-b0", ["http_api", "auth"], true],
  ["v5.0-a5", ["http_api", "auth"], false],
  ["v6.0-r0", ["http_api", "auth", "username"], true],
  ["v6.0-r0", ["threads"], true],
  ["v7.0-d0", ["threads"], false],
  ["v7.0-d0", ["rtmp"], true],
  ["v6.0-r0", ["vhost", "cluster", "coworkers"], true],
  ["v6.0-r0", ["vhost", "cluster", "coworker"], false],
  ["v6.0-r0", ["constructor"], false],
  ["v6.0-r0", ["listen", "deeper"], false],
])("%s and %j: %s", (tag, path, expected) => {
  expect(understands(parseVersion(tag), ...path)).toBe(expected);
});

/** The names that a version checks its file against, by block; the first entry is the root. */
type Checked = Readonly<Record<string, string>>;

const checked4: Checked = {
  "": `listen pid chunk_size ff_log_dir srs_log_tank srs_log_level srs_log_file max_connections daemon heartbeat http_api
    stats vhost pithy_print_ms http_server stream_caster rtc_server srt_server utc_time work_dir asprocess ff_log_level
    grace_final_wait force_grace_quit grace_start_wait empty_ip_ok disable_daemon_for_docker inotify_auto_reload
    auto_reload_for_docker tcmalloc_release_rate query_latest_version circuit_breaker is_full in_docker`,
  http_api: "enabled listen crossdomain raw_api https",
  "http_api.raw_api": "enabled allow_reload allow_query allow_update",
  http_server: "enabled listen dir crossdomain https",
  srt_server: `enabled listen maxbw mss latency recvlatency peerlatency tlpkdrop connect_timeout sendbuf recvbuf payloadsize
    default_app mix_correct sei_filter`,
  heartbeat: "enabled interval url device_id summaries",
  stats: "enabled network disk",
  rtc_server: "enabled listen dir candidate ecdsa encrypt reuseport merge_nalus black_hole ip_family api_as_candidates",
  stream_caster: `enabled caster output listen tcp_enable rtp_port_min rtp_port_max rtp_idle_timeout sip audio_enable
    wait_keyframe jitterbuffer_enable host auto_create_channel`,
  "stream_caster.sip": `enabled listen ack_timeout keepalive_timeout host serial realm auto_play invite_port_fixed
    query_catalog_interval`,
  vhost: `enabled chunk_size min_latency tcp_nodelay dvr ingest hls http_hooks refer forward transcode bandcheck play publish
    cluster security http_remux dash http_static hds exec in_ack_size out_ack_size rtc`,
  "vhost.dvr": "enabled dvr_apply dvr_path dvr_plan dvr_duration dvr_wait_keyframe time_jitter",
  "vhost.refer": "enabled all publish play",
  "vhost.exec": "enabled publish",
  "vhost.play": `time_jitter mix_correct atc atc_auto mw_latency gop_cache queue_length send_min_interval
    reduce_sequence_header mw_msgs`,
  "vhost.cluster": "mode origin token_traverse vhost debug_srs_upnode coworkers origin_cluster",
  "vhost.publish": "mr mr_latency firstpkt_timeout normal_timeout parse_sps",
  "vhost.ingest": "enabled input ffmpeg engine",
  "vhost.http_static": "enabled mount dir",
  "vhost.http_remux": "enabled mount fast_cache",
  "vhost.dash": "enabled dash_fragment dash_update_period dash_timeshift dash_path dash_mpd_file",
  "vhost.hls": `enabled hls_entry_prefix hls_path hls_fragment hls_window hls_on_error hls_storage hls_mount hls_td_ratio
    hls_aof_ratio hls_acodec hls_vcodec hls_m3u8_file hls_ts_file hls_ts_floor hls_cleanup hls_nb_notify hls_wait_keyframe
    hls_dispose hls_keys hls_fragments_per_key hls_key_file hls_key_file_path hls_key_url hls_dts_directly`,
  "vhost.http_hooks": `enabled on_connect on_close on_publish on_unpublish on_play on_stop on_dvr on_hls on_hls_notify`,
  "vhost.forward": "enabled destination",
  "vhost.security": "enabled deny allow",
  "vhost.transcode": "enabled ffmpeg engine",
  "vhost.transcode.engine": `enabled vfilter vcodec vbitrate vfps vwidth vheight vthreads vprofile vpreset vparams acodec
    abitrate asample_rate achannels aparams output perfile iformat oformat`,
  "vhost.bandcheck": "enabled key interval limit_kbps",
  "vhost.rtc": `enabled nack twcc nack_no_copy stun_timeout stun_strict_check dtls_role dtls_version drop_for_pt rtc_to_rtmp
    pli_for_rtmp rtmp_to_rtc keep_bframe`,
};

const { "vhost.bandcheck": _, ...still4 } = checked4;
const checked5: Checked = {
  ...still4,
  "": `${checked4[""]} srs_log_level_v2 tencentcloud_apm server_id first_wait_for_qlv threads tencentcloud_cls exporter`,
  http_api: `${checked4.http_api} auth`,
  "http_api.auth": "enabled username password",
  srt_server: `${checked4.srt_server?.replace("tlpkdrop", "tlpktdrop")} tsbpdmode passphrase pbkeylen`,
  heartbeat: `${checked4.heartbeat} ports`,
  rtc_server: `${checked4.rtc_server} tcp protocol resolve_api_domain keep_api_domain use_auto_detect_network_ip`,
  exporter: "enabled listen label tag",
  stream_caster: "enabled caster output listen sip",
  "stream_caster.sip": "enabled listen timeout reinvite candidate",
  vhost: `${checked4.vhost} srt`,
  "vhost.play": `${checked4["vhost.play"]} gop_cache_max_frames`,
  "vhost.cluster": `${checked4["vhost.cluster"]} protocol follow_client`,
  "vhost.publish": `${checked4["vhost.publish"]} try_annexb_first kickoff_for_idle`,
  "vhost.http_remux": `${checked4["vhost.http_remux"]} drop_if_not_match has_audio has_video guess_has_av`,
  "vhost.dash": `${checked4["vhost.dash"]} dash_window_size dash_dispose dash_cleanup`,
  "vhost.hls": `${checked4["vhost.hls"]} hls_ctx hls_ts_ctx`,
  "vhost.forward": `${checked4["vhost.forward"]} backend`,
  "vhost.rtc": `${checked4["vhost.rtc"]} opus_bitrate aac_bitrate keep_avc_nalu_sei`,
  "vhost.srt": "enabled srt_to_rtmp",
};

const checked6: Checked = {
  ...checked5,
  srt_server: `${checked5.srt_server} peer_idle_timeout default_streamid`,
};

const checked7: Checked = {
  ...checked6,
  "": `${checked6[""]?.replace("threads", "")} rtsp_server rtmp rtmps`,
  rtmp: "listen chunk_size",
  rtmps: "enabled listen key cert",
  rtsp_server: "enabled listen",
  vhost: `${checked6.vhost} rtsp`,
  "vhost.hls": `${checked6["vhost.hls"]} hls_use_fmp4 hls_fmp4_file hls_init_file hls_recover hls_master_m3u8_path_relative`,
  "vhost.rtc": `${checked6["vhost.rtc"]} init_rate_from_sdp`,
  "vhost.rtsp": "enabled rtmp_to_rtsp",
};

/** Names that a server takes out of the file before it looks; beside those that it moves. */
const dropped: Checked = {
  rtc_server: "perf_stat queue_length",
  "vhost.http_remux": "hstrs",
};
const droppedSince5: Checked = {
  stream_caster: "tcp_enable rtp_port_min rtp_port_max rtp_idle_timeout audio_enable wait_keyframe auto_create_channel",
  "stream_caster.sip": "ack_timeout keepalive_timeout serial realm auto_play invite_port_fixed query_catalog_interval",
};

describe("has the names that a server checks its file against", () => {
  test.each([
    ["4.0.236", checked4, dropped],
    ["5.0.221", checked5, { ...dropped, ...droppedSince5 }],
    ["6.0.180", checked6, { ...dropped, ...droppedSince5 }],
    ["7.0.118", checked7, { ...dropped, ...droppedSince5 }],
  ] as const)("%s", (tag, names: Checked, dropped: Checked) => {
    const version = parseVersion(tag);
    for (const [block, expected] of Object.entries(names)) {
      const above = block === "" ? [] : block.split(".");
      const rules = above.reduce(
        (rules: DirectiveRules | undefined, name) => ruleOf(rules, name)?.block,
        directiveRules,
      );
      const known = Object.entries(rules ?? {}).filter(([name, { moved }]) => {
        const takenOut =
          dropped[block]?.split(" ").includes(name) || (moved && understands(version, ...moved.split(".")));
        return understands(version, ...above, name) && !takenOut;
      });
      expect([block, ...known.map(([name]) => name).sort()]).toEqual([block, ...expected.trim().split(/\s+/).sort()]);
    }
  });
});

describe("the table", () => {
  const spansOf = ({ rule }: KnownDirective) =>
    [rule.life, rule.works, rule.reloads, rule.checks].filter((span): span is Span => span !== undefined);

  test("names versions of known release lines, births before ends, one of each in a line", () => {
    for (const known of listDirectives()) {
      for (const { since, until = [] } of spansOf(known)) {
        for (const version of [...since, ...until]) {
          const { major, minor, patch } = parseVersion(version);
          expect([known.path.join("."), version, patch !== undefined]).toEqual([known.path.join("."), version, true]);
          expect(patch).toBeLessThanOrEqual(newestPatches[`${major}.${minor}`] as number);
        }
        for (const end of until) expect(isAtLeast(parseVersion(end), since)).toBe(true);
        for (const list of [since, until]) {
          const lines = list.map((version) => version.split(".", 2).join("."));
          expect(lines).toEqual([...new Set(lines)].sort());
        }
      }
    }
  });

  test("moves a directive to one that it knows, and that has not moved itself", () => {
    for (const { path, rule } of listDirectives()) {
      for (const target of [rule.moved, rule.bare].filter((target) => target !== undefined)) {
        const found = listDirectives().find((known) => known.path.join(".") === target);
        expect([path.join("."), found?.rule.moved]).toEqual([path.join("."), undefined]);
        expect(found).toBeDefined();
      }
    }
  });

  test("has a block wherever a form asks for one, and only there", () => {
    for (const { path, rule } of listDirectives()) {
      const asks = formOf(rule.form).block ?? false;
      expect([path.join("."), rule.block !== undefined]).toEqual([path.join("."), asks]);
    }
  });
});

test("counts what it knows, of all versions and of one", () => {
  expect(countDirectives()).toBe(444);
  const counts = ["3.0.163", "4.0.271", "5.0.213", "6.0.191", "7.0.162"].map((tag) => {
    const version = parseVersion(tag);
    return [formatVersion(version), countDirectives(version)];
  });
  expect(counts).toEqual([
    ["3.0.163", 250],
    ["4.0.271", 353],
    ["5.0.213", 417],
    ["6.0.191", 420],
    ["7.0.162", 440],
  ]);
});
