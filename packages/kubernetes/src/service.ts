import type { IService, IServicePort } from "kubernetes-models/v1";
import type { Labels } from "./selectors.ts";

interface ServiceParts {
  readonly name: string;
  readonly labels: Labels;
  readonly selector: Labels;
  /** By name, the Service's port; the container's port has the same name. */
  readonly ports: Readonly<Record<string, number>>;
  /** How it is reached; left out, inside the cluster only. */
  readonly exposure?: {
    readonly type: "ClusterIP" | "NodePort" | "LoadBalancer";
    readonly annotations: Labels;
    readonly spec: Readonly<Record<string, unknown>>;
  };
}

/** A Service whose ports lead to the container's ports of the same names. */
export function service({ name, labels, selector, ports, exposure }: ServiceParts) {
  const { type = "ClusterIP", annotations = {}, spec = {} } = exposure ?? {};
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, labels, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { ...spec, type, selector, ports: Object.entries(ports).map(([name, port]) => servicePort(name, port)) },
  } satisfies IService;
}

function servicePort(name: string, port: number): IServicePort {
  return { name, port, protocol: "TCP", targetPort: name };
}
