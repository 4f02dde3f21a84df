import { refusedCalls } from "../network-rules.ts";
import type { Policy } from "../policy.ts";

export const bothSides: Policy = {
  id: "network/both-sides",
  title: "What one app may call, the other lets in.",
  why: "The connection is dropped in silence: edges hold viewers and never get a stream for them.",
  remedy: "allow the caller's pods and the port in the other app's NetworkPolicy.",
  severity: "error",
  check: (index) =>
    refusedCalls("Egress", index).map(({ app, object, caller, called, port }) => ({
      app,
      object,
      what: `lets ${caller.object.metadata.name} call ${called.object.metadata.name} on ${port}, whose own NetworkPolicy refuses it.`,
    })),
};
