import type { Context } from "@weir/app/app";
import { isDemoTarget } from "@weir/srs/demo";
import { type Door, doorsOf, servedBy } from "./doors.ts";
import type { Settings } from "./settings.ts";

/** Whether srs-demo publishes here, and can. */
export function isPublishedTo(doors: readonly Door[], context: Context): boolean {
  return isDemoTarget("srs-edge", context) && servedBy(doors).includes("rtmp");
}

/** What a drain means for who publishes here; nothing where it is not known that anybody publishes. */
export function notePublishers(settings: Settings, context: Context): string[] {
  const doors = doorsOf(settings);
  const expected = (context.audience?.publishers ?? 0) > 0 && servedBy(doors).includes("rtmp");
  if (!expected && !isPublishedTo(doors, context)) return [];
  return [
    "Who publishes to an edge is cut when its pod stops, at the end of the drain at the latest, and so are all viewers of that stream: " +
      "encoders that must not be cut publish to the origin.",
  ];
}
