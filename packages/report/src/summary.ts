import type { Instance } from "@weir/app/app";
import { parseImage } from "@weir/kubernetes/images";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { type AppModel, type Model, objectsOf } from "@weir/render/model";
import { shareOf } from "@weir/rollout/share";
import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";

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
  /** `r5`, a numbered origin, or an edge cluster; undefined for an app without instances. */
  readonly track?: string;
  readonly kind?: string;
  readonly version?: string;
  readonly replicas?: number;
  /** The bounds between which an autoscaler decides instead. */
  readonly scale?: { readonly min: number; readonly max: number };
  /** Of an app's new connections, from 0 to 1; only where tracks share a Service. */
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
  const all = objectsOf(target);
  if (target.instances.length === 0) return [{ app, ...figuresOf(target.shared, all), objects: all.length }];
  const rows = target.instances.map((instance, index) => ({
    app,
    ...(instance.name && { track: instance.name }),
    ...figuresOf(instance.resources, all),
    objects: instance.resources.length + (index === 0 ? target.shared.length : 0),
  }));
  // Who has a Service of their own shares with nobody; how an autoscaler shares is not for git to say.
  const tracked = rows.filter((row, index) => row.replicas !== undefined && !hasService(target.instances[index]));
  if (tracked.length < 2 || rows.some(({ scale }) => scale)) return rows;
  const pods = tracked.reduce((sum, row) => sum + (row.replicas ?? 0), 0);
  return rows.map((row) => (tracked.includes(row) ? { ...row, share: shareOf(row.replicas ?? 0, pods) } : row));
}

function hasService(instance: Instance | undefined): boolean {
  return instance?.resources.some(({ kind }) => kind === "Service") ?? false;
}

function figuresOf(objects: readonly KubernetesObject[], all: readonly KubernetesObject[]): Partial<Row> {
  for (const object of objects) {
    const image = podTemplateOf(object)?.spec?.containers?.[0]?.image;
    if (image === undefined) continue;
    const { spec } = object as KubernetesObject & { spec: { replicas?: number; schedule?: string; timeZone?: string } };
    const scale = scaleOf(object, all);
    return {
      kind: object.kind,
      version: parseImage(image).tag ?? image,
      ...(spec.replicas !== undefined && !scale && { replicas: spec.replicas }),
      ...(scale && { scale }),
      ...(spec.schedule !== undefined && { schedule: scheduleOf(spec.schedule, spec.timeZone) }),
    };
  }
  return {};
}

/** The bounds of the autoscaler that decides for a workload. */
function scaleOf({ kind, metadata }: KubernetesObject, all: readonly KubernetesObject[]): Row["scale"] {
  const autoscalers = all.filter((object) => object.kind === "HorizontalPodAutoscaler") as IHorizontalPodAutoscaler[];
  const spec = autoscalers.find(
    ({ spec }) => spec?.scaleTargetRef.kind === kind && spec.scaleTargetRef.name === metadata.name,
  )?.spec;
  return spec && { min: spec.minReplicas ?? 1, max: spec.maxReplicas };
}

function scheduleOf(schedule: string, zone: string | undefined): string {
  const daily = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule);
  const when = daily ? `${daily[2]?.padStart(2, "0")}:${daily[1]?.padStart(2, "0")}` : schedule;
  return zone ? `${when} ${zone}` : when;
}

/** How many pods a row has: `3`, or `2–10` where an autoscaler decides. */
export function formatReplicas({ replicas, scale }: Row): string | undefined {
  return scale ? `${scale.min}–${scale.max}` : replicas?.toString();
}
