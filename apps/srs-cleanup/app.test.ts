import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import type { KubernetesObject } from "@weir/kubernetes/object";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { expect, test } from "vitest";
import app from "./app.ts";
import { loopScript } from "./script.ts";

const written = { schedule: "15 1 * * *", zone: "Asia/Shanghai", olderThan: "3d" };
const rendered = renderTwice(app, written);
const [cronJob] = rendered.shared as [(typeof rendered.shared)[number]];
const pod = podTemplateOf(cronJob);

const loop = { run: "loop", at: "04:30", zone: "Asia/Shanghai", olderThan: "3d" };

test("makes a CronJob or a Deployment of the same name, and an account", () => {
  const names = (settings: unknown) =>
    renderTwice(app, settings).shared.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`);
  expect(names(written)).toEqual(["batch/v1 CronJob cleanup", "v1 ServiceAccount srs-cleanup"]);
  expect(names(loop)).toEqual(["apps/v1 Deployment cleanup", "v1 ServiceAccount srs-cleanup"]);
  expect(names(app.base)).toEqual(["v1 ServiceAccount srs-cleanup"]);
});

test("runs the loop in one pod, in the zone it names, as the CronJob's pod would run", () => {
  const [deployment] = renderTwice(app, loop).shared;
  expect(deployment).toMatchObject({
    metadata: { labels: { app: "cleanup" } },
    spec: { replicas: 1, selector: { matchLabels: { app: "cleanup" } }, strategy: { type: "Recreate" } },
  });
  const { containers, ...spec } = podTemplateOf(deployment as KubernetesObject)?.spec ?? {};
  const { containers: theirs, restartPolicy: _, ...same } = pod?.spec ?? {};
  expect(spec).toEqual(same);
  expect(containers).toEqual([
    {
      ...theirs?.[0],
      command: ["/bin/sh", "-c", loopScript("/html", 4320, "04:30")],
      env: [{ name: "TZ", value: "Asia/Shanghai" }],
    },
  ]);
});

test("runs in the zone it names, never twice at a time, and not for ever", () => {
  expect(cronJob).toMatchObject({
    spec: {
      schedule: "15 1 * * *",
      timeZone: "Asia/Shanghai",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 3600, ttlSecondsAfterFinished: 259200 } },
    },
  });
});

test("cannot make the whole application look degraded in Argo CD", () => {
  expect(cronJob.metadata.annotations).toEqual({ "argocd.argoproj.io/ignore-healthcheck": "true" });
});

test("counts days as minutes: 3d is three days, not four", () => {
  expect(pod?.spec.containers[0]?.command?.[2]).toContain("-mmin +4320 ");
});

test("works on the shared file system as the user who wrote the files, without any rights", () => {
  expect(pod?.spec).toMatchObject({
    serviceAccountName: "srs-cleanup",
    automountServiceAccountToken: false,
    restartPolicy: "Never",
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        image: "debian:12.12-slim",
        resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "128Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          readOnlyRootFilesystem: true,
        },
        volumeMounts: [{ name: "html", mountPath: "/html" }],
      },
    ],
    volumes: [{ name: "html", persistentVolumeClaim: { claimName: "pvc-nas" } }],
  });
});

test("refuses to delete what is younger than an hour, and unknown keys", () => {
  const refused = (settings: unknown) => app.settings.safeParse(settings).error?.issues.map(({ message }) => message);
  expect(refused({ ...written, olderThan: "30m" })).toEqual(["it must be 1h or longer"]);
  expect(refused({ ...written, keep: 3 })).toEqual(['Unrecognized key: "keep"']);
});

test("reports an environment without a shared file system", () => {
  const settings = app.settings.parse(written);
  expect(app.check?.(settings, testContext({ apps: new Set(["srs-storage", "srs-cleanup"]) }))).toEqual([]);
  expect(app.check?.(settings, testContext())).toEqual([
    {
      id: "storage/missing",
      severity: "error",
      at: [],
      what: "srs-cleanup has nothing to clean: this environment has no srs-storage.",
      why: "Its pods wait for a claim that nobody makes. An emptyDir cannot be cleaned from outside; SRS tidies that itself.",
      fix: "add srs-storage, or remove srs-cleanup.",
    },
  ]);
});

test("reports a form without its time, and the time of the other form", () => {
  const problems = (settings: object) =>
    app.check?.(
      app.settings.parse({ zone: "UTC", olderThan: "3d", ...settings }),
      testContext({ apps: new Set(["srs-storage"]) }),
    );
  const missing = (fix: string) => ({
    id: "cleanup/time",
    severity: "error",
    at: [],
    what: "Nothing says when srs-cleanup runs.",
    why: "Old segments stay until the file system is full, and then no stream is written any more.",
    fix,
  });
  expect(problems({})).toEqual([missing('write schedule: "15 1 * * *".')]);
  expect(problems({ run: "loop" })).toEqual([missing('write at: "04:30".')]);
  const stray = (at: string, what: string, fix: string) => ({
    id: "cleanup/time",
    severity: "error",
    at: [at],
    what,
    fix,
  });
  const scheduled = "schedule is not for run: loop, which goes by at.";
  const timed = "at is not for run: cronjob, which goes by schedule.";
  expect(problems({ run: "loop", schedule: "5 1 * * *" })).toEqual([
    stray("schedule", scheduled, 'write at: "01:05" instead.'),
  ]);
  expect(problems({ run: "loop", schedule: "0 */6 * * *" })).toEqual([
    stray("schedule", scheduled, 'write at: "04:30" instead.'),
  ]);
  expect(problems({ at: "04:05" })).toEqual([stray("at", timed, 'write schedule: "5 4 * * *" instead.')]);
  expect(problems({ at: "04:05", schedule: "5 1 * * *" })).toEqual([stray("at", timed, "remove it.")]);
  expect(problems({ run: "loop", at: "04:05", schedule: "5 1 * * *" })).toEqual([
    stray("schedule", scheduled, "remove it."),
  ]);
  expect(problems({ run: "loop", at: "04:05" })).toEqual([]);
});

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("gives its pods no rights; a loop listens nowhere and has nothing to probe", () => {
  expect(faultsOfPods(rendered)).toEqual([]);
  expect(faultsOfPods(renderTwice(app, loop))).toEqual(["Deployment cleanup lacks a probe"]);
});
