/** What one app makes and others name: written here once, because each side alone would still render. */
export const sharedNames = {
  /** The label `app` on the pods of every app of origins: edges dial it, an environment has one of these apps. */
  origin: "srs-origin",
  /** The Service before them, which edges fetch from. */
  originService: "srs-origin-service",
  /** The label `app` on the pods of srs-edge: origins let it in. */
  edge: "srs-edge",
  /** The Service before them, which viewers and srs-demo reach. */
  edgeService: "srs-edge-service",
  /** The label `app` on the pods of srs-demo, which publishes: who is published to lets it in. */
  demo: "srs-demo",
  /** The label `app` on the pods of nginx-hls: origins that keep HLS on disks of their own let it in. */
  nginx: "nginx-origin",
  /** The claim of srs-storage: origins write to it, nginx-hls serves it, srs-cleanup tidies it. */
  storageClaim: "pvc-nas",
} as const;

/**
 * The Service behind which nginx-hls finds HLS that is on the origins' own disks, by their app; a headless one, where there
 * are several to ask.
 */
export const hlsServices = {
  "srs-origin": sharedNames.originService,
  "srs-origin-cluster": "socs",
  "srs-origin-deployments": "srs-origin-socs",
} as const;
