import { type Context, defineApp } from "@weir/app/app";
import { duration } from "@weir/app/fields";
import type { SettingProblem } from "@weir/finding/finding";
import { recommendedLabels } from "@weir/kubernetes/labels";
import { serviceAccount } from "@weir/kubernetes/parts";
import { containerSecurity, podSecurity } from "@weir/kubernetes/security";
import { sharedNames } from "@weir/srs/names";
import { srsUser } from "@weir/srs/user";
import type { ICronJob } from "kubernetes-models/batch/v1";
import { z } from "zod";
import { schedule, timeZone } from "./schedule.ts";
import { cleanupScript } from "./script.ts";

const name = "cleanup";
const account = "srs-cleanup";
const folder = "/html";

const settings = z.strictObject({
  schedule: schedule(),
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
  base: { schedule: "15 1 * * *", zone: "UTC", olderThan: "3d" },
  render: (settings) => ({ shared: [cronJob(settings), serviceAccount(account, labels)], instances: [] }),
  check,
});

const labels = { app: name, ...recommendedLabels({ name, component: "cleanup", partOf: "streaming" }) };

function cronJob({ schedule, zone, olderThan }: Settings) {
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
            spec: {
              ...podSecurity(srsUser),
              serviceAccountName: account,
              restartPolicy: "Never",
              containers: [
                {
                  name,
                  // GNU find: Debian's busybox has no -delete.
                  image: "debian:12.12-slim",
                  command: ["/bin/sh", "-c", cleanupScript(folder, olderThan / 60)],
                  resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "128Mi" } },
                  securityContext: containerSecurity,
                  volumeMounts: [{ name: "html", mountPath: folder }],
                },
              ],
              volumes: [{ name: "html", persistentVolumeClaim: { claimName: sharedNames.storageClaim } }],
            },
          },
        },
      },
    },
  } satisfies ICronJob;
}

function check(_settings: Settings, { apps }: Context): SettingProblem[] {
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
