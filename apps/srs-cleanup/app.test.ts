import { settingsWithoutExamples } from "@weir/app/settings-without-examples";
import { renderTwice, testContext } from "@weir/app/test-context";
import { faultsOfPods } from "@weir/app/test-pods";
import { podTemplateOf } from "@weir/kubernetes/walk";
import { expect, test } from "vitest";
import app from "./app.ts";

const written = { schedule: "15 1 * * *", zone: "Asia/Shanghai", olderThan: "3d" };
const rendered = renderTwice(app, written);
const [cronJob] = rendered.shared as [(typeof rendered.shared)[number]];
const pod = podTemplateOf(cronJob);

test("makes a CronJob and an account, from its base too", () => {
  const names = ["batch/v1 CronJob cleanup", "v1 ServiceAccount srs-cleanup"];
  for (const settings of [written, app.base]) {
    expect(
      renderTwice(app, settings).shared.map(
        ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`,
      ),
    ).toEqual(names);
  }
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

test("explains every setting and gives examples", () => {
  expect(settingsWithoutExamples(app.settings)).toEqual([]);
});

test("gives its pods no rights", () => {
  expect(faultsOfPods(rendered)).toEqual([]);
});
