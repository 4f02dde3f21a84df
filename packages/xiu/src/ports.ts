/** Where a xiu of weir listens; the same in every role, so that Services, probes and policies agree. */
export const ports = { rtmp: 1935, hls: 8080, httpflv: 8081, api: 8000 } as const;
