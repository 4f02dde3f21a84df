import { createHash } from "node:crypto";
import { generatedBy } from "@weir/kubernetes/generated";
import { seriesOf, type Target } from "./monitoring-alerts.ts";

interface Panel {
  readonly title: string;
  readonly description: string;
  /** As Grafana calls it: `bps`, `percent`. */
  readonly unit: string;
  readonly queries: readonly Query[];
}

interface Query {
  readonly expr: string;
  readonly legend: string;
}

/**
 * A dashboard of one app in one environment, its tracks side by side with the version that each of them runs, for
 * Grafana 10 and later (schema 38).
 */
export function dashboard(target: Target): string {
  const { name, namespace } = target;
  const key = createHash("sha256").update(`${namespace}/${name}`).digest("hex");
  return `${JSON.stringify(
    {
      $comment: generatedBy,
      uid: `weir-${key.slice(0, 16)}`,
      title: `${namespace}: ${name}`,
      tags: ["weir", "srs"],
      editable: false,
      graphTooltip: 1,
      refresh: "30s",
      schemaVersion: 38,
      time: { from: "now-3h", to: "now" },
      templating: { list: [datasource, trackVariable(target)] },
      panels: panels(target).map(panel),
    },
    null,
    2,
  )}\n`;
}

const source = { type: "prometheus", uid: "$datasource" };

const datasource = { name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus" };

/** Pods without a track have no such label: everything is what has any value of it, or none. */
function trackVariable(target: Target) {
  const query = `label_values(srs_clients${seriesOf(target)}, track)`;
  return {
    name: "track",
    label: "Track",
    type: "query",
    datasource: source,
    definition: query,
    query: { query, refId: "track" },
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: ".*",
    current: { text: ["All"], value: ["$__all"] },
  };
}

/** What viewers notice first comes first. */
function panels(target: Target): Panel[] {
  const series = `${seriesOf(target).slice(0, -1)}, track=~"$track"}`;
  const version = `on (namespace, pod) group_left (version) srs_build_info${series}`;
  const byVersion = (inner: string) => `sum by (track, version) (${inner} * ${version})`;
  const rate = (metric: string) => `rate(${metric}${series}[$__rate_interval])`;
  const each = (expr: string) => [{ expr, legend: "{{track}} {{version}}" }];
  const perPod = (expr: string) => [{ expr, legend: "{{track}} {{pod}}" }];
  return [
    {
      title: "Clients",
      description: "Viewers and publishers.",
      unit: "short",
      queries: each(byVersion(`srs_clients${series}`)),
    },
    {
      title: "Streams",
      description: "Streams that somebody publishes or asks for; one that several pods carry counts in each.",
      unit: "short",
      queries: each(byVersion(`srs_streams${series}`)),
    },
    {
      title: "Sent",
      description: "To viewers, and to other servers that fetch a stream here.",
      unit: "bps",
      queries: each(`8 * ${byVersion(rate("srs_send_bytes_total"))}`),
    },
    {
      title: "Received",
      description: "From publishers. What an edge fetches from its origin is not counted.",
      unit: "bps",
      queries: each(`8 * ${byVersion(rate("srs_receive_bytes_total"))}`),
    },
    {
      title: "Sent to one client",
      description: "Falls below the streams' bit rate when viewers stall. Tracks with the same viewers show the same.",
      unit: "bps",
      queries: each(`8 * ${byVersion(rate("srs_send_bytes_total"))} / ${byVersion(`srs_clients${series}`)}`),
    },
    {
      title: "Sessions begun and broken, a second",
      description: "Until SRS 8, a viewer who closes the player counts as broken too. Compare tracks, not zero.",
      unit: "cps",
      queries: [
        { expr: byVersion(rate("srs_clients_total")), legend: "{{track}} {{version}} begun" },
        { expr: byVersion(rate("srs_clients_errs_total")), legend: "{{track}} {{version}} broken" },
      ],
    },
    {
      title: "CPU",
      description: "Of one core, which is all that SRS can use. Streams stutter from 80 %.",
      unit: "percent",
      queries: perPod(`avg_over_time(srs_cpu_percent${series}[$__rate_interval])`),
    },
    {
      title: "Memory",
      description: "Resident.",
      unit: "bytes",
      queries: perPod(`1024 * srs_memory${series}`),
    },
    {
      title: "Clients of each pod",
      description: "Viewers stay where they are, so a new pod fills slowly.",
      unit: "short",
      queries: perPod(`srs_clients${series}`),
    },
    {
      title: "Pods by version",
      description: "That answer. A pod that drains does not, and still serves its viewers.",
      unit: "short",
      queries: each(`count by (track, version) (srs_build_info${series})`),
    },
  ];
}

/** Two in a row. */
function panel({ title, description, unit, queries }: Panel, index: number) {
  return {
    id: index + 1,
    type: "timeseries",
    title,
    description,
    datasource: source,
    gridPos: { h: 8, w: 12, x: (index % 2) * 12, y: Math.floor(index / 2) * 8 },
    fieldConfig: { defaults: { unit, min: 0, custom: { fillOpacity: 10 } }, overrides: [] },
    options: {
      legend: { displayMode: "table", placement: "bottom", showLegend: true, calcs: ["lastNotNull", "max"] },
      tooltip: { mode: "multi", sort: "desc" },
    },
    targets: queries.map(({ expr, legend }, number) => ({
      refId: String.fromCharCode(65 + number),
      datasource: source,
      expr,
      legendFormat: legend,
    })),
  };
}
