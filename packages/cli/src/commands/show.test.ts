import { small, writeWorkspace } from "@weir/workflows/test-workspace";
import { describe, expect, test } from "vitest";
import { weir } from "../test-weir.ts";

const contents = {
  ...small,
  "fleets/live.yaml": `weir: 1
inherit: fleets/all
audience: {viewers: 40, bitrate: 2500kbps}
`,
  "fleets/all.yaml": `weir: 1
apps:
  srs-origin: {resources: {memory: 2Gi}}
`,
  "environments/two/environment.yaml": `weir: 1
inherit: fleets/live
cluster: {provider: plain, kubernetes: "1.34"}
audience:
  viewers: 50
apps:
  srs-origin:
    version: v6.0-r0
    hls: {fragment: 4s, window: 60s}
events:
  - {name: final, from: "2026-12-05T18:00+08:00", for: 5h, viewers: 3000}
`,
};

describe.concurrent("weir show", () => {
  test("shows every value as it was written, where, and by whom", async () => {
    const root = writeWorkspace(contents);
    expect(await weir(["show", "two"], { root })).toEqual({
      code: 0,
      signal: null,
      stderr: "",
      stdout: `namespace                         two                     default
cluster.kubernetes                1.34                    environments/two/environment.yaml:3:40
cluster.provider                  plain                   environments/two/environment.yaml:3:21
audience.viewers                  50                      environments/two/environment.yaml:5:12
audience.publishers               1                       default
audience.bitrate                  2500kbps                fleets/live.yaml:3:34 (inherited)
audience.session.mean             1800                    default
audience.session.spread           1.5                     default
apps.namespace                    {}                      default
apps.srs-origin.version           v6.0-r0                 environments/two/environment.yaml:8:14
apps.srs-origin.name              srs-origin              default
apps.srs-origin.max_connections   1000                    default
apps.srs-origin.resources.cpu     1                       default
apps.srs-origin.resources.memory  2Gi                     fleets/all.yaml:3:36 (inherited)
apps.srs-origin.resources.qos     Burstable               default
apps.srs-origin.hls.fragment      4s                      environments/two/environment.yaml:9:21
apps.srs-origin.hls.window        60s                     environments/two/environment.yaml:9:33
apps.srs-origin.reload            restart                 default
events.0.name                     final                   environments/two/environment.yaml:11:12
events.0.from                     2026-12-05T18:00+08:00  environments/two/environment.yaml:11:25
events.0.for                      5h                      environments/two/environment.yaml:11:56
events.0.viewers                  3000                    environments/two/environment.yaml:11:69
events.0.freeze                   0                       default
`,
    });
  });

  test("shows what is below a path, and one value", async () => {
    const root = writeWorkspace(contents);
    expect((await weir(["show", "two", "apps.srs-origin.hls"], { root })).stdout).toBe(
      `apps.srs-origin.hls.fragment  4s   environments/two/environment.yaml:9:21
apps.srs-origin.hls.window    60s  environments/two/environment.yaml:9:33
`,
    );
    expect((await weir(["show", "one", "cluster"], { root })).stdout).toBe(
      "cluster  local  environments/one/environment.yaml:2:10\n",
    );
  });

  test("gives the same as JSON", async () => {
    const root = writeWorkspace(contents);
    const { stdout } = await weir(["show", "two", "audience.bitrate", "--format", "json"], { root });
    expect(JSON.parse(stdout)).toEqual([
      {
        path: "audience.bitrate",
        value: "2500kbps",
        why: "inherited",
        place: { file: "fleets/live.yaml", line: 3, column: 34, length: 8 },
      },
    ]);
  });

  test("refuses a path that leads nowhere, and says which one may be meant", async () => {
    const root = writeWorkspace(contents);
    for (const [path, says] of [
      ["apps.srs-orign", "Did you mean apps.srs-origin?"],
      ["apps.srs-origin.hls.windw", "Did you mean apps.srs-origin.hls.window?"],
      ["bad.path", "weir show two lists them."],
      ["apps.srs", "weir show two lists them."],
      ["__proto__", "weir show two lists them."],
    ]) {
      expect(await weir(["show", "two", path as string], { root })).toEqual({
        code: 2,
        signal: null,
        stdout: "",
        stderr: `weir: two has no value "${path}". ${says}\n`,
      });
    }
  });
});
