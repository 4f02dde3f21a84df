/** Where an SRS of weir listens; the same in every role, so that Services, probes and policies agree. */
export const ports = { rtmp: 1935, api: 1985, http: 8080 } as const;
