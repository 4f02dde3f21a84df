import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testContext } from "@weir/app/test-context";
import type { ConfigMap } from "@weir/kubernetes/object";
import { describeLive } from "@weir/tools/test-live";
import { afterAll, expect, test } from "vitest";
import { monitoring } from "./monitoring.ts";

const resources = { cpu: "1", memory: "1Gi", qos: "Burstable" } as const;
const [, , rule, configMap] = monitoring(
  {
    name: "srs-edge",
    labels: {},
    metrics: { namespace: "monitoring", labels: {} },
    pods: ["r5", "r6"].map((name) => ({ name, maxConnections: 1000, resources })),
  },
  testContext({ namespace: "live" }),
);
const { spec } = rule as unknown as { spec: { groups: { rules: Rule[] }[] } };
const dashboard = JSON.parse(Object.values((configMap as ConfigMap).data)[0] ?? "") as {
  panels: { title: string; targets: { expr: string }[] }[];
};

interface Rule {
  readonly alert: string;
  readonly annotations: Readonly<Record<"summary" | "description", string>>;
}

/** A pod's series: `series("up", 1, "0x40")` is 0 for ten minutes and a sample, every 15 seconds. */
function series(metric: string, pod: string, values: string, labels = "") {
  const track = pod.split("-")[0];
  const target = `namespace="live", job="srs-edge-metrics", pod="${pod}", track="${track}"`;
  return { series: `${metric}{${target}${labels}}`, values };
}

const terminating = (pod: string) => ({
  series: `kube_pod_deletion_timestamp{namespace="live", pod="${pod}", uid="1", job="kube-state-metrics"}`,
  values: "1800000000x120",
});

