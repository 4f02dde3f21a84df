import { claimsOf, hlsWritersOf } from "../hls-writers.ts";
import type { Policy } from "../policy.ts";

export const writtenClaims: Policy = {
  id: "storage/written-claims",
  title: "What is served from a shared file system, a server of the environment writes to it.",
  why: "The folder stays empty, and every viewer who asks for HLS gets 404.",
  remedy: "write hls: {store: nas} under srs-origin-cluster, or remove the app that serves the files.",
  severity: "error",
  check: (index) => {
    const writers = hlsWritersOf(index);
    return index.workloads.flatMap(({ app, object, template }) => {
      const read = claimsOf(template).filter(({ readOnly }) => readOnly);
      return [...new Set(read.map(({ claim }) => claim))]
        .filter((claim) => !writers.some((writer) => writer.claim === claim))
        .map((claim) => ({
          app,
          object,
          what: `serves the files of PersistentVolumeClaim ${claim}, and no server here writes HLS to it.`,
        }));
    });
  },
};
