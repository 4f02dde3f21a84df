import { hookServer, hookUrl, trafficTo } from "@weir/app/hook-server";
import type { Traffic } from "@weir/kubernetes/network-policy";
import { z } from "zod";
import type { Notify } from "./config.ts";

/**
 * The hub of xiu, which every publisher and viewer goes through, waits for each answer without a time-out (streamhub 0.2.5,
 * `event_loop` and notify/http.rs). So there is no hook for viewers: thousands of answers would be waited for, one by one.
 */
export const httpNotify = z
  .strictObject({
    on_publish: hookUrl(
      "Where xiu posts who publishes. An answer other than 200 ends the stream; without an answer it runs.",
    ).optional(),
    on_unpublish: hookUrl("Where xiu posts whose stream ended.").optional(),
    to: hookServer,
  })
  .refine(({ on_publish, on_unpublish }) => on_publish ?? on_unpublish, "name at least one hook")
  .meta({
    description:
      "Tells a server of yours about streams. xiu waits for every answer and lets nobody in until it comes: that server has to be quick.",
  });

export type HttpNotify = z.infer<typeof httpNotify>;

/** The table of xiu.toml. */
export function notifyTable({ on_publish, on_unpublish }: HttpNotify): Notify {
  return { enabled: true, ...(on_publish && { on_publish }), ...(on_unpublish && { on_unpublish }) };
}

/** What the pods' NetworkPolicy lets out. */
export function notifyTraffic({ to, on_publish, on_unpublish }: HttpNotify): Traffic {
  return trafficTo(to, [on_publish, on_unpublish]);
}
