import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { type Resources, usableCore } from "@weir/app/resources";
import { parseQuantity } from "@weir/kubernetes/quantities";
import type { Labels } from "@weir/kubernetes/selectors";

/** Where a server's series come from, as the Prometheus Operator labels them. */
export interface Target {
  /** What people call it: `srs-edge`. */
  readonly name: string;
  readonly namespace: string;
  /** The Service with the metrics. */
  readonly job: string;
}

/** Pods that are configured alike. */
export interface Pods {
  /** The track, or the number of an origin; empty where all pods are alike. */
  readonly name: string;
  readonly maxConnections: number;
  readonly resources: Resources;
}

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning"; readonly track?: string };
  readonly summary: string;
  /** What viewers feel, and what to do. */
  readonly description: string;
}

/** Every alert of an app: those of all its pods, and those that depend on what a pod is given. */
export function alertRules(target: Target, labels: Labels, pods: readonly Pods[]) {
  const alerts = [...commonAlerts(target), ...pods.flatMap((each) => limitAlerts(target, each))];
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: target.name, labels },
    spec: { groups: [{ name: target.name, rules: alerts.map(ruleOf) }] },
  } satisfies IPrometheusRule;
}

function ruleOf({ summary, description, ...rule }: Alert) {
  return { ...rule, annotations: { summary, description } };
}

/** Selects an app's series, all or a track's: `{namespace="srs-prod-namespace", job="srs-edge-metrics", track="r5"}`. */
export function seriesOf({ namespace, job }: Target, track = ""): string {
  return `{namespace="${namespace}", job="${job}"${track && `, track="${track}"`}}`;
}

/**
 * `srs_clients_errs_total` alone says nothing: until SRS 8 it counts every viewer who closes the player (ossrs/srs#4609).
 * Sessions that end so, and end soon, are players that lose the stream and try again: clients divided by sessions a second
 * is how long a session lasts (Little's law).
 */
function commonAlerts(target: Target): Alert[] {
  const { name, namespace } = target;
  const series = seriesOf(target);
  const byTrack = (inner: string) => `sum by (namespace, track) (${inner})`;
  const track = "{{ with $labels.track }} {{ . }}{{ end }}";
  const errors = byTrack(`rate(srs_clients_errs_total${series}[10m])`);
  const bytes = byTrack(`rate(srs_send_bytes_total${series}[5m]) + rate(srs_receive_bytes_total${series}[5m])`);
  const clients = byTrack(`srs_clients${series}`);
  return [
    {
      alert: "SrsMissing",
      expr: `absent(up${series})`,
      for: "5m",
      labels: { severity: "critical" },
      summary: `Prometheus sees no pod of ${name}.`,
      description:
        "Either none runs, and nobody can watch or publish, or Prometheus does not see them. " +
        `Look with: kubectl -n ${namespace} get pods -l app=${name}. ` +
        "If they run, see whether Prometheus takes the ServiceMonitor and is let in: metrics.labels and metrics.namespace in environment.yaml.",
    },
    {
      alert: "SrsDown",
      // Pods that drain have closed the port and still serve: kube-state-metrics tells them apart.
      expr: `up${series} == 0\nunless on (namespace, pod) kube_pod_deletion_timestamp{namespace="${namespace}"}`,
      for: "3m",
      labels: { severity: "critical" },
      summary: "{{ $labels.pod }} does not answer.",
      description:
        "One thread serves viewers and answers Prometheus: the streams of this pod stand still, or are about to. Kubernetes " +
        `starts it anew; if it does not come back: kubectl -n ${namespace} logs {{ $labels.pod }} --previous.`,
    },
    {
      alert: "SrsNothingSent",
      // In bytes a second: the least that carries sound is three times as much. One or two clients may be players left open.
      expr: `${bytes}\n/ ${clients} < 1000\nand ${clients} >= 5`,
      for: "5m",
      labels: { severity: "critical" },
      summary: `Clients of ${name}${track} are connected, and next to nothing is sent.`,
      description:
        "Viewers see a frozen picture, or none. See whether anybody publishes, then whether the origin answers: " +
        `kubectl -n ${namespace} logs -l app=${name} --tail=100.`,
    },
    {
      alert: "SrsSessionsBreak",
      expr: `${byTrack(`avg_over_time(srs_clients${series}[10m])`)}\n/ ${errors} < 15\nand ${errors} > 0.1`,
      for: "5m",
      labels: { severity: "warning" },
      summary: `Sessions of ${name}${track} break after {{ $value | humanizeDuration }}.`,
      description:
        "Players lose the stream and try again: viewers see it begin over and over. Where one track breaks and another does " +
        "not, go back to the other's version; otherwise look at the origin and at the publisher's connection.",
    },
  ];
}

/**
 * SRS works in one thread, so a core is all it can use; it stutters from 80 % of one (PERFORMANCE.md of ossrs/srs).
 * `srs_cpu_percent` is what it used of a core in the last second, `srs_memory` is in KiB, and `srs_clients` counts viewers and
 * publishers, which is a little less than what `max_connections` counts (srs_app_http_api.cpp, srs_app_utility.cpp,
 * srs_app_statistic.cpp, srs_app_server.cpp of 5.0 and 6.0).
 */
function limitAlerts(target: Target, { name: track, maxConnections, resources }: Pods): Alert[] {
  const series = seriesOf(target, track);
  const labels = { severity: "warning", ...(track && { track }) } as const;
  const { memory } = resources;
  const core = usableCore(resources);
  return [
    {
      alert: "SrsConnectionsNearLimit",
      expr: `srs_clients${series} >= 0.9 * ${maxConnections}`,
      for: "5m",
      labels,
      summary: `{{ $labels.pod }} has {{ $value }} of ${maxConnections} connections.`,
      description:
        "At the limit this pod turns away everybody who is new, whatever room others have. Run more pods (replicas or scale), or " +
        "raise max_connections if memory and network bear it.",
    },
    {
      alert: "SrsMemoryNearLimit",
      expr: `1024 * srs_memory${series} >= 0.9 * ${parseQuantity(memory)}`,
      for: "5m",
      labels,
      summary: `{{ $labels.pod }} uses {{ $value | humanize1024 }}B of ${memory} of memory.`,
      description:
        "Beyond the limit the kernel ends the process, and all viewers of this pod are cut at once. Raise resources.memory, " +
        "or run more pods.",
    },
    {
      alert: "SrsCoreBusy",
      expr: `avg_over_time(srs_cpu_percent${series}[5m]) >= 0.8 * ${100 * core}`,
      for: "5m",
      labels,
      summary: `{{ $labels.pod }} uses {{ $value | printf "%.0f" }} % of the ${100 * core} % of a core that it can use.`,
      description:
        "Every stream of this pod is about to stutter. More cores do not help, SRS works in one thread: run more pods" +
        `${core < 1 ? ", or raise resources.cpu to one core" : ""}.`,
    },
  ];
}
