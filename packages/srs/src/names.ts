/** What one app makes and others name: written here once, because each side alone would still render. */
export const sharedNames = {
  /** The label `app` on the pods of srs-origin and of srs-origin-cluster: edges dial it, an environment has one of the two. */
  origin: "srs-origin",
  /** The Service before them, which edges fetch from. */
  originService: "srs-origin-service",
  /** The label `app` on the pods of srs-edge: origins let it in. */
  edge: "srs-edge",
  /** The claim of srs-storage: origins write to it, nginx-hls serves it, srs-cleanup tidies it. */
  storageClaim: "pvc-nas",
} as const;
