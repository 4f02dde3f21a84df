import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import type { Context } from "@weir/app/app";
import { configMap } from "@weir/kubernetes/config-map";
import type { KubernetesObject } from "@weir/kubernetes/object";
import type { Labels } from "@weir/kubernetes/selectors";
import { service } from "@weir/kubernetes/service";
import { alertRules, type Pods } from "./monitoring-alerts.ts";
import { dashboard } from "./monitoring-dashboard.ts";
import { type Metrics, metricsPort } from "./options/metrics.ts";

interface Monitored {
  /** The value of the label `app` on the pods; the objects are called after it. Tracks have the label `run: <name>-<track>`. */
  readonly name: string;
  /** Of the app's objects. */
  readonly labels: Labels;
  /** Left out, nothing is monitored. */
  readonly metrics: Metrics | undefined;
  /** One for each track or numbered origin. */
  readonly pods: readonly Pods[];
}

/**
 * What the Prometheus Operator and Grafana need to show an SRS app and to call somebody: a Service of its own (the API and
 * the metrics are no viewer's business), its monitor, alerts, and a dashboard that Grafana's sidecar finds by its label.
 */
export function monitoring({ name, labels, metrics, pods }: Monitored, { namespace }: Context): KubernetesObject[] {
  if (!metrics) return [];
  const job = `${name}-metrics`;
  const chosen = { ...labels, ...metrics.labels };
  const board = configMap(
    `${name}-dashboard`,
    // Grafana's sidecar puts the files of all namespaces into one folder; no name has a dot in it.
    { [`${namespace}.${name}.json`]: dashboard({ name, namespace, job }) },
    { hash: false },
  );
  return [
    service({
      name: job,
      labels,
      selector: { app: name },
      ports: { metrics: metricsPort },
      exposure: { type: "ClusterIP", annotations: {}, spec: { clusterIP: "None" } },
    }),
    serviceMonitor(name, chosen),
    alertRules({ name, namespace, job }, chosen, pods),
    { ...board, metadata: { ...board.metadata, labels: { ...labels, grafana_dashboard: "1" } } },
  ];
}

/**
 * The operator itself gives every series the labels `namespace`, `pod` and `job`, the Service's name (prometheus-operator
 * 0.85, generateServiceMonitorConfig). The server's version is none of the target's labels: `srs_build_info` has it, as it
 * runs, and would have to give up its own label of that name.
 *
 * A pod that drains has closed this port while viewers still watch it. Endpoints forget it at once; EndpointSlices, which
 * Prometheus may read instead, keep it as terminating until it is gone, and would show it as down all that time.
 */
function serviceMonitor(name: string, labels: Labels) {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { name, labels },
    spec: {
      selector: { matchLabels: { app: name } },
      endpoints: [
        {
          port: "metrics",
          interval: "15s",
          relabelings: [
            {
              sourceLabels: ["__meta_kubernetes_endpointslice_endpoint_conditions_terminating"],
              regex: "true",
              action: "drop",
            },
            {
              sourceLabels: ["__meta_kubernetes_pod_label_run"],
              regex: `${name}-(.+)`,
              targetLabel: "track",
            },
          ],
        },
      ],
    },
  } satisfies IServiceMonitor;
}
