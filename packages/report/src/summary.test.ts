import { describe, expect, test } from "vitest";
import { formatReplicas, summarize } from "./summary.ts";
import { appModel, autoscaler, claim, cronJob, deployment, service, testModel, track } from "./test-model.ts";

const rowsOf = (...apps: Parameters<typeof testModel>[0]) => summarize(testModel(apps)).rows;

describe("a summary", () => {
  test("names the environment, where it is and where it runs", () => {
    expect(summarize(testModel([]))).toEqual({
      environment: "srs-test",
      directory: "environments/srs-test",
      cluster: "test-cluster",
      namespace: "srs-test-namespace",
      rows: [],
    });
  });

  test("has a row for each track, with its share of new connections, and counts every object once", () => {
    const tracks = [track("r5", "v5.0-r3", 3), track("r6", "v6.0-r0", 1)];
    expect(rowsOf(appModel("edge", [claim("a"), claim("b")], tracks))).toEqual([
      { app: "edge", track: "r5", kind: "Deployment", version: "v5.0-r3", replicas: 3, share: 0.75, objects: 4 },
      { app: "edge", track: "r6", kind: "Deployment", version: "v6.0-r0", replicas: 1, share: 0.25, objects: 2 },
    ]);
  });

  test("gives no share where nothing is shared", () => {
    const [row] = rowsOf(appModel("edge", [], [track("r6", "v6.0-r0", 2)]));
    expect(row).toEqual({ app: "edge", track: "r6", kind: "Deployment", version: "v6.0-r0", replicas: 2, objects: 2 });
  });

  test("gives no share to those that have a Service of their own", () => {
    const own = (name: string) => {
      const instance = track(name, "v6.0-r0", 2);
      return { ...instance, resources: [...instance.resources, service(`edge-${name}-service`, "LoadBalancer", 1935)] };
    };
    const rows = rowsOf(appModel("edge", [], [own("cdn-a"), own("cdn-b")]));
    expect(rows.map(({ share }) => share)).toEqual([undefined, undefined]);
  });

  test("says between which bounds an autoscaler decides, and then nothing of shares", () => {
    const scaled = { kind: "Deployment", name: "edge-r6-deploy" };
    const tracks = [track("r5", "v5.0-r3", 3), track("r6", "v6.0-r0", 2)];
    const rows = rowsOf(appModel("edge", [autoscaler("edge-r6", scaled, 2, 10)], tracks));
    expect(rows).toEqual([
      { app: "edge", track: "r5", kind: "Deployment", version: "v5.0-r3", replicas: 3, objects: 3 },
      { app: "edge", track: "r6", kind: "Deployment", version: "v6.0-r0", scale: { min: 2, max: 10 }, objects: 2 },
    ]);
    expect(rows.map(formatReplicas)).toEqual(["3", "2–10"]);
  });

  test("gives every track none while all of them are scaled to nothing", () => {
    const rows = rowsOf(appModel("edge", [], [track("r5", "v5.0-r3", 0), track("r6", "v6.0-r0", 0)]));
    expect(rows.map(({ share }) => share)).toEqual([0, 0]);
  });

  test("says of an app without tracks what it runs, of one without pods how many objects it has", () => {
    expect(
      rowsOf(
        appModel("origin", [deployment("origin", "registry:5000/srs:v6.0-r0@sha256:ab", 1, {}), claim("x")]),
        appModel("untagged", [deployment("untagged", "registry:5000/srs", 1, {})]),
        appModel("storage", [claim("files")]),
      ),
    ).toEqual([
      { app: "origin", kind: "Deployment", version: "v6.0-r0", replicas: 1, objects: 2 },
      { app: "untagged", kind: "Deployment", version: "registry:5000/srs", replicas: 1, objects: 1 },
      { app: "storage", objects: 1 },
    ]);
  });

  test("says when a CronJob runs: a time of day where it is one", () => {
    const schedules = [
      ["15 1 * * *", "Asia/Shanghai", "01:15 Asia/Shanghai"],
      ["5 13 * * *", undefined, "13:05"],
      ["*/5 * * * *", "UTC", "*/5 * * * * UTC"],
      ["0 0 1 * *", undefined, "0 0 1 * *"],
    ] as const;
    for (const [schedule, zone, said] of schedules) {
      const [row] = rowsOf(appModel("cleanup", [cronJob("cleanup", schedule, zone)]));
      expect(row).toEqual({ app: "cleanup", kind: "CronJob", version: "12", schedule: said, objects: 1 });
    }
  });
});
