import { type DirectiveRules, each, never, rule, since, until } from "./rule.ts";

/** Where both https blocks are read: `get_https_api` and `get_https_stream`; `check_normal_config` does not look into them. */
function https(keyWorks?: ReturnType<typeof since>): DirectiveRules {
  const file = rule("word", undefined, keyWorks && { works: keyWorks });
  return { enabled: rule("switch"), listen: rule("endpoints"), key: file, cert: file };
}

/** "Remove HTTP RAW API" (4.0.170): since then `get_raw_api_allow_query` and `…_update` are always false. */
const rawApi: DirectiveRules = {
  enabled: rule("switch"),
  allow_reload: rule("switch"),
  ...each("allow_query allow_update", rule("switch", undefined, { works: until("4.0.170") })),
};

export const httpApi: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  crossdomain: rule("switch"),
  raw_api: rule("block", undefined, { block: rawApi }),
  // "HTTPS: Support config key/cert for HTTPS API" (6.0.137): before, the API shows the certificate of http_server.https.
  https: rule("block", since("4.0.46"), { block: https(since("6.0.137")), checks: never }),
  auth: rule("block", since("5.0.152", "6.0.40"), {
    block: { enabled: rule("switch"), username: rule("word"), password: rule("word") },
  }),
};

export const httpServer: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  dir: rule("word"),
  crossdomain: rule("switch"),
  https: rule("block", since("4.0.47"), { block: https(), checks: never }),
};

export const exporter: DirectiveRules = {
  enabled: rule("switch"),
  listen: rule("endpoints"),
  label: rule("word"),
  tag: rule("word"),
};

export const heartbeat: DirectiveRules = {
  enabled: rule("switch"),
  interval: rule("number"),
  url: rule("urls"),
  device_id: rule("word"),
  summaries: rule("switch"),
  ports: rule("switch", since("5.0.215", "6.0.156", "7.0.15")),
};

export const stats: DirectiveRules = {
  // In 4.0.236, not in 4.0.45; no entry of the changelog brings it.
  enabled: rule("switch", since("4.0.236")),
  network: rule("number"),
  disk: rule("words"),
};
