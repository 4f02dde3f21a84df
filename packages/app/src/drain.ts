import type { Path, SettingProblem } from "@weir/finding/finding";
import type { Context } from "./app.ts";
import { duration } from "./fields.ts";
import { sayDuration, writeDuration } from "./say-duration.ts";

/** The setting by which an app says how long its sessions may go on when a pod stops. */
export function drain({ min }: { min: string }) {
  return duration(
    {
      description:
        "How long viewers of a stopping pod may watch on before they are cut. New viewers go to other pods at once.",
      examples: ["2m", "10m"],
    },
    { min, max: "24h" },
  );
}

/**
 * A drain that the cluster's nodes do not wait for.
 *
 * @param drain seconds that a session is given
 * @param whole seconds that a pod takes for it, its own waits included: a node waits for all of it
 * @param at where the drain is written
 */
export function checkNodesWait(
  { drain, whole, at }: { readonly drain: number; readonly whole: number; readonly at: Path },
  { cluster, environment }: Context,
): SettingProblem[] {
  const waits = cluster.nodes?.drain;
  if (waits === undefined || whole <= waits) return [];
  const longest = waits - (whole - drain);
  const file = cluster.name === environment ? "" : ` in clusters/${cluster.name}.yaml`;
  const raise = `raise nodes.drain${file} if your nodes really wait longer.`;
  return [
    {
      id: "drain/within-node",
      severity: "error",
      at,
      what: `A node of ${cluster.name} waits ${sayDuration(waits)} for its pods; this drain takes ${sayDuration(whole)}, its own waits included.`,
      why: "Viewers still connected then are cut.",
      fix: longest >= 10 ? `drain: ${writeDuration(longest)}, or ${raise}` : raise,
    },
  ];
}
