import { refusedCalls } from "../network-rules.ts";
import type { Policy } from "../policy.ts";

export const bothSides: Policy = {
  id: "network/both-sides",
  title: "What one app may call, the other lets in.",
  why: "The connection is dropped in silence: the caller waits for an answer that never comes, and so do the viewers or publishers behind it.",
  remedy: "have the caller's settings name a server that takes its calls, or remove the call.",
  severity: "error",
  check: (index) =>
    refusedCalls("Egress", index).map(({ app, object, caller, called, port }) => ({
      app,
      object,
      what: `lets ${caller.object.metadata.name} call ${called.object.metadata.name} on ${port}, whose own NetworkPolicy refuses it.`,
    })),
};
