/** The user that xiu runs as: any but root will do, its ports are above 1024 and it writes to its own disk only. */
export const xiuUser = { uid: 1000, gid: 1000 } as const;
