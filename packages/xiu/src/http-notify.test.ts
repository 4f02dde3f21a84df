import { expect, test } from "vitest";
import { httpNotify, notifyTable, notifyTraffic } from "./http-notify.ts";

const to = { namespaces: ["backend"] };

test("tells a server who begins to publish and who stops, and lets calls out to it", () => {
  const hooks = httpNotify.parse({ on_unpublish: "https://hooks.backend.svc/off", to });
  expect(notifyTable(hooks)).toEqual({ enabled: true, on_unpublish: "https://hooks.backend.svc/off" });
  expect(notifyTraffic(hooks)).toEqual({ namespaces: ["backend"], cidrs: [], ports: [443] });
});

test("has no hook for viewers: the server would wait for one answer after the other", () => {
  expect(httpNotify.safeParse({ on_play: "http://a/", on_publish: "http://a/", to }).error?.issues).toMatchObject([
    { code: "unrecognized_keys", keys: ["on_play"] },
  ]);
});

test("refuses to be without any hook", () => {
  expect(httpNotify.safeParse({ to }).error?.issues.map(({ message }) => message)).toEqual(["name at least one hook"]);
});
