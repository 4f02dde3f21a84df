import { refusedCalls } from "../network-rules.ts";
import type { Policy } from "../policy.ts";

export const usedDoors: Policy = {
  id: "network/used-doors",
  title: "What one app lets in, the other may call.",
  why: "Either a connection that somebody counts on is dropped in silence, or the door is open for nobody.",
  remedy: "allow the call in the caller's NetworkPolicy, or remove the rule.",
  severity: "warning",
  check: (index) =>
    refusedCalls("Ingress", index).map(({ app, object, caller, called, port }) => ({
      app,
      object,
      what: `lets ${caller.object.metadata.name} in to ${called.object.metadata.name} on ${port}, and the caller's own NetworkPolicy refuses to call.`,
    })),
};
