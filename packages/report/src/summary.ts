import { parseImage } from "@weir/kubernetes/images";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { type AppModel, type Model, objectsOf } from "@weir/render/model";
import { shareOf } from "@weir/rollout/share";

/** What one environment runs, in the few figures that people ask for first. */
export interface Summary {
  readonly environment: string;
  readonly directory: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly rows: readonly Row[];
}

/** One workload: a track, a numbered origin, or an app's only one. An app without workloads has a row without figures. */
export interface Row {
  readonly app: string;
  /** `r5`, or undefined for an app without tracks. */
  readonly track?: string;
  readonly kind?: string;
  readonly version?: string;
  readonly replicas?: number;
  /** Of an app's new connections, from 0 to 1; only where tracks share them. */
  readonly share?: number;
  /** When a CronJob runs: `01:15 Asia/Shanghai`, or its schedule where that is no time of day. */
  readonly schedule?: string;
  readonly objects: number;
}

/** The summary of a model. */
export function summarize({ environment, apps }: Model): Summary {
  const { name, directory, cluster, namespace } = environment;
  return { environment: name, directory, cluster: cluster.name, namespace, rows: apps.flatMap(rowsOf) };
}

function rowsOf({ app, target }: AppModel): Row[] {
  if (target.instances.length === 0) return [{ app, ...figuresOf(target.shared), objects: objectsOf(target).length }];
  const rows = target.instances.map((instance, index) => ({
    app,
    ...(instance.name && { track: instance.name }),
    ...figuresOf(instance.resources),
    objects: instance.resources.length + (index === 0 ? target.shared.length : 0),
  }));
  const tracked = rows.filter((row) => row.replicas !== undefined);
  if (tracked.length < 2) return rows;
  const all = tracked.reduce((sum, row) => sum + (row.replicas ?? 0), 0);
  return rows.map((row) => (row.replicas === undefined ? row : { ...row, share: shareOf(row.replicas, all) }));
}

function figuresOf(objects: readonly KubernetesObject[]): Partial<Row> {
  for (const object of objects) {
    const image = podTemplateOf(object)?.spec?.containers?.[0]?.image;
    if (image === undefined) continue;
    const { spec } = object as KubernetesObject & { spec: { replicas?: number; schedule?: string; timeZone?: string } };
    return {
      kind: object.kind,
      version: parseImage(image).tag ?? image,
      ...(spec.replicas !== undefined && { replicas: spec.replicas }),
      ...(spec.schedule !== undefined && { schedule: scheduleOf(spec.schedule, spec.timeZone) }),
    };
  }
  return {};
}

function scheduleOf(schedule: string, zone: string | undefined): string {
  const daily = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule);
  const when = daily ? `${daily[2]?.padStart(2, "0")}:${daily[1]?.padStart(2, "0")}` : schedule;
  return zone ? `${when} ${zone}` : when;
}
