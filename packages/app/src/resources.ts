import { z } from "zod";
import { bytes, cores } from "./fields.ts";

const cpu = cores({
  description: "Cores that a pod is promised. It may use more: a limit would stall streams whenever it is reached.",
  examples: ["1", "500m"],
});
const memory = bytes({
  description: "Memory that a pod is promised; it is also the limit, beyond which the pod is killed.",
  examples: ["1Gi", "512Mi"],
});

export interface Resources {
  readonly cpu: string;
  readonly memory: string;
}

/** What one pod of an app gets, unless the environment says otherwise. */
export function resources(defaults: Resources) {
  return z
    .strictObject({ cpu: cpu.prefault(defaults.cpu), memory: memory.prefault(defaults.memory) })
    .prefault({})
    .meta({ description: "What one pod gets." });
}

/** The same for a track, where whatever is left out is as in the app. */
export const trackResources = z
  .strictObject({ cpu: cpu.optional(), memory: memory.optional() })
  .meta({ description: "What one pod of this track gets, where it differs." });

/** As a container states them. No CPU limit: throttling a server of one core for a moment stalls every viewer on it. */
export function containerResources({ cpu, memory }: Resources) {
  return { requests: { cpu, memory }, limits: { memory } };
}
