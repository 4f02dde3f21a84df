import type { PodTemplate } from "@weir/kubernetes/walk";

/** The number behind a port's name or number, among the ports that a pod's containers declare; undefined when none has it. */
export function portOf({ spec }: PodTemplate, wanted: string | number): number | undefined {
  const ports = spec.containers.flatMap(({ ports = [] }) => ports);
  return ports.find(({ name, containerPort }) => wanted === name || wanted === containerPort)?.containerPort;
}
