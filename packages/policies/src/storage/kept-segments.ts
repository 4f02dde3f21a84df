import { sayDuration, writeDuration } from "@weir/app/say-duration";
import { claimsOf, hlsWritersOf } from "../hls-writers.ts";
import type { Policy } from "../policy.ts";

/** The one thing read from settings: in the CronJob the age is a word of a shell script. */
export const keptSegments: Policy = {
  id: "storage/kept-segments",
  title: "What cleans up a shared file system leaves alone what servers still keep for viewers.",
  why: "Segments go while a playlist still names them: viewers of HLS stall.",
  remedy: "raise olderThan of srs-cleanup, or shorten the HLS window of the origins.",
  severity: "error",
  check: (index) => {
    const writers = hlsWritersOf(index);
    return index.workloads.flatMap(({ app, object, template }) => {
      const { olderThan } = (index.model.environment.apps[app]?.settings ?? {}) as { olderThan?: number };
      if (olderThan === undefined) return [];
      const claims = new Set(claimsOf(template).map(({ claim }) => claim));
      return writers
        .filter(({ claim, dispose }) => claims.has(claim) && olderThan < dispose)
        .map(({ workload, dispose }) => ({
          app,
          object,
          what: `removes what is older than ${sayDuration(olderThan)}, and ${workload.object.metadata.name} keeps HLS for viewers ${sayDuration(dispose)} (hls_dispose).`,
          fix: `olderThan: ${writeDuration(dispose)} or longer, or a shorter HLS window of ${workload.app}.`,
        }));
    });
  },
};
