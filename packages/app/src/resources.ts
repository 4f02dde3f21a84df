import { parseQuantity } from "@weir/kubernetes/quantities";
import { z } from "zod";
import { bytes, choice, cores } from "./fields.ts";

// Below, a server starts too late for its probes, or is killed before it serves anybody.
const cpu = cores({ description: "Cores that a pod is promised.", examples: ["1", "500m"] }, { min: "10m" });
const memory = bytes(
  {
    description: "Memory that a pod is promised; it is also the limit, beyond which the pod is killed.",
    examples: ["1Gi", "512Mi"],
  },
  { min: "32Mi", max: "1Ti" },
);
const qos = choice(
  ["Burstable", "Guaranteed"],
  "Kubernetes' class of service. Burstable may use cores that nobody else uses. Guaranteed goes last when a node runs out of " +
    "memory, and is held to its cores: streams stall whenever it wants more.",
);

export interface Resources {
  readonly cpu: string;
  readonly memory: string;
  readonly qos: "Burstable" | "Guaranteed";
}

/** What one pod of an app gets, unless the environment says otherwise. */
export function resources(defaults: Pick<Resources, "cpu" | "memory">) {
  return z
    .strictObject({
      cpu: cpu.prefault(defaults.cpu),
      memory: memory.prefault(defaults.memory),
      qos: qos.default("Burstable"),
    })
    .prefault({})
    .meta({ description: "What one pod gets." });
}

/** The same for a track, where whatever is left out is as in the app. */
export const trackResources = z
  .strictObject({ cpu: cpu.optional(), memory: memory.optional(), qos: qos.optional() })
  .meta({ description: "What one of these pods gets, where it differs." });

/** What a track gets: its own, and what it leaves out from the app. */
export function overrideResources(
  app: Resources,
  own: Partial<{ [Key in keyof Resources]: Resources[Key] | undefined }> = {},
): Resources {
  return { cpu: own.cpu ?? app.cpu, memory: own.memory ?? app.memory, qos: own.qos ?? app.qos };
}

/** What a server of one thread can use of its cores: one, or less where it is held to less. */
export function usableCore({ cpu, qos }: Pick<Resources, "cpu" | "qos">): number {
  return qos === "Guaranteed" ? Math.min(1, parseQuantity(cpu) ?? 1) : 1;
}

/** As a container states them. Burstable has no CPU limit: throttling a server of one core for a moment stalls every viewer on it. */
export function containerResources({ cpu, memory, qos }: Resources) {
  return { requests: { cpu, memory }, limits: qos === "Guaranteed" ? { cpu, memory } : { memory } };
}
