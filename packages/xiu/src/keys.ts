/** What one key of xiu.toml takes. */
export interface Key {
  readonly kind: "boolean" | "port" | "count" | "text" | readonly string[];
  /** Without it xiu prints a line and ends: 0.14 with exit code 0, older ones with 101. */
  readonly required?: boolean;
  /** The version that first reads it; older ones ignore it in silence. */
  readonly since?: string;
}

export interface Table {
  readonly keys: Readonly<Record<string, Key | Table>>;
  /** Without the table itself xiu ends, too. */
  readonly required?: boolean;
  /** Written `[[push]]`, any number of times. */
  readonly many?: boolean;
  readonly since?: string;
}

const enabled: Key = { kind: "boolean", required: true };
const port: Key = { kind: "port", required: true };
const text: Key = { kind: "text" };
const count: Key = { kind: "count" };
const requiredText: Key = { kind: "text", required: true };

const auth: Table = {
  keys: {
    pull_enabled: enabled,
    push_enabled: { kind: "boolean" },
    algorithm: { kind: ["simple", "md5"], required: true },
  },
};
const listener = { enabled, port, auth };
const peer = { enabled, address: requiredText, port };

/**
 * Every table and key that xiu 0.12.7 to 0.14.0 reads (application/xiu/src/config/mod.rs of each, as published on
 * crates.io). serde ignores what is not here.
 */
export const root: Table = {
  keys: {
    rtmp: {
      keys: {
        ...listener,
        gop_num: count,
        gop_max_frame_num: { ...count, since: "0.14.0" },
        pull: { keys: peer },
        push: { keys: peer, many: true },
      },
    },
    rtsp: { keys: { ...listener, relay_enabled: { ...enabled, since: "0.13.0" } } },
    webrtc: { keys: listener },
    httpflv: { keys: listener },
    hls: {
      keys: {
        ...listener,
        need_record: enabled,
        path: { ...text, since: "0.14.0" },
        fragment: { ...count, since: "0.14.0" },
        aof_ratio: { ...count, since: "0.14.0" },
        live_ts_count: { ...count, since: "0.14.0" },
        prefix: { ...text, since: "0.14.0" },
        s3: {
          since: "0.14.0",
          keys: {
            enabled,
            bucket: requiredText,
            region: requiredText,
            access_key: text,
            secret_key: text,
            endpoint: text,
            prefix: text,
          },
        },
      },
    },
    httpapi: { keys: { port } },
    httpnotify: {
      keys: {
        enabled,
        on_publish: text,
        on_unpublish: text,
        on_play: text,
        on_stop: text,
        on_hls: { ...text, since: "0.14.0" },
      },
    },
    authsecret: {
      required: true,
      keys: { key: requiredText, password: requiredText, push_password: { ...text, since: "0.13.0" } },
    },
    log: {
      keys: {
        level: requiredText,
        // Any other word panics.
        file: { keys: { enabled, rotate: { kind: ["day", "hour", "minute"], required: true }, path: requiredText } },
      },
    },
  },
};
