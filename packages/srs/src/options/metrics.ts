import { label, text } from "@weir/app/fields";
import { z } from "zod";
import { block, directive } from "../config.ts";
import type { Option } from "./option.ts";

/** Where SRS 5 and later answers Prometheus; the container's and the Service's port are called `metrics`. */
export const metricsPort = 9972;

export const metricsSetting = z
  .strictObject({
    namespace: label({ description: "Where Prometheus runs.", examples: ["monitoring", "observability"] }),
    labels: z
      .record(
        text(
          { description: "A label's key.", examples: ["release", "prometheus"] },
          /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/,
          "a label's key is letters, digits, dots, hyphens and underscores, after a domain and a slash where it has one",
        ),
        text(
          { description: "Its value.", examples: ["kube-prometheus-stack", "main"] },
          /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/,
          "a label's value is up to 63 letters, digits, dots, hyphens and underscores",
        ),
      )
      .default({})
      .meta({ description: "Labels by which Prometheus chooses the monitors and rules that it takes." }),
  })
  .meta({ description: "Metrics for Prometheus, with its operator's objects: SRS 5.0.67 or later." });

export type Metrics = z.infer<typeof metricsSetting>;

export function metrics({ namespace }: Metrics): Option {
  return {
    root: [
      {
        ...block("exporter", [directive("enabled", "on"), directive("listen", metricsPort)]),
        comment: "For Prometheus: /metrics",
      },
    ],
    ports: { metrics: metricsPort },
    ingress: [{ namespaces: [namespace], ports: [metricsPort] }],
  };
}
