import { label, text } from "@weir/app/fields";
import { dottedNames } from "@weir/app/label-form";
import { z } from "zod";
import { block, directive } from "../config.ts";
import type { Option } from "./option.ts";

/** Where SRS 5 and later answers Prometheus; the container's and the Service's port are called `metrics`. */
export const metricsPort = 9972;

/** Labels by which others find objects: an object that carried another value would be lost to them. */
const own = /^(app|run|([^/]+\.)?(kubernetes|k8s|argoproj)\.io\/.*)$/;

export const metricsSetting = z
  .strictObject({
    namespace: label({ description: "Where Prometheus runs.", examples: ["monitoring", "observability"] }),
    labels: z
      .record(
        text(
          { description: "A label's key.", examples: ["release", "prometheus"] },
          new RegExp(`^((?=[^/]{1,253}/)${dottedNames(1)}/)?[A-Za-z0-9]([\\w.-]{0,61}[A-Za-z0-9])?$`),
          "a label's key is letters, digits, dots, hyphens and underscores, after a domain and a slash where it has one",
        ).refine((key) => !own.test(key), "weir, Kubernetes and Argo CD set labels of this name themselves"),
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
