/**
 * The user that SRS runs as: any but root will do, its ports are above 1024. Whatever tidies up files that SRS wrote
 * runs as the same, or it may not remove them.
 */
export const srsUser = { uid: 1000, gid: 1000 } as const;
