import type { Context } from "@weir/app/app";
import { cidr } from "@weir/app/fields";
import type { Exposure } from "@weir/app/provider";
import type { SettingProblem } from "@weir/finding/finding";
import { z } from "zod";
import { block, directive } from "../config.ts";
import { edgesTakePublishers } from "../demo.ts";
import type { Option } from "./option.ts";

export const publishSetting = z
  .strictObject({
    allow: z.array(cidr("Addresses that may publish.")).min(1).max(100).meta({
      description: "Who may publish, by address; everybody else may only play.",
    }),
  })
  .meta({ description: "Who may publish. Left out, everybody who reaches RTMP may." });

export type Publish = z.infer<typeof publishSetting>;

/**
 * An allow-list. Deny rules come first and would win, so there are none; and once there is one allow rule, SRS refuses
 * what no allow rule is for, players included (srs_app_security.cpp `allow_check`).
 */
export function publish({ allow }: Publish): Option {
  return {
    vhost: [
      {
        ...block("security", [
          directive("enabled", "on"),
          directive("allow", "play", "all"),
          ...allow.map((cidr) => directive("allow", "publish", single(cidr))),
        ]),
        comment: "Who publishes, by address. What no line allows is refused, so playing has one too.",
      },
    ],
  };
}

/** Every version knows a single address; networks came later. */
function single(cidr: string): string {
  return cidr.replace(/\/32$/, "");
}

/**
 * The Service of a server that tells publishers by address: it hands on what reaches a node, where any other way the node's
 * own address would take the client's place.
 */
export function keepAddresses(exposure: Exposure, allow: Publish | undefined): Exposure {
  if (!allow || exposure.type === "ClusterIP") return exposure;
  return {
    ...exposure,
    annotations: { ...exposure.annotations, ...exposure.showingClients },
    spec: { ...exposure.spec, externalTrafficPolicy: "Local" },
  };
}

/** Private addresses (RFC 1918, RFC 6598), as those of pods are; a list of addresses that are all public has none of a pod. */
const inside = /^(10|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

/** Whether pods may be on a list, of which only their cluster knows the addresses. */
export function mayHoldPods({ allow }: Publish): boolean {
  return allow.some((cidr) => inside.test(cidr) || Number(cidr.split("/")[1]) < 8);
}

/** An origin's list that none of its edges is on: what is published to them they hand on, from addresses of their own. */
export function checkPublish(publish: Publish | undefined, context: Context): SettingProblem[] {
  if (!publish || mayHoldPods(publish) || !edgesTakePublishers(context)) return [];
  return [
    {
      id: "srs/publish-through-edges",
      severity: "warning",
      at: ["publish"],
      what: "srs-edge takes publishers, and hands on what they send from addresses of its pods, which are not on this list.",
      why: "The origin refuses it: who publishes to an edge is cut, and nobody sees the stream.",
      fix: "add the pods' network to allow, and write publish in srs-edge for who may publish there.",
    },
  ];
}

/** Who may publish. */
export function notePublish(publish: Publish | undefined): string[] {
  return publish ? [`May publish: ${publish.allow.join(", ")}.`] : [];
}
