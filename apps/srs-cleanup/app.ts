import { type Context, defineApp } from "@weir/app/app";
import { choice, duration } from "@weir/app/fields";
import type { SettingProblem } from "@weir/finding/finding";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { serviceAccount } from "@weir/kubernetes/parts";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import { sharedNames } from "@weir/srs/names";
import { srsUser } from "@weir/srs/user";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { ICronJob } from "kubernetes-models/batch/v1";
import type { IContainer } from "kubernetes-models/v1";
import { z } from "zod";
import { dailyTime, schedule, timeOfDay, timeZone, writeDaily } from "./schedule.ts";
import { cleanupScript, loopScript } from "./script.ts";

const name = "cleanup";
const account = "srs-cleanup";
const folder = "/html";

const settings = z.strictObject({
  run: choice(
    ["cronjob", "loop"],
    "A CronJob, whose pod comes for a pass and goes; or a loop, whose pod stays and makes one pass a day.",
  ).default("cronjob"),
  schedule: schedule().optional(),
  at: timeOfDay().optional(),
  zone: timeZone(),
  olderThan: duration(
    { description: "How long nobody wrote a file before it goes.", examples: ["3d", "12h"] },
    { min: "1h" },
  ),
});
type Settings = z.infer<typeof settings>;

export default defineApp({
  name: "srs-cleanup",
  summary: "Removes old HLS segments and playlists from the shared file system, so that it does not fill up.",
  settings,
  // Neither form: a base holds what both have.
  base: { zone: "UTC", olderThan: "3d" },
  render: (settings) => ({ shared: [...workloads(settings), serviceAccount(account, labels)], instances: [] }),
  check: (settings, context) => [...checkStorage(context), ...checkTime(settings)],
});

const labels = { app: name, ...recommendedLabels({ name, component: "cleanup", partOf: "streaming" }) };

function workloads({ run, schedule, at, zone, olderThan }: Settings) {
  const minutes = olderThan / 60;
  if (run === "cronjob") return schedule === undefined ? [] : [cronJob(schedule, zone, minutes)];
  return at === undefined ? [] : [deployment(at, zone, minutes)];
}

function cronJob(schedule: string, zone: string, minutes: number) {
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: {
      name,
      labels,
      // One failed night would show the whole application as degraded (Argo CD 3.2 and later).
      annotations: { "argocd.argoproj.io/ignore-healthcheck": "true" },
    },
    spec: {
      schedule,
      timeZone: zone,
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 3600,
          ttlSecondsAfterFinished: 3 * 24 * 3600,
          template: {
            metadata: { labels },
            spec: { ...podSpec(cleanupScript(folder, minutes)), restartPolicy: "Never" },
          },
        },
      },
    },
  } satisfies ICronJob;
}

/** The image has the zones that `date` needs (debian's package tzdata, of priority required). */
function deployment(at: string, zone: string, minutes: number) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      // Never two passes at a time.
      strategy: { type: "Recreate" },
      revisionHistoryLimit: 2,
      template: {
        metadata: { labels },
        // It listens nowhere, and waits nearly always: there is nothing that a probe could ask.
        spec: podSpec(loopScript(folder, minutes, at), { env: [{ name: "TZ", value: zone }] }),
      },
    },
  } satisfies IDeployment;
}

function podSpec(script: string, more: Pick<IContainer, "env"> = {}) {
  return {
    ...podSecurity(srsUser),
    serviceAccountName: account,
    containers: [
      {
        name,
        // GNU find and GNU date: Debian's busybox has no -delete.
        image: "debian:12.12-slim",
        command: ["/bin/sh", "-c", script],
        ...more,
        resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "128Mi" } },
        securityContext: containerSecurity,
        volumeMounts: [{ name: "html", mountPath: folder }],
      },
    ],
    volumes: [{ name: "html", persistentVolumeClaim: { claimName: sharedNames.storageClaim } }],
  };
}

function checkStorage({ apps }: Context): SettingProblem[] {
  if (apps.has("srs-storage")) return [];
  return [
    {
      id: "storage/missing",
      severity: "error",
      at: [],
      what: "srs-cleanup has nothing to clean: this environment has no srs-storage.",
      why: "Its pods wait for a claim that nobody makes. An emptyDir cannot be cleaned from outside; SRS tidies that itself.",
      fix: "add srs-storage, or remove srs-cleanup.",
    },
  ];
}

const times = {
  cronjob: { own: "schedule", other: "at", example: "15 1 * * *" },
  loop: { own: "at", other: "schedule", example: "04:30" },
} as const;

/** A CronJob goes by a schedule, a loop by a time of day. */
function checkTime(settings: Settings): SettingProblem[] {
  const { own, other, example } = times[settings.run];
  const [time, stray] = [settings[own], settings[other]];
  const same = stray && (own === "at" ? dailyTime(stray) : writeDaily(stray));
  const write = `write ${own}: "${same ?? example}"`;
  const problem = { id: "cleanup/time", severity: "error" } as const;
  if (stray !== undefined) {
    return [
      {
        ...problem,
        at: [other],
        what: `${other} is not for run: ${settings.run}, which goes by ${own}.`,
        fix: time === undefined ? `${write} instead.` : "remove it.",
      },
    ];
  }
  if (time !== undefined) return [];
  return [
    {
      ...problem,
      at: [],
      what: "Nothing says when srs-cleanup runs.",
      why: "Old segments stay until the file system is full, and then no stream is written any more.",
      fix: `${write}.`,
    },
  ];
}
