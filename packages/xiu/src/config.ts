/**
 * xiu.toml, typed: the tables and keys of 0.12 to 0.14 that weir writes or reads (application/xiu/src/config/mod.rs of
 * harlanc/xiu). Which of them a version needs, knows or ignores is in `keys.ts`.
 */
export interface XiuConfig {
  readonly rtmp?: Rtmp;
  readonly httpflv?: Listener;
  readonly hls?: Hls;
  readonly rtsp?: Listener & { readonly relay_enabled: boolean };
  readonly webrtc?: Listener;
  readonly httpapi?: { readonly port: number };
  readonly httpnotify?: Notify;
  readonly log?: Log;
  /** Left out of the file where it is put together in the pod. */
  readonly authsecret?: AuthSecret;
}

export interface Listener {
  readonly enabled: boolean;
  readonly port: number;
  readonly auth?: Auth;
}

export interface Rtmp extends Listener {
  /** Groups of pictures that a new viewer is sent at once. */
  readonly gop_num?: number;
  readonly gop_max_frame_num?: number;
  /** Fetches a stream when a viewer asks for it. */
  readonly pull?: Peer;
  /** Sends on whatever is published here. */
  readonly push?: readonly Peer[];
}

export interface Peer {
  readonly enabled: boolean;
  readonly address: string;
  readonly port: number;
}

export interface Hls extends Listener {
  readonly need_record: boolean;
  readonly path?: string;
  /** Seconds. */
  readonly fragment?: number;
  readonly aof_ratio?: number;
  readonly live_ts_count?: number;
  readonly prefix?: string;
  readonly s3?: {
    readonly enabled: boolean;
    readonly bucket: string;
    readonly region: string;
    readonly access_key?: string;
    readonly secret_key?: string;
    readonly endpoint?: string;
    readonly prefix?: string;
  };
}

/** Who must show a token: `?token=…` */
export interface Auth {
  readonly pull_enabled: boolean;
  readonly push_enabled?: boolean;
  readonly algorithm: "simple" | "md5";
}

/** `simple`: the token is the password. `md5`: it is the digest of the key and the stream's name. */
export interface AuthSecret {
  readonly key: string;
  readonly password: string;
  readonly push_password?: string;
}

export interface Notify {
  readonly enabled: boolean;
  readonly on_publish?: string;
  readonly on_unpublish?: string;
  readonly on_play?: string;
  readonly on_stop?: string;
  readonly on_hls?: string;
}

export interface Log {
  readonly level: string;
  readonly file?: { readonly enabled: boolean; readonly rotate: string; readonly path: string };
}
