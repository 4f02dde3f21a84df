import { testContext } from "@weir/app/test-context";
import { formatYaml } from "@weir/kubernetes/format-yaml";
import { isGenerated } from "@weir/kubernetes/generated";
import type { ConfigMap, KubernetesObject } from "@weir/kubernetes/object";
import { expect, test } from "vitest";
import { monitoring } from "./monitoring.ts";
import type { Pods } from "./monitoring-alerts.ts";

const labels = { app: "srs-edge", "app.kubernetes.io/name": "srs" };
const metrics = { namespace: "monitoring", labels: { release: "prometheus" } };
const resources = { cpu: "1", memory: "1Gi", qos: "Burstable" } as const;
const alike: Pods[] = [{ name: "", maxConnections: 1000, resources }];
const tracks: Pods[] = [
  { name: "r5", maxConnections: 1000, resources },
  { name: "r6", maxConnections: 4000, resources: { cpu: "500m", memory: "2Gi", qos: "Guaranteed" } },
];

function objects({ pods = alike, name = "srs-edge", namespace = "srs-prod-namespace" } = {}): KubernetesObject[] {
  return monitoring({ name, labels, metrics, pods }, testContext({ namespace }));
}

function yamlOf(kind: string): string {
  return formatYaml(objects().find((object) => object.kind === kind));
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

function rulesOf(pods: readonly Pods[]): readonly Rule[] {
  const rule = objects({ pods: [...pods] }).find(({ kind }) => kind === "PrometheusRule");
  return (rule as unknown as { spec: { groups: { rules: Rule[] }[] } }).spec.groups.flatMap(({ rules }) => rules);
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly Panel[];
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: object;
  readonly gridPos: Readonly<Record<"x" | "y" | "w" | "h", number>>;
  readonly targets: readonly { readonly refId: string; readonly datasource: object; readonly expr: string }[];
}

function fileOf(one: Parameters<typeof objects>[0] = {}): [name: string, content: string] {
  const { data } = objects(one).find(({ kind }) => kind === "ConfigMap") as ConfigMap;
  return Object.entries(data)[0] as [string, string];
}

function dashboardOf(one?: Parameters<typeof objects>[0]): Dashboard {
  return JSON.parse(fileOf(one)[1]);
}

test("makes nothing where nothing is to be measured", () => {
  expect(monitoring({ name: "srs-edge", labels, metrics: undefined, pods: alike }, testContext())).toEqual([]);
});

test("measures through a Service of its own, never the one that viewers reach", () => {
  expect(yamlOf("Service")).toBe(`apiVersion: v1
kind: Service
metadata:
  name: srs-edge-metrics
  labels:
    app: srs-edge
    app.kubernetes.io/name: srs
spec:
  clusterIP: None
  type: ClusterIP
  selector:
    app: srs-edge
  ports:
    - name: metrics
      port: 9972
      protocol: TCP
      targetPort: metrics
`);
});

test("asks every pod but those that drain, and tells tracks apart", () => {
  expect(yamlOf("ServiceMonitor")).toBe(`apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: srs-edge
  labels:
    app: srs-edge
    app.kubernetes.io/name: srs
    release: prometheus
spec:
  selector:
    matchLabels:
      app: srs-edge
  endpoints:
    - port: metrics
      interval: 15s
      relabelings:
        - sourceLabels:
            - __meta_kubernetes_endpointslice_endpoint_conditions_terminating
          regex: "true"
          action: drop
        - sourceLabels:
            - __meta_kubernetes_pod_label_run
          regex: srs-edge-(.+)
          targetLabel: track
`);
});

test("says in each alert what viewers feel and what to do", () => {
  expect(yamlOf("PrometheusRule")).toBe(`apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: srs-edge
  labels:
    app: srs-edge
    app.kubernetes.io/name: srs
    release: prometheus
spec:
  groups:
    - name: srs-edge
      rules:
        - alert: SrsMissing
          expr: absent(up{namespace="srs-prod-namespace", job="srs-edge-metrics"})
          for: 5m
          labels:
            severity: critical
          annotations:
            summary: Prometheus sees no pod of srs-edge.
            description: 'Either none runs, and nobody can watch or publish, or Prometheus does not see them. Look with: kubectl -n srs-prod-namespace get pods -l app=srs-edge. If they run, see whether Prometheus takes the ServiceMonitor and is let in: metrics.labels and metrics.namespace in environment.yaml.'
        - alert: SrsDown
          expr: |-
            up{namespace="srs-prod-namespace", job="srs-edge-metrics"} == 0
            unless on (namespace, pod) kube_pod_deletion_timestamp{namespace="srs-prod-namespace"}
          for: 3m
          labels:
            severity: critical
          annotations:
            summary: '{{ $labels.pod }} does not answer.'
            description: 'One thread serves viewers and answers Prometheus: the streams of this pod stand still, or are about to. Kubernetes starts it anew; if it does not come back: kubectl -n srs-prod-namespace logs {{ $labels.pod }} --previous.'
        - alert: SrsNothingSent
          expr: |-
            sum by (namespace, track) (rate(srs_send_bytes_total{namespace="srs-prod-namespace", job="srs-edge-metrics"}[5m]) + rate(srs_receive_bytes_total{namespace="srs-prod-namespace", job="srs-edge-metrics"}[5m]))
            / sum by (namespace, track) (srs_clients{namespace="srs-prod-namespace", job="srs-edge-metrics"}) < 1000
            and sum by (namespace, track) (srs_clients{namespace="srs-prod-namespace", job="srs-edge-metrics"}) >= 5
          for: 5m
          labels:
            severity: critical
          annotations:
            summary: Clients of srs-edge{{ with $labels.track }} {{ . }}{{ end }} are connected, and next to nothing is sent.
            description: 'Viewers see a frozen picture, or none. See whether anybody publishes, then whether the origin answers: kubectl -n srs-prod-namespace logs -l app=srs-edge --tail=100.'
        - alert: SrsSessionsBreak
          expr: |-
            sum by (namespace, track) (avg_over_time(srs_clients{namespace="srs-prod-namespace", job="srs-edge-metrics"}[10m]))
            / sum by (namespace, track) (rate(srs_clients_errs_total{namespace="srs-prod-namespace", job="srs-edge-metrics"}[10m])) < 15
            and sum by (namespace, track) (rate(srs_clients_errs_total{namespace="srs-prod-namespace", job="srs-edge-metrics"}[10m])) > 0.1
          for: 5m
          labels:
            severity: warning
          annotations:
            summary: Sessions of srs-edge{{ with $labels.track }} {{ . }}{{ end }} break after {{ $value | humanizeDuration }}.
            description: 'Players lose the stream and try again: viewers see it begin over and over. Where one track breaks and another does not, go back to the other''s version; otherwise look at the origin and at the publisher''s connection.'
        - alert: SrsConnectionsNearLimit
          expr: srs_clients{namespace="srs-prod-namespace", job="srs-edge-metrics"} >= 0.9 * 1000
          for: 5m
          labels:
            severity: warning
          annotations:
            summary: '{{ $labels.pod }} has {{ $value }} of 1000 connections.'
            description: At the limit this pod turns away everybody who is new, whatever room others have. Run more pods (replicas or scale), or raise max_connections if memory and network bear it.
        - alert: SrsMemoryNearLimit
          expr: 1024 * srs_memory{namespace="srs-prod-namespace", job="srs-edge-metrics"} >= 0.9 * 1073741824
          for: 5m
          labels:
            severity: warning
          annotations:
            summary: '{{ $labels.pod }} uses {{ $value | humanize1024 }}B of 1Gi of memory.'
            description: Beyond the limit the kernel ends the process, and all viewers of this pod are cut at once. Raise resources.memory, or run more pods.
        - alert: SrsCoreBusy
          expr: avg_over_time(srs_cpu_percent{namespace="srs-prod-namespace", job="srs-edge-metrics"}[5m]) >= 0.8 * 100
          for: 5m
          labels:
            severity: warning
          annotations:
            summary: '{{ $labels.pod }} uses {{ $value | printf "%.0f" }} % of the 100 % of a core that it can use.'
            description: 'Every stream of this pod is about to stutter. More cores do not help, SRS works in one thread: run more pods.'
`);
});

test("holds each track to its own limits", () => {
  const limits = rulesOf(tracks).filter(({ labels }) => labels.track);
  expect(limits.map(({ alert, expr, labels }) => `${labels.track} ${alert}: ${expr}`)).toEqual([
    'r5 SrsConnectionsNearLimit: srs_clients{namespace="srs-prod-namespace", job="srs-edge-metrics", track="r5"} >= 0.9 * 1000',
    'r5 SrsMemoryNearLimit: 1024 * srs_memory{namespace="srs-prod-namespace", job="srs-edge-metrics", track="r5"} >= 0.9 * 1073741824',
    'r5 SrsCoreBusy: avg_over_time(srs_cpu_percent{namespace="srs-prod-namespace", job="srs-edge-metrics", track="r5"}[5m]) >= 0.8 * 100',
    'r6 SrsConnectionsNearLimit: srs_clients{namespace="srs-prod-namespace", job="srs-edge-metrics", track="r6"} >= 0.9 * 4000',
    'r6 SrsMemoryNearLimit: 1024 * srs_memory{namespace="srs-prod-namespace", job="srs-edge-metrics", track="r6"} >= 0.9 * 2147483648',
    'r6 SrsCoreBusy: avg_over_time(srs_cpu_percent{namespace="srs-prod-namespace", job="srs-edge-metrics", track="r6"}[5m]) >= 0.8 * 50',
  ]);
  expect(limits.at(-1)?.annotations).toEqual({
    summary: '{{ $labels.pod }} uses {{ $value | printf "%.0f" }} % of the 50 % of a core that it can use.',
    description:
      "Every stream of this pod is about to stutter. More cores do not help, SRS works in one thread: run more pods, or raise resources.cpu to one core.",
  });
});

test("has no two alerts that a pager could not tell apart", () => {
  const keys = rulesOf(tracks).map(({ alert, labels }) => `${alert} ${JSON.stringify(labels)}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test("brings a dashboard that Grafana's sidecar finds, in a file of a name that no other namespace has", () => {
  const { metadata } = objects().find(({ kind }) => kind === "ConfigMap") as ConfigMap;
  expect(metadata).toEqual({ name: "srs-edge-dashboard", labels: { ...labels, grafana_dashboard: "1" } });
  const [name, content] = fileOf();
  expect(name).toBe("srs-prod-namespace.srs-edge.json");
  expect(isGenerated(content)).toBe(true);
  expect(content).toBe(`${JSON.stringify(JSON.parse(content), null, 2)}\n`);
});

test("gives every dashboard a name and an id of its own", () => {
  const some = [{}, { name: "srs-origin" }, { namespace: "srs-staging-namespace" }].map((one) => dashboardOf(one));
  expect(some.map(({ title }) => title)).toEqual([
    "srs-prod-namespace: srs-edge",
    "srs-prod-namespace: srs-origin",
    "srs-staging-namespace: srs-edge",
  ]);
  expect(new Set(some.map(({ uid }) => uid)).size).toBe(3);
  for (const { uid } of some) expect(uid).toMatch(/^weir-[0-9a-f]{16}$/);
});

test("shows what tracks do side by side, one panel beside the other, from a source that a person chooses", () => {
  const { panels, templating, schemaVersion } = dashboardOf();
  expect(schemaVersion).toBe(38);
  expect(templating.list.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    "datasource: datasource",
    "track: query",
  ]);
  expect(panels.map(({ id, title, gridPos: { x, y, w, h } }) => `${id} ${title}: ${x},${y} ${w}x${h}`)).toEqual([
    "1 Clients: 0,0 12x8",
    "2 Streams: 12,0 12x8",
    "3 Sent: 0,8 12x8",
    "4 Received: 12,8 12x8",
    "5 Sent to one client: 0,16 12x8",
    "6 Sessions begun and broken, a second: 12,16 12x8",
    "7 CPU: 0,24 12x8",
    "8 Memory: 12,24 12x8",
    "9 Clients of each pod: 0,32 12x8",
    "10 Pods by version: 12,32 12x8",
  ]);
  for (const { datasource, targets } of panels) {
    expect(targets.map(({ refId }) => refId)).toEqual(["A", "B"].slice(0, targets.length));
    for (const part of [{ datasource }, ...targets]) {
      expect(part.datasource).toEqual({ type: "prometheus", uid: "$datasource" });
    }
  }
});

test("shows bits, not bytes, of each track with the version that runs", () => {
  const series = '{namespace="srs-prod-namespace", job="srs-edge-metrics", track=~"$track"}';
  const source = { type: "prometheus", uid: "$datasource" };
  expect(dashboardOf().panels[2]).toEqual({
    id: 3,
    type: "timeseries",
    title: "Sent",
    description: "To viewers, and to other servers that fetch a stream here.",
    datasource: source,
    gridPos: { h: 8, w: 12, x: 0, y: 8 },
    fieldConfig: { defaults: { unit: "bps", min: 0, custom: { fillOpacity: 10 } }, overrides: [] },
    options: {
      legend: { displayMode: "table", placement: "bottom", showLegend: true, calcs: ["lastNotNull", "max"] },
      tooltip: { mode: "multi", sort: "desc" },
    },
    targets: [
      {
        refId: "A",
        datasource: source,
        expr: `8 * sum by (track, version) (rate(srs_send_bytes_total${series}[$__rate_interval]) * on (namespace, pod) group_left (version) srs_build_info${series})`,
        legendFormat: "{{track}} {{version}}",
      },
    ],
  });
});

/**
 * As the exporter of SRS writes them (SrsGoApiMetrics::serve_http in trunk/src/app/srs_app_http_api.cpp, the same in 5.0,
 * 6.0 and 7.0; srs_cpu_percent and srs_memory came with 5.0.86, the others with 5.0.67).
 */
const exported = [
  "srs_build_info",
  "srs_clients",
  "srs_clients_errs_total",
  "srs_clients_total",
  "srs_cpu_percent",
  "srs_memory",
  "srs_receive_bytes_total",
  "srs_send_bytes_total",
  "srs_streams",
];

test("shows all that the exporter has, and asks for nothing else", () => {
  const shown = dashboardOf().panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr)));
  expect([...new Set(shown)].sort()).toEqual(exported);
  const watched = new Set(rulesOf(tracks).flatMap(({ expr }) => metricsIn(expr)));
  // Prometheus's own, and kube-state-metrics'.
  for (const other of ["up", "kube_pod_deletion_timestamp"]) expect(watched.delete(other)).toBe(true);
  expect([...watched].filter((metric) => !exported.includes(metric))).toEqual([]);
});

test("asks of its own namespace alone", () => {
  const exprs = [...rulesOf(tracks), ...dashboardOf().panels.flatMap(({ targets }) => targets)].map(({ expr }) => expr);
  for (const expr of exprs) {
    const selectors = [...expr.matchAll(/(\w+)\{([^}]*)\}/g)].map(([, metric, matchers = ""]) => ({
      metric,
      matchers,
    }));
    expect(selectors.map(({ metric }) => metric)).toEqual(metricsIn(expr));
    for (const { matchers } of selectors) expect(matchers).toContain('namespace="srs-prod-namespace"');
  }
});

/** The names in a PromQL expression that are neither functions nor labels nor words of the language. */
function metricsIn(expr: string): string[] {
  const names = expr
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, "")
    .replace(/\b(by|on|group_left) \([^)]*\)/g, "")
    .match(/\b[a-z_]\w*\b(?!\s*\()/g);
  return (names ?? []).filter((name) => !["and", "sum", "count", "unless"].includes(name));
}