describeLive("Prometheus reads the alerts and the dashboard", ["promtool"], ({ promtool }) => {
  const folder = mkdtempSync(join(tmpdir(), "weir-promtool-"));
  const rules = join(folder, "rules.json");
  writeFileSync(rules, JSON.stringify(spec));
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(command: string, file: object): string {
    const path = join(folder, "file.json");
    writeFileSync(path, JSON.stringify(file));
    const { status, stdout, stderr } = spawnSync(promtool, [command, "rules", path], { encoding: "utf8" });
    return status === 0 && !/FAILED/.test(stdout + stderr) ? "" : stdout + stderr;
  }

  /** What fires after so many minutes, as `alert track pod`, and is not in `expected`, or the other way round; empty if all is as expected. */
  function surprises(minutes: number, input: object[], expected: readonly string[]): string {
    const alerts = [...new Set(spec.groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)))];
    const exprs = alerts.map((name) => {
      const expr = `count by (alertname, track, pod) (ALERTS{alertstate="firing", alertname="${name}"})`;
      const found = expected.map((each) => each.split(" ")).filter(([alert]) => alert === name);
      const exp_samples = found.map(([alertname, track, pod]) => ({
        labels: `{alertname="${alertname}"${track ? `, track="${track}"` : ""}${pod ? `, pod="${pod}"` : ""}}`,
        value: 1,
      }));
      return { expr, eval_time: `${minutes}m`, exp_samples };
    });
    return run("test", {
      rule_files: [rules],
      evaluation_interval: "15s",
      tests: [{ interval: "15s", input_series: input, promql_expr_test: exprs }],
    });
  }

  test("understands every expression", () => {
    expect(run("check", spec)).toBe("");
    const exprs = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const panels = exprs.map((expr, index) => ({ record: `panel:${index}`, expr: plain(expr) }));
    expect(run("check", { groups: [{ name: "dashboard", rules: panels }] })).toBe("");
    expect(run("check", { groups: [{ name: "wrong", rules: [{ record: "panel", expr: "sum by (" }] }] })).toContain(
      "unclosed left parenthesis",
    );
  });

  test("calls nobody for pods that drain, and somebody for one that is down", () => {
    const pods = [series("up", "r5-a", "1x120"), series("up", "r6-b", "1x40 0x80")];
    expect(surprises(29, [...pods, terminating("r6-b")], [])).toBe("");
    expect(surprises(12, pods, [])).toBe("");
    expect(surprises(14, pods, ["SrsDown r6 r6-b"])).toBe("");
    // Where one of them drains, the other is still looked at.
    expect(surprises(14, [...pods, terminating("r5-a")], ["SrsDown r6 r6-b"])).toBe("");
  });

  test("calls somebody when no pod is left, and not for the minutes of a move", () => {
    const gone = [series("up", "r5-a", "1x40 stale _x80")];
    expect(surprises(14, gone, [])).toBe("");
    expect(surprises(16, gone, ["SrsMissing"])).toBe("");
  });

  test("calls somebody when many are connected and nothing is sent, by track", () => {
    const up = [series("up", "r5-a", "1x120"), series("up", "r6-b", "1x120")];
    const bytes = (pod: string, sent: string) => [
      series("srs_send_bytes_total", pod, sent),
      series("srs_receive_bytes_total", pod, "0x120"),
    ];
    const clients = (pod: string, count: number) => series("srs_clients", pod, `${count}x120`);
    // 100 kB a second for each of ten, for 15 s.
    const plays = [...bytes("r5-a", "0+15000000x120"), clients("r5-a", 10)];
    expect(
      surprises(20, [...up, ...plays, ...bytes("r6-b", "5x120"), clients("r6-b", 10)], ["SrsNothingSent r6"]),
    ).toBe("");
    expect(surprises(20, [...up, ...plays, ...bytes("r6-b", "5x120"), clients("r6-b", 4)], [])).toBe("");
    expect(surprises(20, [...up, ...plays, ...bytes("r6-b", "5x120"), clients("r6-b", 0)], [])).toBe("");
  });

  test("calls somebody when sessions break soon, and not because viewers leave", () => {
    const up = [series("up", "r5-a", "1x120"), series("up", "r6-b", "1x120")];
    const some = (pod: string, clients: number, errors: number) => [
      series("srs_clients", pod, `${clients}x120`),
      series("srs_clients_errs_total", pod, `0+${errors}x120`),
    ];
    // Of 500 viewers each leaves after four minutes; on the other track 3 are there at any time, for 6 seconds each.
    expect(surprises(25, [...up, ...some("r5-a", 500, 30), ...some("r6-b", 3, 7.5)], ["SrsSessionsBreak r6"])).toBe("");
    // Somebody who tries now and then is no reason.
    expect(surprises(25, [...up, ...some("r6-b", 1, 1)], [])).toBe("");
  });

  test("warns before a pod turns viewers away, is killed or stutters", () => {
    const up = [series("up", "r5-a", "1x120"), series("up", "r6-b", "1x120")];
    const full = (pod: string, clients: number, memory: number, cpu: number) => [
      series("srs_clients", pod, `${clients}x120`),
      series("srs_memory", pod, `${memory}x120`),
      series("srs_cpu_percent", pod, `${cpu}x120`),
    ];
    expect(
      surprises(
        20,
        [...up, ...full("r5-a", 899, 943_700, 79), ...full("r6-b", 900, 943_800, 81)],
        ["SrsConnectionsNearLimit r6 r6-b", "SrsMemoryNearLimit r6 r6-b", "SrsCoreBusy r6 r6-b"],
      ),
    ).toBe("");
  });

  test.each([
    ["SrsSessionsBreak", "", "Sessions of srs-edge r6 break after 6s."],
    ["SrsMemoryNearLimit", "r6-b", "r6-b uses 972.6MiB of 1Gi of memory."],
    ["SrsCoreBusy", "r6-b", "r6-b uses 87 % of the 100 % of a core that it can use."],
  ])("says in %s what it is about", (alertname, pod, summary) => {
    const input_series = [
      ["srs_clients", "3x120"],
      ["srs_clients_errs_total", "0+7.5x120"],
      ["srs_memory", "995942x120"],
      ["srs_cpu_percent", "86.6x120"],
    ].map(([metric = "", values = ""]) => series(metric, "r6-b", values));
    const { description } = spec.groups[0]?.rules.find(({ alert }) => alert === alertname)?.annotations ?? {};
    const labels = {
      severity: "warning",
      namespace: "live",
      track: "r6",
      ...(pod && { pod, job: "srs-edge-metrics" }),
    };
    const exp_alerts = [{ exp_labels: labels, exp_annotations: { summary, description } }];
    const alert_rule_test = [{ alertname, eval_time: "25m", exp_alerts }];
    const tests = [{ interval: "15s", input_series, alert_rule_test }];
    expect(run("test", { rule_files: [rules], evaluation_interval: "15s", tests })).toBe("");
  });

  test("shows tracks beside each other with the version that they run", () => {
    const info = (pod: string, version: string) => series("srs_build_info", pod, "1x40", `, version="${version}"`);
    const sent = (pod: string, rate: number) => series("srs_send_bytes_total", pod, `0+${rate}x40`);
    const panel = dashboard.panels.find(({ title }) => title === "Sent");
    const exp_samples = [
      { labels: '{track="r5", version="5.0.213"}', value: 16_000 },
      { labels: '{track="r6", version="6.0.184"}', value: 8_000 },
    ];
    const input_series = [
      ...[info("r5-a", "5.0.213"), info("r5-b", "5.0.213"), info("r6-c", "6.0.184")],
      ...[sent("r5-a", 15_000), sent("r5-b", 15_000), sent("r6-c", 15_000)],
    ];
    const promql_expr_test = [{ expr: `round(${plain(panel?.targets[0]?.expr ?? "")})`, eval_time: "8m", exp_samples }];
    expect(run("test", { rule_files: [], tests: [{ interval: "15s", input_series, promql_expr_test }] })).toBe("");
  });
});

/** As Grafana asks Prometheus: with its variables filled in. */
function plain(expr: string): string {
  return expr.replaceAll("$__rate_interval", "1m").replaceAll("$track", ".*");
}
