import type { XiuConfig } from "./config.ts";

/** Where a xiu of weir listens; the same in every role, so that Services, probes and policies agree. */
export const ports = { rtmp: 1935, hls: 8080, httpflv: 8081, api: 8000 } as const;

/** The ports it listens on, by table: without [httpapi] there is still the API. */
export function portsOf(config: XiuConfig): { readonly table: keyof XiuConfig; readonly port: number }[] {
  const tables = ["rtmp", "httpflv", "hls", "rtsp", "webrtc"] as const;
  const listeners = tables.flatMap((table) => {
    const listener = config[table];
    return listener?.enabled ? [{ table, port: listener.port }] : [];
  });
  return [...listeners, { table: "httpapi", port: config.httpapi?.port ?? ports.api }];
}
