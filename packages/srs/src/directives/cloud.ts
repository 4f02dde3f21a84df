import { type DirectiveRules, each, rule } from "./rule.ts";

/** Logs and traces of Tencent Cloud, read name by name (`get_tencentcloud_cls_…`, `get_tencentcloud_apm_…`). */
export const tencentcloudCls: DirectiveRules = {
  ...each("enabled debug_logging stat_heartbeat stat_streams", rule("switch")),
  ...each("label tag secret_id secret_key endpoint topic_id", rule("word")),
  ...each("heartbeat_ratio streams_ratio", rule("count")),
};

export const tencentcloudApm: DirectiveRules = {
  ...each("enabled debug_logging", rule("switch")),
  ...each("team token endpoint service_name", rule("word")),
};

/** What WebRTC leaves out when the machine is overloaded. */
export const circuitBreaker: DirectiveRules = {
  enabled: rule("switch"),
  ...each("high_threshold high_pulse critical_threshold critical_pulse dying_threshold dying_pulse", rule("number")),
};
