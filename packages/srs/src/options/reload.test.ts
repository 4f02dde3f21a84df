import { expect, test } from "vitest";
import { directive } from "../config.ts";
import { edgeConfig } from "../edge-config.ts";
import { parseVersion } from "../versions.ts";
import { joinOptions } from "./option.ts";
import { type Reload, reload, restartAnnotations, serverConfigMap } from "./reload.ts";

const configOf = (origin: string, how: Reload) =>
  edgeConfig({
    version: parseVersion("v6.0-r0"),
    maxConnections: 1000,
    origins: [origin],
    drain: 120,
    flv: true,
    options: joinOptions([reload(how)]),
  });

test("a server that watches its file keeps its name and its pods when an origin changes", () => {
  const [a, b] = [configOf("a", "inotify"), configOf("b", "inotify")];
  expect(a).toContainEqual(expect.objectContaining(directive("inotify_auto_reload", "on")));
  expect(serverConfigMap("srs-edge-config", a, "inotify").metadata.name).toBe("srs-edge-config");
  expect(restartAnnotations(a, "v6.0-r0", "inotify")).toEqual({
    annotations: { "weir/restart-digest": expect.stringMatching(/^[0-9a-f]{16}$/) },
  });
  expect(restartAnnotations(b, "v6.0-r0", "inotify")).toEqual(restartAnnotations(a, "v6.0-r0", "inotify"));
});

test("any other gets a file under another name, and with it another pod", () => {
  const name = (origin: string) =>
    serverConfigMap("srs-edge-config", configOf(origin, "restart"), "restart").metadata.name;
  expect(name("a")).toMatch(/^srs-edge-config-\w{10}$/);
  expect(name("b")).not.toBe(name("a"));
  expect(restartAnnotations(configOf("a", "restart"), "v6.0-r0", "restart")).toEqual({});
});
