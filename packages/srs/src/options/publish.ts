import type { Context } from "@weir/app/app";
import { cidr } from "@weir/app/fields";
import type { Exposure } from "@weir/app/provider";
import { z } from "zod";
import { block, directive } from "../config.ts";
import { isDemoTarget } from "../demo.ts";
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
  return { ...exposure, spec: { ...exposure.spec, externalTrafficPolicy: "Local" } };
}

/**
 * Who may publish, and who of this environment is easily forgotten: an edge hands on what is published to it, and its own
 * address is what the origin sees.
 */
export function notePublish(app: string, allow: Publish | undefined, context: Context): string[] {
  if (!allow) return [];
  const inside = [
    ...(app !== "srs-edge" && context.apps.has("srs-edge") ? ["srs-edge hands on what is published to it"] : []),
    ...(isDemoTarget(app, context) ? ["srs-demo publishes"] : []),
  ];
  return [
    `May publish: ${allow.allow.join(", ")}.`,
    ...inside.map(
      (who) => `${who} from inside of the cluster: it is refused unless that list holds its pods' addresses.`,
    ),
  ];
}
