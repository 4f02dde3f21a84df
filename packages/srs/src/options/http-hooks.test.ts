import { expect, test } from "vitest";
import { renderConfig } from "../render-config.ts";
import { httpHooks, httpHooksSetting, originHttpHooksSetting } from "./http-hooks.ts";

const to = { namespaces: ["backend"] };
const url = "http://hooks.backend.svc:8085/api/v1/streams";

test("names each hook and opens the way to its server's port", () => {
  const { vhost, egress } = httpHooks(
    originHttpHooksSetting.parse({ on_publish: url, on_dvr: "http://203.0.113.9/dvr?a=b&c=d", to }),
  );
  expect(renderConfig(vhost ?? [])).toContain(`\
http_hooks {
    enabled on;
    on_publish http://hooks.backend.svc:8085/api/v1/streams;
    on_dvr http://203.0.113.9/dvr?a=b&c=d;
}
`);
  expect(egress).toEqual([{ namespaces: ["backend"], cidrs: [], ports: [80, 8085] }]);
});

test("opens the way to the pods' own port where the Service has another", () => {
  const written = { on_play: "http://hooks.backend", to: { ...to, cidrs: ["203.0.113.0/24"], ports: [8085] } };
  expect(httpHooks(httpHooksSetting.parse(written)).egress).toEqual([
    { namespaces: ["backend"], cidrs: ["203.0.113.0/24"], ports: [8085] },
  ]);
});

test("an edge has no hook for files, which it does not make", () => {
  expect(originHttpHooksSetting.safeParse({ on_hls: url, to }).success).toBe(true);
  expect(httpHooksSetting.safeParse({ on_hls: url, to }).error?.issues[0]?.message).toBe('Unrecognized key: "on_hls"');
});

const form = "a hook is http://HOST:PORT/PATH, in lower case up to the path, without spaces, quotes and ; { } # $ \\";
test.each([
  "https://hooks.backend.svc/a",
  "http://",
  "http://hooks:0/a",
  "http://hooks:65536/a",
  "http://hooks/a b",
  "http://hooks/a;listen 1",
  "http://hooks/a{",
  "http://hooks/a}",
  "http://hooks/a\n",
  "http://hooks/a#b",
  "http://hooks/$a",
  "http://hooks/'a'",
  'http://hooks/"a"',
  "http://hooks/a\\b",
  "http://user@hooks/a",
  "hooks/a",
  "",
])("refuses %j", (url) => {
  expect(httpHooksSetting.safeParse({ on_play: url, to }).error?.issues.map(({ message }) => message)).toEqual([form]);
});

test("refuses no hook, and hooks whose server is nowhere", () => {
  const refused = (written: object) =>
    httpHooksSetting.safeParse(written).error?.issues.map(({ path, message }) => [...path, message]);
  expect(refused({ to })).toEqual([["name at least one hook"]]);
  expect(refused({ on_play: url })).toEqual([["to", "Invalid input: expected object, received undefined"]]);
  expect(refused({ on_play: url, to: {} })).toEqual([["to", "name at least one namespace or cidr"]]);
  expect(refused({ on_play: url, to: { cidrs: ["0.0.0.0/0"] } })).toHaveLength(1);
});
