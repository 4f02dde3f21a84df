import { expect, test } from "vitest";
import { directiveRules, understands } from "./directives.ts";
import { parseVersion } from "./versions.ts";

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

test("has the root directives that 5.0.213 checks its file against", () => {
  const checkNormalConfig = `listen pid chunk_size ff_log_dir srs_log_tank srs_log_level srs_log_level_v2 srs_log_file
    max_connections daemon heartbeat tencentcloud_apm http_api stats vhost pithy_print_ms http_server stream_caster
    rtc_server srt_server utc_time work_dir asprocess server_id ff_log_level grace_final_wait force_grace_quit
    grace_start_wait empty_ip_ok disable_daemon_for_docker inotify_auto_reload auto_reload_for_docker
    tcmalloc_release_rate query_latest_version first_wait_for_qlv threads circuit_breaker is_full in_docker
    tencentcloud_cls exporter`.split(/\s+/);
  const version = parseVersion("5.0.213");
  const known = Object.keys(directiveRules).filter((name) => understands(version, name));
  expect(known.sort()).toEqual(checkNormalConfig.sort());
});

test("has the directives of clusters, HTTP-FLV and HLS that 5.0.213 checks its file against", () => {
  const checkNormalConfig = {
    cluster: "mode origin token_traverse vhost debug_srs_upnode coworkers origin_cluster protocol follow_client",
    http_remux: "enabled mount fast_cache drop_if_not_match has_audio has_video guess_has_av",
    hls: `enabled hls_entry_prefix hls_path hls_fragment hls_window hls_on_error hls_storage hls_mount hls_td_ratio
      hls_aof_ratio hls_acodec hls_vcodec hls_m3u8_file hls_ts_file hls_ts_floor hls_cleanup hls_nb_notify
      hls_wait_keyframe hls_dispose hls_keys hls_fragments_per_key hls_key_file hls_key_file_path hls_key_url
      hls_dts_directly hls_ctx hls_ts_ctx`,
  };
  const version = parseVersion("5.0.213");
  for (const [name, names] of Object.entries(checkNormalConfig)) {
    const rules = directiveRules.vhost?.block?.[name]?.block ?? {};
    const known = Object.keys(rules).filter((inner) => understands(version, "vhost", name, inner));
    expect(known.sort()).toEqual(names.split(/\s+/).sort());
  }
});
